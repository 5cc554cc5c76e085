"""The tests with other releases of what wenbao depends on: ``python -m benchmarks.systems.dependencies``.

``lowest`` installs what constraints-lowest.txt names, the lowest releases that pyproject.toml
allows; ``newest`` whatever the package index has; ``pinned`` what constraints.txt names. Each into
an environment of its own, whose cache is its own too: so that the bundled model is exported by the
libraries that are tested. On Linux the index gives torch with CUDA: an environment takes 7 GB.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import click

ROOT = Path(__file__).parents[2]
_CONSTRAINTS = {"lowest": "constraints-lowest.txt", "newest": None, "pinned": "constraints.txt"}
_TESTS = ("-m", "model", "-q", "-p", "no:cacheprovider")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("releases", type=click.Choice(list(_CONSTRAINTS)))
@click.argument("tests", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Keep the environment here, and use it again."
)
def main(releases: str, tests: tuple[str, ...], folder: Path | None) -> None:
    """Install RELEASES and run the model tests, or what pytest is given as TESTS."""
    with tempfile.TemporaryDirectory(prefix="wenbao-") as temporary:
        home = folder or Path(temporary)
        python = _environment(home / "environment", _CONSTRAINTS[releases])
        run = [str(python), "-m", "pytest", *(tests or _TESTS)]
        caches = {"XDG_CACHE_HOME": str(home / "cache"), "PYTHONPATH": str(ROOT)}
        sys.exit(subprocess.run(run, cwd=ROOT, env=os.environ | caches, check=False).returncode)  # noqa: S603 - our own


def _environment(folder: Path, constraints: str | None) -> Path:
    """The interpreter of an environment with wenbao and its tests' libraries."""
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    named = ["-c", constraints] if constraints else ["--upgrade"]
    install = [str(python), "-m", "pip", "install", "-q", *named, "-e", ".[test]"]
    subprocess.run(install, cwd=ROOT, check=True)  # noqa: S603 - our own
    return python


if __name__ == "__main__":
    main()
