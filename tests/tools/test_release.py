"""tools.release: the version in one file, the day in the other, and nothing where either is wrong."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.support.folders import ROOT
from tools import release

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = '[project]\nname = "wenbao"\nversion = "0.9.1"\n'
CHANGELOG = (
    "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- Tea.\n\n## [0.9.1] - 2030-01-02\n\n- Old.\n"
)
DAY = dt.date(2030, 3, 4)


@pytest.mark.parametrize("version", ["0.9.2", "0.10.0", "1.0.0"])
def test_a_higher_version_is_written(version: str):
    assert release.in_project(PROJECT, version) == PROJECT.replace("0.9.1", version)


@pytest.mark.parametrize("version", ["0.9.1", "0.9.0", "0.8.9"])
def test_one_that_is_not_higher_is_refused(version: str):
    with pytest.raises(ValueError, match=r"is not above 0\.9\.1"):
        release.in_project(PROJECT, version)


@pytest.mark.parametrize("version", ["1", "v1.0.0", "1.0.0rc1", ""])
def test_what_is_no_version_is_refused(version: str):
    with pytest.raises(ValueError, match="give three numbers"):
        release.in_project(PROJECT, version)


def test_what_was_unreleased_is_dated():
    assert release.in_changelog(CHANGELOG, "1.0.0", DAY) == CHANGELOG.replace(
        "## [Unreleased]\n", "## [Unreleased]\n\n## [1.0.0] - 2030-03-04\n"
    )


def test_nothing_unreleased_is_no_version():
    empty = CHANGELOG.replace("### Added\n\n- Tea.\n\n", "")
    with pytest.raises(ValueError, match="lists nothing"):
        release.in_changelog(empty, "1.0.0", DAY)


def test_the_files_of_this_tree_can_be_released(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("pyproject.toml", "CHANGELOG.md"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.setattr(release, "ROOT", tmp_path)
    result = CliRunner().invoke(release.main, ["999.0.0"])
    assert result.exit_code == 0, result.output
    assert 'version = "999.0.0"' in (tmp_path / "pyproject.toml").read_text(encoding="utf-8")
    assert "\n## [999.0.0] - 20" in (tmp_path / "CHANGELOG.md").read_text(encoding="utf-8")


def test_where_one_is_wrong_neither_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n", encoding="utf-8")
    monkeypatch.setattr(release, "ROOT", tmp_path)
    result = CliRunner().invoke(release.main, ["1.0.0"])
    assert result.exit_code == 1
    assert "lists nothing below" in result.output
    assert (tmp_path / "pyproject.toml").read_text(encoding="utf-8") == PROJECT


def test_every_section_of_the_changelog_has_its_day():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first, *sections = [line for line in text.splitlines() if line.startswith("## ")]
    assert first == "## [Unreleased]"
    days = [dt.date.fromisoformat(line.rpartition(" - ")[2]) for line in sections]
    assert days == sorted(days, reverse=True)
    assert sections[0].startswith(f"## [{version_of_the_project()}]")


def version_of_the_project() -> str:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith("version = ")).split('"')[1]
