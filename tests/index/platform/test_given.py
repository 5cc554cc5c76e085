"""index.platform.given: what is given is of its kind, or told in a line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.errors import SettingsError
from index.platform import given


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Path, "a", Path("a")),
        (Path, Path("~"), Path.home()),
        (tuple, ["a", "b", "a"], (Path("a"), Path("b"))),
        (tuple, "a", (Path("a"),)),
        (int, "7", 7),
        (bool, " Yes ", True),
        (bool, False, False),
        (str, "text", "text"),
    ],
)
def test_a_value_of_each_kind(kind: type, value: object, expected: object):
    assert given.of_kind(kind, value, "there") == expected


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        (Path, "", "there is '': expected a path"),
        (Path, "a\0b", "expected a path"),
        (tuple, [], "expected a path, or several"),
        (tuple, ["a", ""], f"there is {'a' + os.pathsep!r}: expected a path, or several"),
        (int, "many", "there is 'many': expected a whole number"),
        (int, True, "expected a whole number"),
        (bool, "maybe", "expected true or false"),
        (str, 7, "there is 7: expected a text"),
    ],
)
def test_what_is_not_of_its_kind(kind: type, value: object, told: str):
    with pytest.raises(SettingsError) as refused:
        given.of_kind(kind, value, "there")
    assert told in str(refused.value)
