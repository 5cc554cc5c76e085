"""Programs that start in a moment: forks of one process that has loaded what an app loads.

To load it takes seconds, and the tests start some eighty apps. What an import does is seen once, by the
process that forks, whose warnings are errors as an app's are; a program whose environment matters
while it is loaded is started for itself. Run as a script, with the descriptor of a socket, it is the
process that forks.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TextIO

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parents[3]
# What an app loads as it starts, and what the stages of a text do.
LOADED = (
    *("qa.cli.main", "qa.cli.serve", "qa.cli.watch", "qa.web.serving", "qa.keeping.rebuild"),
    *("index.build", "tests.support.hash_encoder"),
)
_STRICT = ("-W", "error::UserWarning")
_MESSAGE_BYTES = 1 << 17


class Forked:
    """A program that runs in a fork; as much of ``Popen`` as is used of one."""

    def __init__(self, forker: Forker, pid: int, stdout: TextIO) -> None:
        self.stdout = stdout
        self.returncode: int | None = None
        self._forker = forker
        self._pid = pid
        self._handle = os.pidfd_open(pid)
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stdout.close()
        self.wait()

    def send_signal(self, number: int) -> None:
        with self._lock:
            if self.returncode is None:
                signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.send_signal(signal.SIGKILL)

    def wait(self, timeout_s: float | None = None) -> int:
        """The exit code, once it has ended."""
        if self.returncode is None:
            end = select.poll()  # unlike select, of any number of open files
            end.register(self._handle, select.POLLIN)
            if not end.poll(None if timeout_s is None else timeout_s * 1000):
                raise subprocess.TimeoutExpired("a fork", timeout_s or 0)
            with self._lock:
                self.returncode = self._forker.ask({"ended": self._pid})
                os.close(self._handle)
        return self.returncode


class Forker:
    """The process that forks; it ends with this one."""

    def __init__(self) -> None:
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._lock = threading.Lock()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, *_STRICT, __file__, str(theirs.fileno())],
                env=os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        atexit.register(self._end)

    def _end(self) -> None:
        self._channel.close()
        self._process.wait()

    def ask(self, what: Mapping[str, object], descriptors: Sequence[int] = ()) -> int:
        """What it answers: the process that it made, or how one ended."""
        with self._lock:
            socket.send_fds(self._channel, [json.dumps(what).encode()], [*descriptors])
            answer = self._channel.recv(_MESSAGE_BYTES)
        assert answer, "the process that forks has ended: see what it wrote"
        return int(answer)

    def start(self, program: Path, *options: str, environment: Mapping[str, str]) -> Forked:
        """Run a script; what it writes is read from ``stdout``."""
        reading, writing = os.pipe()
        asked = {
            "arguments": [str(program), *options],
            "environment": dict(environment),
            "folder": str(ROOT),
        }
        try:
            pid = self.ask(asked, [writing])
        finally:
            os.close(writing)
        return Forked(self, pid, os.fdopen(reading, encoding="utf-8"))


@functools.cache
def forker() -> Forker:
    """The one of this process."""
    return Forker()


def started(
    program: Path, *options: str, environment: Mapping[str, str], may_fork: bool = True
) -> subprocess.Popen[str] | Forked:
    """The process of a script, all that it writes on its ``stdout``; its libraries' warnings are errors.

    Where there are no handles of processes, as on a Mac, it is started for itself.
    """
    if may_fork and hasattr(os, "pidfd_open"):
        return forker().start(program, *options, environment=environment)
    return subprocess.Popen(
        [sys.executable, *_STRICT, str(program), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
        env=environment,
        encoding="utf-8",
    )


def main(channel: socket.socket) -> None:
    """Fork as often as is asked for, until nobody can ask any more; a fork becomes the program."""
    for name in LOADED:
        import_module(name)
    gc.collect()
    gc.freeze()  # so that a fork does not copy what no one changes
    running: set[int] = set()
    while True:
        data, descriptors, _, _ = socket.recv_fds(channel, _MESSAGE_BYTES, 1)
        if not data:
            break
        asked = json.loads(data)
        if "ended" in asked:
            running.remove(asked["ended"])
            status = os.waitpid(asked["ended"], 0)[1]
            channel.send(str(os.waitstatus_to_exitcode(status)).encode())
            continue
        pid = os.fork()
        if pid == 0:
            channel.close()
            become(asked, *descriptors)
            return
        running.add(pid)
        os.close(descriptors[0])
        channel.send(str(pid).encode())
    for pid in running:
        os.kill(pid, signal.SIGKILL)


def become(asked: Mapping[str, Any], output: int) -> None:
    """Run a script in this process as if it had been started."""
    for stream in (1, 2):
        os.dup2(output, stream)
    os.close(output)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    tempfile.tempdir = None  # which the environment names
    sys.argv = [*asked["arguments"]]
    runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
