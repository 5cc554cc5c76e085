"""Words that people ask with, and the words that reports use for the same thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import SynonymsError
from index.language import word_lists
from index.language.text import fold
from index.platform import regular_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_ENTRY = re.compile(r"(?P<asked>[^=#]+)=(?P<used>[^=#]+)(?:#(?P<reason>.*))?")
_FORM = "expected: asked words = report words, more report words   # the reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Asked words at ``text[start:end]`` of a folded question, and what reports say for them."""

    start: int
    end: int
    used: tuple[str, ...]


class Synonyms:
    """The dictionary, folded; later entries replace earlier ones of the same asked words."""

    def __init__(self, entries: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        self._used = dict(entries)
        longest_first = sorted(self._used, key=lambda asked: (-len(asked), asked))
        self._pattern = re.compile("|".join(map(_pattern_of, longest_first)) or "(?!)")

    @classmethod
    def load(cls, own: Path | None = None) -> Synonyms:
        """The dictionary that comes with wenbao, and a user's own file after it.

        Raises:
            SynonymsError: the file cannot be read, or a line of it is no entry.
        """
        entries = [
            _entry(line, "synonyms.txt")
            for line in word_lists.read("qa.understanding", "synonyms.txt")
        ]
        if own is not None:
            for number, line in enumerate(_read(own).splitlines(), start=1):
                if line.strip() and not line.lstrip().startswith("#"):
                    entries.append(_entry(line, f"{own}, line {number}"))
        return cls(entries)

    def matches(self, folded: str) -> tuple[Match, ...]:
        """What of a folded question the dictionary knows, in order, the longest first."""
        return tuple(
            Match(start=match.start(), end=match.end(), used=self._used_for(match.group()))
            for match in self._pattern.finditer(folded)
        )

    def _used_for(self, asked: str) -> tuple[str, ...]:
        return self._used.get(asked) or self._used[asked.removesuffix("s")]


def _read(own: Path) -> str:
    try:
        return regular_files.read_given_text(own, "utf-8-sig")
    except OSError as error:
        raise SynonymsError(
            f"{own} cannot be read ({error.strerror}): name a text file in the setting `synonyms`, "
            "or leave the setting out"
        ) from error
    except UnicodeDecodeError as error:
        raise SynonymsError(
            f"{own} is not UTF-8 (it breaks at byte {error.start}): save it again as UTF-8"
        ) from error


def _entry(line: str, place: str) -> tuple[str, tuple[str, ...]]:
    match = _ENTRY.fullmatch(line.strip())
    if match is None:
        raise SynonymsError(f"{place}: {line.strip()!r} is no entry; {_FORM}")
    asked = fold(match["asked"]).text.strip()
    used = tuple(fold(word).text.strip() for word in re.split("[,，、]", match["used"]))
    if not asked or not all(used):  # empty too where it holds invisible marks only
        raise SynonymsError(f"{place}: {line.strip()!r} has an empty word; {_FORM}")
    return asked, used


def _pattern_of(asked: str) -> str:
    escaped = re.escape(asked)
    # Not \b, for which a Chinese character is a letter too: 去年gdp涨了多少.
    return rf"(?<![a-z\d]){escaped}s?(?![a-z\d])" if asked.isascii() else escaped
