"""Indexes made to harm whoever opens them: each sum in them is right.

Run as a script, ``python foreign.py INDEX…``, it opens one after the other and asks a question, with
little memory to be had, and prints a line for each and what memory was needed at most.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
LIMIT_S = 300  # a busy machine is no error
_MEMORY_BYTES = 8 << 30  # of addresses: libraries map a few gigabytes that they never use

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def remade(index: Path, target: Path, change: Callable[[Path, Path], None]) -> Path:
    """A copy of an index after a change of its encoder's and its generation's folder."""
    shutil.copytree(index, target)
    name = (target / "CURRENT").read_text(encoding="ascii").strip()
    generation = target / "generations" / name
    manifest = json.loads((generation / "manifest.json").read_text(encoding="utf-8"))
    encoder = target / "encoders" / manifest["encoder"]["name"]
    change(encoder, generation)
    (generation / "manifest.json").unlink()
    manifest["files"] = _listed(generation)
    manifest["encoder"]["files"] = _listed(encoder)
    data = json.dumps(manifest).encode()
    name = hashlib.sha256(data).hexdigest()[:16]
    (generation / "manifest.json").write_bytes(data)
    generation.rename(generation.with_name(name))
    (target / "CURRENT").write_text(f"{name}\n", encoding="ascii")
    return target


def _listed(folder: Path) -> list[dict[str, object]]:
    return [
        {
            "name": file.relative_to(folder).as_posix(),
            "n_bytes": file.stat().st_size,
            "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        }
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    ]


def opened(indexes: Sequence[Path], cache: Path) -> tuple[dict[str, str], int]:
    """What came of each index, by its name, and the most memory that a process took, in bytes.

    Where one kills the process that opens it, the others are opened by another.
    """
    left, lines, peak = list(indexes), {}, 0
    while left:
        run = subprocess.run(
            [sys.executable, __file__, *map(str, left)],
            env=os.environ | {"WENBAO_CACHE": str(cache), "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            check=False,
            timeout=LIMIT_S,
            text=True,
        )
        for line in run.stdout.splitlines():
            name, _, outcome = line.partition("\t")
            if name == "peak":
                peak = max(peak, int(outcome))
            else:
                lines[name] = outcome
        left = [index for index in left if index.stem not in lines]
        if left and run.returncode:
            lines[left.pop(0).stem] = f"died with {run.returncode}: {run.stderr[-300:]}"
    return lines, peak


def main() -> None:
    """Open the indexes that are named."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    from index.errors import WenbaoError
    from qa.engine import Engine

    for path in map(Path, sys.argv[1:]):
        try:
            found = Engine.open(path).search("全县种茶多少亩?")
        except WenbaoError as error:
            outcome = f"{type(error).__name__}: {error}"
        except Exception as error:  # noqa: BLE001 - what must not happen is told too
            outcome = f"raw {type(error).__name__}: {error}"
        else:
            outcome = f"{len(found)} passages"
        print(path.stem, " ".join(outcome.split()), sep="\t", flush=True)  # noqa: T201
    # Not getrusage's: that begins with what the process took that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print("peak", int(peak) * 1024, sep="\t")  # noqa: T201


if __name__ == "__main__":
    main()
