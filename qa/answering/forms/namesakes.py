"""Things of one kind whose names differ: 第二医院 is not 第一医院, 松岭高速 not 青石高速."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.language import numerals, tokens, word_lists
from index.language.lexicon import word_set
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from qa.choosing.ordering.ranked import Ranked
    from qa.understanding.question import Question

_NUMERAL = rf"[\d{numerals.TENS}]{{1,4}}"
_NUMBERED = re.compile(
    rf"第(?P<n>{_NUMERAL})(?P<kind>[\u4e00-\u9fff]{{2}})|(?P<of>[\u4e00-\u9fff]{{2}})(?P<m>{_NUMERAL})号"
)
_ASKS = re.compile("[什哪几谁,]|第[几多]")
_SHORTEST = 2  # characters of a name, and of what says of which kind it is
_NO_NAMES = (
    *("function", "idle", "adverb", "predicate", "verbal", "act", "own_place", "relative_year"),
    *("edge_of_name", "edge_of_question", "makes_new"),
)


def is_namesake(question: Question, first: Ranked) -> bool:
    """Whether a sentence tells of another thing of the kind that is asked about.

    Its number is another, or its stage (高中部, where 初中部 is told of), or, of what a question begins with, the kind
    stands there and the name does not.
    """
    asked, sentence = folded(question.text), folded(first.best.text)
    return (
        has_another_number(asked, sentence)
        or _has_another_stage(asked, sentence)
        or _has_another_name(question, first)
    )


def has_another_number(asked: str, sentence: str) -> bool:
    """Whether a folded sentence names a thing by another number than a folded question does, and not by the same."""
    told = list(_numbers(sentence))
    return any(
        (n, kind) not in told and any(kind == each for _, each in told)
        for n, kind in _numbers(asked)
    )


def _numbers(text: str) -> list[tuple[int, str]]:
    """The numbers of named things, each with what it numbers."""
    return [
        (numerals.count(match["n"] or match["m"]), match["kind"] or match["of"])
        for match in _NUMBERED.finditer(text)
    ]


def _has_another_stage(asked: str, sentence: str) -> bool:
    stages = word_lists.members("qa.understanding.names", "kinds.txt")["stage"]
    of, told = ({each for each in stages if each in text} for text in (asked, sentence))
    return bool(of and told) and of.isdisjoint(told)


def _has_another_name(question: Question, first: Ranked) -> bool:
    """Whether what a question begins with is called like a thing in a sentence, whose name stands nowhere in it."""
    subject, sentence = _subject(folded(question.text)), folded(first.best.text)
    ends = (subject[at:] for at in range(_SHORTEST, len(subject) - _SHORTEST + 1))
    kind = next((end for end in ends if end in sentence), "")
    if subject in sentence or not kind.endswith(_kinds()):
        return False
    name, about = subject.removesuffix(kind), first.document
    held = folded("".join((sentence, *first.passage.section, about.title, about.place or "")))
    said = [each.words for each in question.concepts if each.words[0] in name]
    others = {word for words in said if any(each in held for each in words) for word in words}
    return any(
        len(word.term) >= _SHORTEST
        and word.term.isalpha()  # no year
        and word.term not in word_set(*_NO_NAMES)
        and word.term not in held
        and word.term not in others
        for word in tokens.words(name)
    )


@functools.cache
def _kinds() -> tuple[str, ...]:
    listed = word_lists.members("qa.understanding.names", "kinds.txt")
    return (*listed["kind"], *listed["often_by_sort"])


def _subject(asked: str) -> str:
    """What a question begins with before it says what is done: 松岭高速, of 松岭高速通车了吗."""
    verbs = word_set("predicate", "verbal", "act", "makes_new", "finished", "in_use", "adverb")
    places = (each.start for each in tokens.words(asked) if each.start and each.term in verbs)
    subject = asked[: next(places, 0)]
    return "" if _ASKS.search(subject) else subject
