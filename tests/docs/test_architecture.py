"""docs/architecture.md: every room has its section, and what a section names exists."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.support.folders import ROOT

TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### `([\w/]+)`\n(.*?)(?=^##|\Z)", TEXT, re.MULTILINE | re.DOTALL))
LAYERS = re.findall(r"<!-- layers ([\w.]+) -->\n```\n(.*?)\n```", TEXT, re.DOTALL)
FILE = re.compile(r"`([\w/.-]+\.(?:py|md|txt|json|onnx))`")


def rooms() -> set[str]:
    """The packages, and the folders of programs that are none."""
    packages = {
        file.parent for name in ("index", "qa") for file in (ROOT / name).rglob("__init__.py")
    }
    programs = {
        file.parent
        for name in ("training", "benchmarks", "tools")
        for file in (ROOT / name).rglob("*.py")
    }
    return {folder.relative_to(ROOT).as_posix() for folder in packages | programs}


def test_every_room_has_a_section_and_every_section_a_room():
    assert set(SECTIONS) == rooms()


@pytest.mark.parametrize("room", SECTIONS)
def test_a_section_says_what_enters_what_leaves_and_what_may_be_touched(room: str):
    assert re.findall(r"^- \*\*(.+?)\*\*: \S", SECTIONS[room], re.MULTILINE) == [
        "Enters",
        "Leaves",
        "May be touched",
    ]


@pytest.mark.parametrize("room", SECTIONS)
def test_what_a_section_names_exists(room: str):
    named = [*FILE.findall(SECTIONS[room]), *re.findall(r"`(\w+/[\w/]*)`", SECTIONS[room])]
    assert [
        name for name in named if not any((ROOT / at / name).exists() for at in ("", room))
    ] == []


def test_what_the_walks_name_exists():
    walks = TEXT.partition("## The write side")[0]
    named = [*FILE.findall(walks), *re.findall(r"`((?:index|qa|benchmarks)/\w+)`", walks)]
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_layers_are_those_of_the_contracts():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {
        contract["containers"][0]: contract["layers"]
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers" and "containers" in contract
    }
    shown = {name: layers.split("\n") for name, layers in LAYERS}
    assert shown.keys() >= {"index", "qa", "qa.web"}
    assert shown == {name: contracts[name] for name in shown}
