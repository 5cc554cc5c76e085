"""Which systems have a wheel for every pin: ``python -m benchmarks.systems.wheels``.

For each Python and system it asks whether what pyproject.toml wants there can be installed at the
releases of constraints.txt without compiling anything. uv reckons that from what the package index
says of its files, a page a package, which it keeps (``pip install uv``); nothing is downloaded.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import click

from benchmarks.records.tables import markdown

ROOT = Path(__file__).parents[2]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = {
    "Linux x86-64": "x86_64-manylinux_2_28",
    "Linux ARM": "aarch64-manylinux_2_28",
    "macOS 15 ARM": "aarch64-apple-darwin",
    "macOS 15 Intel": "x86_64-apple-darwin",
    "Windows x86-64": "x86_64-pc-windows-msvc",
}
_MACOS = {"MACOSX_DEPLOYMENT_TARGET": "15.0"}
_OF_SOURCE = ("jieba",)  # Python alone: what it is built of needs no compiler
_REASON = re.compile(r"Because ([\w.-]+)(?:\{[^}]*\})?[=<>]\S+ has no ")


def lacking(uv: str, python: str, system: str) -> list[str]:
    """The packages that have no wheel at their pins, one after the other.

    Args:
        uv: the program.
        python: a version, as 3.11.
        system: as uv calls it.
    """
    compiled: list[str] = []  # taken as if they had one, so that the next shows
    while True:
        allowed = [part for name in (*_OF_SOURCE, *compiled) for part in ("--no-binary", name)]
        done = subprocess.run(  # noqa: S603 - our own
            [
                *(uv, "pip", "compile", "--quiet", "pyproject.toml", "-c", "constraints.txt"),
                *("--python-version", python, "--python-platform", system),
                *("--only-binary", ":all:", *allowed),
            ],
            cwd=ROOT,
            env=os.environ | _MACOS,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            return compiled
        reason = _REASON.search(done.stderr)
        if reason is None or reason[1] in compiled:
            return [*compiled, "more that uv does not name"]
        compiled.append(reason[1])


@click.command()
def main() -> None:
    """Print a table of systems and Pythons, and what lacks a wheel there."""
    uv = shutil.which("uv")
    if uv is None:
        raise click.ClickException("uv is not installed: run `pip install uv`")
    rows = []
    for title, system in SYSTEMS.items():
        missing = [lacking(uv, python, system) for python in PYTHONS]
        rows.append((title, *(", ".join(names) or "all" for names in missing)))
    click.echo(markdown(("system", *PYTHONS), rows))


if __name__ == "__main__":
    main()
