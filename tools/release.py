"""A new version, by one command: ``python -m tools.release 0.2.0``.

The version goes into pyproject.toml, and what CHANGELOG.md lists as unreleased becomes that version's
section, of today. Nothing is committed or uploaded: docs/releasing.md says what comes before and after.
A library that bumps versions brings a dozen packages; here the version stands in one place.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]

_PARTS = r"(\d+)\.(\d+)\.(\d+)"
_PROJECT_VERSION = re.compile(rf'^version = "{_PARTS}"$', re.MULTILINE)
_UNRELEASED = "## [Unreleased]\n"
_SECTION = re.compile(r"^## \[", re.MULTILINE)


def in_project(text: str, version: str) -> str:
    """pyproject.toml with another version.

    Raises:
        ValueError: the version is none, or is not above the one before.
    """
    before = _PROJECT_VERSION.search(text)
    after = re.fullmatch(_PARTS, version)
    if before is None:
        raise ValueError("pyproject.toml has no line `version = ...` of three numbers")
    if after is None:
        raise ValueError(f"{version!r} is no version: give three numbers, as in 0.2.0")
    if [*map(int, after.groups())] <= [*map(int, before.groups())]:
        raise ValueError(f"{version} is not above {'.'.join(before.groups())}, the version now")
    return _PROJECT_VERSION.sub(f'version = "{version}"', text, count=1)


def in_changelog(text: str, version: str, day: dt.date) -> str:
    """CHANGELOG.md whose unreleased entries are those of a version.

    Raises:
        ValueError: there is nothing unreleased.
    """
    head, mark, rest = text.partition(_UNRELEASED)
    following = _SECTION.search(rest)
    entries = rest[: following.start()] if following else rest
    if not mark or not entries.strip():
        raise ValueError(f"CHANGELOG.md lists nothing below {_UNRELEASED.strip()!r}")
    return f"{head}{mark}\n## [{version}] - {day}\n{rest}"


@click.command()
@click.argument("version")
def main(version: str) -> None:
    """Make VERSION the version of this tree."""
    project, changelog = ROOT / "pyproject.toml", ROOT / "CHANGELOG.md"
    try:
        changed = (
            (project, in_project(project.read_text(encoding="utf-8"), version)),
            (
                changelog,
                in_changelog(
                    changelog.read_text(encoding="utf-8"), version, dt.datetime.now(dt.UTC).date()
                ),
            ),
        )
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    for file, text in changed:
        file.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"this tree is {version}: go on as docs/releasing.md says")


if __name__ == "__main__":
    main()
