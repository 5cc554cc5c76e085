"""Virtual environments with an engine each: the two need versions that cannot stand in one."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from tests.support.folders import ROOT

_HERE = Path(__file__).parent
_PLACE = ROOT / "artifacts" / "environments"
TARGET = "MILVUS_TARGET"  # the variable that tells tests which engine they are of


def environment(name: str) -> Path:
    """The interpreter of the environment that a file of requirements makes; made once.

    It is lent all that is installed here, after its own.
    """
    requirements = _HERE / f"{name}.txt"
    version = (
        f"{requirements.read_text(encoding='utf-8')}{sys.version}{sysconfig.get_path('purelib')}"
    )
    folder = _PLACE / f"{name}-{hashlib.sha256(version.encode()).hexdigest()[:12]}"
    python = folder / "bin" / "python"
    whole = folder / "whole"
    if not whole.exists():
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, symlinks=True)
        bare = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
        subprocess.run([*pip, "-r", str(requirements)], check=True, env=bare)
        (lent,) = folder.glob("lib/python*/site-packages")
        (lent / "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
        whole.touch()
    return python


def run_tests(python: Path, target: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What the tests say of an engine, run in its environment."""
    command = [
        *(str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "default"),
        *arguments,
    ]
    environ = os.environ | {TARGET: target, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, encoding="utf-8", check=False
    )
