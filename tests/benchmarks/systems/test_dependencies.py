"""constraints-lowest.txt and constraints.txt name what pyproject.toml allows."""

from __future__ import annotations

import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.support.folders import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LINUX = {"sys_platform": "linux", "platform_machine": "x86_64"}  # what the pins were tested on
EXTRAS = PROJECT["optional-dependencies"]
NAMED = [Requirement(line) for line in (*PROJECT["dependencies"], *EXTRAS["test"])]
NAMED = [each for each in NAMED if each.marker is None or each.marker.evaluate(LINUX)]


def pins(name: str) -> dict[str, Version]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    each = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {
        canonicalize_name(pin.name): Version(str(pin.specifier).removeprefix("=="))
        for pin in each
        if pin.marker is None or pin.marker.evaluate(LINUX)
    }


@pytest.mark.parametrize("requirement", NAMED, ids=str)
def test_the_lowest_pins_are_the_floors(requirement: Requirement):
    floors = [each.version for each in requirement.specifier if each.operator == ">="]
    assert [Version(floor) for floor in floors] == [
        pins("constraints-lowest.txt")[canonicalize_name(requirement.name)]
    ]


def test_the_lowest_pins_are_of_what_is_named_and_of_nothing_else():
    assert set(pins("constraints-lowest.txt")) == {canonicalize_name(each.name) for each in NAMED}


@pytest.mark.parametrize("requirement", NAMED, ids=str)
def test_what_is_named_is_pinned(requirement: Requirement):
    assert pins("constraints.txt")[canonicalize_name(requirement.name)] in requirement.specifier


def test_the_tests_have_what_reads_pictures():
    assert set(EXTRAS["ocr"]) <= set(EXTRAS["test"])
