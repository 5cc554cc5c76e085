"""Builds a corpus for each hostile file, in a process with little memory; a line of JSON for each.

What a build opens to write, whom it calls on the net and which programs it runs is noted by an audit
hook. Run by a test: ``python -m tests.support.files.building_apart FOLDER NAME...``.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import sys
import tempfile
import traceback
import warnings
from pathlib import Path

from index.build import build
from index.published.contents import PublishedIndex
from index.storage.store import Store
from tests.support.files.hostile_files import BESIDE, SECRET, Hostile
from tests.support.files.hostile_files import FILES as DOCUMENTS
from tests.support.files.hostile_scans import SCANS
from tests.support.hash_encoder import HashEncoder

FILES = DOCUMENTS | SCANS
MEMORY_BYTES = 3 << 30
LIMIT_S = 180  # a file: it hangs
GOOD = "全省工业增加值增长6.2%。"
_WATCHED = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec")


def _is_ours(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether it is the reader of PDFs in its own process."""
    return event == "subprocess.Popen" and arguments[0] == sys.executable


def watch(allowed: Path, seen: list[str]) -> None:
    """Note what is written outside of a folder, and every call to the net or to a program."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in _WATCHED and not _is_ours(event, arguments):
            seen.append(f"{event} {arguments[:1]!r}")
        elif event == "open" and isinstance(arguments[0], str):
            path, mode, flags = arguments
            written = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if (
                written
                and path != os.devnull
                and not Path(str(path)).absolute().is_relative_to(allowed)
            ):
                seen.append(f"open {path} {mode}")

    sys.addaudithook(hook)


def cpu_s() -> float:
    """The time that this process and those that it waited for have reckoned, in seconds."""
    return sum(os.times()[:4])


def texts(index: Path, cache: Path) -> dict[str, str]:
    """The texts of an index by their paths."""
    published = PublishedIndex.load(Store(index, cache).current()[0])
    return {document.path: document.text for document in published.documents}


def outcome(folder: Path, hostile: Hostile, address: str) -> dict[str, object]:
    """What a build makes of a hostile file beside a good one."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    (corpus / "好.txt").write_text(GOOD, encoding="utf-8")
    (corpus / hostile.name).write_bytes(hostile.data(str(folder.parent), address))
    cache = folder.parent / "cache"
    started = cpu_s()
    result = build([corpus], folder / "index", HashEncoder, cache_dir=cache)
    return {
        "failures": result.failures,
        "n_documents": result.manifest.n_documents,
        "texts": texts(folder / "index", cache),
        "cpu_s": round(cpu_s() - started, 1),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
    }


def tell(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main(root: Path, names: list[str]) -> None:
    warnings.simplefilter("error")
    ear = socket.create_server(("127.0.0.1", 0))
    ear.setblocking(False)  # noqa: FBT003 - the library's
    address = f"http://127.0.0.1:{ear.getsockname()[1]}"
    root.mkdir(exist_ok=True)
    (root / BESIDE).write_text(SECRET, encoding="utf-8")
    os.environ["TMPDIR"] = tempfile.tempdir = str(root)
    os.environ["PATH"] = ""  # no office programs: what they make of a file is theirs
    seen: list[str] = []
    watch(root, seen)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    for name in names:
        tell({"begins": name})
        signal.alarm(LIMIT_S)
        seen.clear()
        place = root / f"{list(FILES).index(name)}"
        try:
            told = outcome(place, FILES[name], address)
        except BaseException:  # noqa: BLE001 - told to the test
            told = {"error": traceback.format_exc()}
        signal.alarm(0)
        try:
            ear.accept()
            seen.append("somebody called")
        except BlockingIOError:
            pass
        tell({"name": name, "seen": seen, **told})


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
