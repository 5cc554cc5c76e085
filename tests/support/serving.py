"""The running app, in a process of its own, with the small encoder in the place of the model.

Run as a script it is the app: ``python serving.py OPTIONS`` is ``wenbao serve OPTIONS``, ``python
serving.py watch …`` is ``wenbao watch …``, and ``rebuild`` the build beside an app. Where the
environment names a GATE, a named pipe, a build stops after its first text until it is written to.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping, Sequence

    from index.model.encoder import Progress, Vectors
    from tests.support.processes.forking import Forked

ROOT = Path(__file__).parents[2]
START_S = 120  # a busy machine is no error


class App:
    """A running app: what it has said, and where it answers."""

    def __init__(self, process: subprocess.Popen[str] | Forked) -> None:
        self.process = process
        self.said: list[str] = []
        self.address = self.await_line("http://").split()[-1]
        self.http = httpx.Client(base_url=self.address, trust_env=False, timeout=START_S)

    def await_line(self, part: str) -> str:
        """Read what the app says on, up to a line that holds ``part``."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.rstrip("\n"))
            if part in line:
                return self.said[-1]
        raise AssertionError(f"the app ended without saying {part!r}: {self.said}")

    def await_engine(self) -> App:
        """Go on once questions can be asked."""
        self.await_line("answering from ")
        return self

    def ask(self, name: str, *data: Any) -> httpx.Response:
        """What an endpoint answers."""
        return self.http.post(f"/gradio_api/run/{name}", json={"data": data})

    def stop(self, signal: int) -> int:
        """Send a signal, and give the exit code."""
        self.process.send_signal(signal)
        assert self.process.stdout is not None
        self.said += self.process.stdout.read().splitlines()
        return self.process.wait()


@contextlib.contextmanager
def running(
    *options: str,
    program: Path = Path(__file__),
    limit_s: float = START_S,
    environment: Mapping[str, str] | None = None,
) -> Iterator[App]:
    """An app on a free port of this machine; warnings of its libraries are errors.

    It is killed after ``limit_s``, so that no test waits for ever. It is a fork of what has loaded all
    that an app loads, unless it is what users start, or may load otherwise in its environment.
    """
    from tests.support.processes import forking  # which the app itself does not know

    given = environment or {}
    as_ever = all(name == "GATE" or name.startswith("WENBAO_") for name in given)
    with forking.started(
        program,
        *("--port", "0", *options),
        environment=os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), **given},
        may_fork=as_ever and program.parent != ROOT,
    ) as process:
        limit = threading.Timer(limit_s, process.kill)
        limit.start()
        try:
            app = App(process)
            with app.http:
                yield app
        finally:
            limit.cancel()
            process.kill()


def main() -> None:
    """Be the app."""
    sys.path[:0] = [str(ROOT)]
    from index.errors import ModelError
    from index.model import encoder_choice
    from qa import engine
    from qa.cli.main import main as cli
    from qa.keeping import rebuild
    from tests.support.hash_encoder import HashEncoder

    class Gated(HashEncoder):
        def encode_passages(
            self, texts: Sequence[str], progress: Progress | None = None
        ) -> Vectors:
            if progress is None or "GATE" not in os.environ:
                return super().encode_passages(texts, progress)
            Path(os.environ["GATE"]).read_bytes()
            return super().encode_passages(texts, progress)

    def no_reader(*_: object, **__: object) -> None:
        raise ModelError("no reader here")

    # The modules' own names, by setattr: a type checker would have it that only a reader replaces one.
    for module, name, replacement in (
        (encoder_choice, "load", lambda *_, **__: Gated()),
        (engine, "load_encoder", lambda *_, **__: Gated()),
        (engine, "load_reader", no_reader),
        (rebuild, "PROGRAM", (sys.executable, __file__, "rebuild")),
    ):
        setattr(module, name, replacement)
    if sys.argv[1:] == ["rebuild"]:
        rebuild.main()
    elif sys.argv[1:2] == ["watch"]:
        cli(sys.argv[1:])
    else:
        cli(["serve", *sys.argv[1:]])


if __name__ == "__main__":
    main()
