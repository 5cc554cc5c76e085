"""The house: short files, folders that fit on a page, each folder with its contract, nothing left to do."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.support.folders import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PACKAGES = ("index", "qa", "training", "benchmarks")
MAX_LINES = 300
MAX_MODULES = 15
LEFT_TO_DO = re.compile(r"\b(TODO|FIXME|XXX)\b")


def modules(folder: Path) -> list[Path]:
    return [file for file in folder.glob("*.py") if file.name != "__init__.py"]


def folders(*packages: str) -> list[Path]:
    """The folders that hold modules, or folders of modules."""
    found = {file.parent for name in packages for file in (ROOT / name).rglob("*.py")}
    return sorted(found | {ROOT / name for name in packages})


FILES = [file for name in PACKAGES for file in sorted((ROOT / name).rglob("*.py"))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_file_is_short_and_finished(file: Path):
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= MAX_LINES
    assert not [line for line in lines if LEFT_TO_DO.search(line)]


def test_a_folder_fits_on_a_page():
    counts = {folder: len(modules(folder)) for folder in folders(*PACKAGES, "tests")}
    assert not {folder: n for folder, n in counts.items() if n > MAX_MODULES}


def test_every_folder_of_modules_has_a_contract():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    held = {name for each in contracts if each.get("exhaustive") for name in each["containers"]}
    packages = {
        ".".join(folder.relative_to(ROOT).parts)
        for folder in folders(*PACKAGES)
        if modules(folder) or folder.parent == ROOT
    }
    assert packages - held == set()
