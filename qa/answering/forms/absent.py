"""Names in a question that no passage has, where another of their kind is told of: 青石街 by what is said of 白鹭街."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.language import numerals, tokens, word_lists
from index.language.lexicon import alternation, word_set
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.choosing.ordering.ranked import Ranked
    from qa.understanding.question import Question

_QUOTED = re.compile(r"[“「『《]([^”」』》]{2,16})[”」』》]")
_DOCUMENT = re.compile(alternation("report", "document"))  # 《政府工作报告》
_DOT = re.compile("[·•・]")
_OF_SCHOOL = rf"[\d{numerals.TENS}]"
# 三中, 第三中学; not 三中全会.
_SCHOOL = re.compile(rf"(?<!{_OF_SCHOOL}){_OF_SCHOOL}{{1,3}}中(?![全心国央小型期等共的个])")
_WITH = re.compile(
    rf"[和与跟同](?P<name>[\u4e00-\u9fff]{{2,8}}?)有?[没]?有?"
    rf"(?:{alternation('done_together', 'jointly')})"
)
_NO_NAME = re.compile("[哪几多少什啥谁何这那该各每某全本我你您请好新老大小两们]")
_NTH = re.compile(rf"第?{_OF_SCHOOL}+[个条座家所处片批期]?")
_NUMERAL = re.compile(rf"[\d{numerals.ALL}]")
# Characters of a name that may be mistyped wherever it stands; of the shortest name.
_LONG, _SHORT = 4, 2
_LIKE = 0.5  # of a name's characters, the most that may be mistyped


def names(question: Question, ranked: Sequence[Ranked]) -> tuple[str, ...]:
    """The names in a question that none of the passages has, where what comes first is of another of their kind.

    A name that differs a little from one that stands there may be mistyped, and is none of these. Nor is what a
    report may say in another word.
    """
    if not ranked:
        return ()
    held = "\n".join(
        _plain("\n".join((*each.passage.section, each.passage.text))) for each in ranked
    )
    asked, sentence = folded(question.text), _plain(ranked[0].best.text)
    found = {
        name: None
        for name in (
            *_as_such(question.text),
            *_with_whom(asked, held),
            *_of_kinds(asked, sentence),
        )
        if _plain(name) not in held
        and not _is_said_otherwise(question, name, held)
        and not _is_mistyped(_plain(name), _plain(asked), held, sentence)
    }
    return tuple(name for name in found if not any(name in each for each in found if each != name))


def _as_such(text: str) -> Iterator[str]:
    """What a question marks as a name: in quotes, behind a dot, a school's number, before it all (悟空,甲模型谁开发)."""
    quoted = (match[1] for match in _QUOTED.finditer(text))
    yield from (q for q in quoted if not (_DOCUMENT.search(q) or _NUMERAL.match(q)))  # “四精”: four
    asked = folded(text)
    for dot in _DOT.finditer(asked, 1):
        behind = tokens.words(asked[dot.end() :])
        if behind and behind[0].start == 0 and len(behind[0].term) >= _SHORT:
            yield behind[0].term
    yield from (match[0] for match in _SCHOOL.finditer(asked))
    before, comma, _ = asked.partition(",")
    if comma and len(tokens.words(before)) == 1 and _may_be_name(before):
        yield before


def _with_whom(asked: str, held: str) -> Iterator[str]:
    """With whom something is done, where no word of the name stands anywhere."""
    for match in _WITH.finditer(asked):
        words = [each.term for each in tokens.words(match["name"]) if len(each.term) >= _SHORT]
        if words and not _NO_NAME.search(match["name"]) and not any(word in held for word in words):
            yield match["name"]


def _of_kinds(asked: str, sentence: str) -> Iterator[str]:
    """The words before a kind of thing, where a sentence tells of another of that kind."""
    words = tokens.words(asked)
    ends = {word.end for word in words}
    for word in words:
        text = asked[word.start : word.end]
        behind = asked[word.end :]
        kind = next((k for k in _kinds() if behind.startswith(k) and word.end + len(k) in ends), "")
        if not kind and not tokens.is_word(text):
            kind = next((k for k in _kinds() if text.endswith(k)), "")
            text = text.removesuffix(kind)
        if kind and _may_be_name(text) and _has_another(sentence, text, kind):
            yield text


def _may_be_name(name: str) -> bool:
    is_short = len(name) < _SHORT or _NTH.fullmatch(name)
    return not is_short and not _NO_NAME.search(name) and name not in _no_names()


def _has_another(sentence: str, name: str, kind: str) -> bool:
    """Whether a sentence has a thing of a kind with a name of its own."""
    return any(
        name not in match[0] and not _NO_NAME.search(match[0].removesuffix(kind))
        for match in re.finditer(rf"[\u4e00-\u9fff]{{2}}{re.escape(kind)}", sentence)
    )


def _is_said_otherwise(question: Question, name: str, held: str) -> bool:
    """Whether passages may say a name in other words that the question's concepts have for it."""
    return any(
        each.words[0] in name and any(word in held for word in each.words[1:])
        for each in question.concepts
    )


def _is_mistyped(name: str, asked: str, held: str, sentence: str) -> bool:
    """Whether a text has a name most of whose characters are the same in their places.

    A short one has to stand before the same, in the sentence that comes first: 青实街 where 青石街 is told of.
    """
    if len(name) < _LONG:
        at = asked.find(name) + len(name)
        behind = asked[at : at + 1]
        return any(
            other.endswith(behind) and _is_alike(name, other[: len(name)])
            for other in _windows(sentence, len(name) + len(behind))
        )
    return any(_is_alike(name, other) for other in _windows(held, len(name)))


def _windows(text: str, n: int) -> Iterator[str]:
    return (text[at : at + n] for at in range(len(text) - n + 1))


def _is_alike(name: str, other: str) -> bool:
    unlike = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
    is_numbered = any(_NUMERAL.match(c) for pair in unlike for c in pair)
    return not is_numbered and len(unlike) <= _LIKE * len(name)


def _plain(text: str) -> str:
    """A folded text's letters alone."""
    return "".join(filter(str.isalnum, folded(text)))


@functools.cache
def _kinds() -> tuple[str, ...]:
    """The kinds of things, the longest first."""
    listed = word_lists.members("qa.understanding.names", "kinds.txt")["kind"]
    return tuple(sorted(listed, key=len, reverse=True))


@functools.cache
def _no_names() -> frozenset[str]:
    return word_set("function", "idle", "own_place", "act", "predicate", "adverb", "verbal")
