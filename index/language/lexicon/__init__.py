"""Words of the reports' language, each in one place: a line of one of these lists.

A line names the classes that its words are of, a colon, and the words. A class is a part that words
play in a rule (``grew``: tells that a figure rose); a word plays several, and its line tells them
all. The head of the file where a class is at home says what it is for. Rules name classes and hold
no words of two or more characters that stand here. What a word must not stand beside (约 in 节约) is
a matter of the rule and stands with it.
"""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import TYPE_CHECKING

from index.language import word_lists

if TYPE_CHECKING:
    from collections.abc import Mapping


def words(*classes: str) -> tuple[str, ...]:
    """The words of any of these classes, once each, in the order of the lists.

    Raises:
        ValueError: no word is of such a class.
    """
    table = _table()
    for name in classes:
        if name not in table:
            raise ValueError(f"no words are of the class {name!r}: there are {sorted(table)}")
    return tuple(dict.fromkeys(word for name in classes for word in table[name]))


@functools.cache
def word_set(*classes: str) -> frozenset[str]:
    """The words of any of these classes, to look others up in."""
    return frozenset(words(*classes))


def alternation(*classes: str) -> str:
    """The words of any of these classes as alternatives of a regular expression, without a group.

    The longest come first: of two words that begin alike the longer is the one that is meant.
    """
    return "|".join(map(re.escape, sorted(words(*classes), key=len, reverse=True)))


@functools.cache
def _table() -> Mapping[str, tuple[str, ...]]:
    """All classes with their words."""
    table: dict[str, list[str]] = {}
    for name in names():
        for line in word_lists.read(__name__, name):
            classes, _, members = line.partition(":")
            for each in classes.split():
                table.setdefault(each, []).extend(members.split())
    return {name: tuple(members) for name, members in table.items()}


def names() -> tuple[str, ...]:
    """The names of the lists, in their order."""
    files = (each.name for each in resources.files(__name__).iterdir())
    return tuple(sorted(name for name in files if name.endswith(".txt")))
