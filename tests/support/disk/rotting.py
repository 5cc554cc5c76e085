"""A disk that rots: bytes change, and neither size, nor time, nor place on the disk tells of it.

Run as a script it is the reader of rotten indexes: ``python rotting.py QUESTION …`` reads the folders
of indexes from its standard input, a line each, and writes a line each of what came of reading all
of it. It dies with what it reads; whoever hands out folders starts another then.
"""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PAGE = 4096
_TOLD = "outcome: "  # before what is told on the reader's output, where libraries print too
_LIMIT_S = 120  # a busy machine is no error
_MEMORY = 6_000_000_000  # bytes that a reader may map: what asks for more is no answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Rot:
    """One change of a file: ``data`` stands at ``start`` instead of what was written."""

    file: str
    kind: str
    start: int
    data: bytes


def rots(index: Path, n: int, seed: int) -> Iterator[Rot]:
    """Changes of files of an index, each file in turn: a bit, a byte, eight bytes, a page."""
    chance = random.Random(seed)  # noqa: S311 -- to be the same each time
    files = [path for path in sorted(index.rglob("*")) if path.is_file() and path.stat().st_size]
    files = [path for path in files if path.name not in {"build.lock", "CURRENT", "manifest.json"}]
    for i in range(n):
        file = files[i % len(files)]
        data = file.read_bytes()
        # Half of them where a file says how the rest of it is to be read.
        start = chance.randrange(min(len(data), 64) if chance.random() < 0.5 else len(data))
        kind = chance.choice(("bit", "byte", "largest", "negative", "zeros", "noise"))
        changed = {
            "bit": bytes([data[start] ^ 1 << chance.randrange(8)]),
            "byte": bytes([chance.randrange(256)]),
            "largest": b"\xff" * 7 + b"\x7f",
            "negative": b"\xff" * 8,
            "zeros": bytes(_PAGE),
            "noise": chance.randbytes(512),
        }[kind]
        yield Rot(
            file=file.relative_to(index).as_posix(),
            kind=kind,
            start=start,
            data=changed[: len(data) - start],
        )


def apply(index: Path, rot: Rot) -> bytes:
    """Change the bytes of a file, in place; what stood there."""
    path = index / rot.file
    stat = path.stat()
    with path.open("rb+") as data:
        data.seek(rot.start)
        before = data.read(len(rot.data))
        data.seek(rot.start)
        data.write(rot.data)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    return before


class Reader:
    """A process that opens indexes, asks them and reads all that they hold."""

    def __init__(self, questions: Sequence[str], root: Path, **environment: str) -> None:
        self._command = [sys.executable, __file__, *questions]
        self._environment = os.environ | {"PYTHONPATH": str(root), "PYTHONUTF8": "1"} | environment
        self._process: subprocess.Popen[str] | None = None

    def read(self, index: Path) -> str:
        """What came of reading an index: a digest of its answers, an error, or how it died."""
        if self._process is None:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment,
                encoding="utf-8",
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        limit = threading.Timer(_LIMIT_S, self._process.kill)
        limit.start()
        try:
            self._process.stdin.write(f"{index}\n")
            self._process.stdin.flush()
            told = (line for line in self._process.stdout if line.startswith(_TOLD))
            line = next(told, "").removeprefix(_TOLD).strip()
        finally:
            limit.cancel()
        if line:
            return line
        return f"died {self.close()}"

    def close(self) -> int:
        """End the process, unless it has ended; its exit code."""
        if self._process is None:
            return 0
        process, self._process = self._process, None
        if process.poll() is None:
            process.kill()
        with process:  # which closes what it is spoken to through
            return process.wait()


def outcome(index: Path, questions: Sequence[str]) -> str:
    """What an index answers and holds, as a digest; or the error that reading it ended in."""
    from index.errors import WenbaoError
    from qa.engine import Engine
    from tests.support.hash_encoder import HashEncoder

    try:
        engine = Engine.open(index, load=lambda _: HashEncoder())
        said: list[object] = []
        for question in questions:
            answer = engine.ask(question)
            said.append((answer.text, [hit.passage.text for hit in answer.hits]))
            said.append([hit.passage.text for hit in engine.search(question)])
        said.append([(each.path, each.title, each.text) for each in engine.documents])
        said.append([(each.section, each.text, each.sentences) for each in engine.passages])
        said.append([sorted(engine.snapshot().index.ids), sorted(engine.snapshot().index.sections)])
    except WenbaoError as error:
        return f"{type(error).__name__} {error}".replace("\n", "\\n")
    except Exception as error:  # noqa: BLE001 -- which is what is looked for
        return f"raw {error!r}".replace("\n", "\\n")
    return f"answers {hashlib.sha256(repr(said).encode()).hexdigest()} {_texts(said)}"


def _texts(said: Sequence[object]) -> str:
    """A digest of the texts, whatever their order: they are what is quoted."""
    return hashlib.sha256(repr(said[-3:]).encode("utf-8", "surrogatepass")).hexdigest()


def main() -> None:
    """Be the reader."""
    import resource

    from index.platform import verified_files

    if "AS_IF_LARGE" in os.environ:  # no file is so small that it is read whole each time
        verified_files.ALWAYS_BYTES = 0
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    for line in sys.stdin:
        sys.stdout.write(f"{_TOLD}{outcome(Path(line.rstrip()), sys.argv[1:])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
