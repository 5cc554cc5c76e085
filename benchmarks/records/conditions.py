"""What a figure depends on besides the code: machine, versions, commit, date."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results"

_LIBRARIES = (
    "sentence-transformers",
    "transformers",
    "torch",
    "onnxruntime",
    "faiss-cpu",
    "bm25s",
    "jieba",
    "numpy",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Where and with what a benchmark ran; ``dirty`` says that the commit was changed since."""

    date: str  # ISO 8601, UTC
    commit: str | None
    dirty: bool | None
    cpu: str
    n_cores: int
    system: str
    python: str
    versions: dict[str, str]

    @classmethod
    def now(cls, tree: Path = ROOT) -> Conditions:
        """Return the conditions of this process; outside of a git checkout there is no commit.

        Args:
            tree: Whose commit is told, where it is not this one's that is measured.
        """
        status = _git(tree, "status", "--porcelain", "--", "index", "qa", "benchmarks/*.py")
        return cls(
            date=datetime.now(UTC).isoformat(timespec="seconds"),
            commit=_git(tree, "rev-parse", "HEAD"),
            dirty=None if status is None else bool(status),
            cpu=_cpu(),
            n_cores=_n_cores(),
            system=platform.system(),
            python=platform.python_version(),
            versions={name: importlib.metadata.version(name) for name in _LIBRARIES},
        )

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return asdict(self)


def save(result: dict[str, Any], out: Path) -> None:
    """Write the figures of a run, as JSON."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _git(tree: Path, *arguments: str) -> str | None:
    """Return what git prints, or ``None`` where there is no git or no checkout."""
    git = shutil.which("git")
    if git is None:
        return None
    command = [git, "-C", str(tree), *arguments]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")  # noqa: S603 - fixed words
    return done.stdout.strip() if done.returncode == 0 else None


def _n_cores() -> int:
    """Count the cores that this process may use, not those that the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _cpu() -> str:
    """Return the model of the processor as Linux tells it, elsewhere as Python does."""
    listing = Path("/proc/cpuinfo")
    if listing.exists():
        for line in listing.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
