"""Runs the checks of the project, in order, and stops at the first that fails.

``python check.py`` runs all of them but ``coverage`` and ``docs``, ``python check.py lint types`` those named.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent
TOOLS = Path(sys.executable).parent  # the tools of this environment, also where it is not active
# Two files of tests at once; more would each hold the model in memory. A file stays in one process,
# whose fixtures (a server, a browser, an index) its tests share.
AT_ONCE = ("-n", "2", "--dist", "loadfile")
# So each of the two computes in one thread: those of torch would wait for each other by spinning.
ENVIRONMENT = {"OMP_NUM_THREADS": "1"} | os.environ
CHECKS: dict[str, list[str | Path]] = {
    "lint": [TOOLS / "ruff", "check", "."],
    "format": [TOOLS / "ruff", "format", "--check", "."],
    "types": [TOOLS / "mypy", "--num-workers", "2"],
    "imports": [TOOLS / "lint-imports"],
    "scripts": [TOOLS / "oxlint", "qa/web/scripts"],
    "tests": [sys.executable, "-m", "pytest", *AT_ONCE],
}
# Only where it is named. Coverage: the same tests, which take nearly half as long again.
BY_NAME: dict[str, list[str | Path]] = {
    "coverage": [*CHECKS["tests"], "--cov", "--cov-report=term:skip-covered"],
    # Needs the extra `docs`; a link that leads nowhere is an error.
    "docs": [
        TOOLS / "sphinx-build",
        "-W",
        "--keep-going",
        "-q",
        "-c",
        "docs",
        ".",
        "artifacts/site",
    ],
}


def main(names: list[str]) -> int:
    """Return 0 if the checks pass, else the exit status of the first that failed."""
    checks = CHECKS | BY_NAME
    unknown = [name for name in names if name not in checks]
    if unknown:
        print(f"no check is called {unknown[0]!r}: there are {', '.join(checks)}")
        return 2
    for name in names or CHECKS:
        print(f"== {name}", flush=True)
        started = time.monotonic()
        status = subprocess.run([*checks[name]], cwd=ROOT, env=ENVIRONMENT, check=False).returncode
        print(f"== {name}: {time.monotonic() - started:.0f} s, exit {status}", flush=True)
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
