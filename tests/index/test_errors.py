"""index.errors: one tree, and its drawing."""

from __future__ import annotations

import re

import pytest

from index import errors
from index.errors import WenbaoError, first_line

ALL = [value for value in vars(errors).values() if isinstance(value, type)]


@pytest.mark.parametrize("error", ALL, ids=lambda error: error.__name__)
def test_every_error_is_a_wenbao_error_and_nothing_a_caller_might_catch_by_chance(
    error: type[Exception],
):
    assert issubclass(error, WenbaoError)
    assert not issubclass(error, OSError | ValueError | LookupError | RuntimeError)


def test_the_drawing_shows_the_tree_as_it_is():
    drawn = re.findall(r"^[├└]── (\w+)", errors.__doc__ or "", re.MULTILINE)
    assert set(drawn) == {error.__name__ for error in ALL if error is not WenbaoError}
    assert len(drawn) == len(set(drawn))
    assert all(error.__bases__ == (WenbaoError,) for error in ALL if error is not WenbaoError)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ValueError("一"), "一"),
        (ValueError("\n 一\n二"), "一"),
        (ValueError(""), "ValueError('')"),
        (RuntimeError(), "RuntimeError()"),
        (RuntimeError(" \n"), "RuntimeError(' \\n')"),
    ],
)
def test_what_a_foreign_error_says_is_one_line(error: Exception, line: str):
    assert first_line(error) == line
