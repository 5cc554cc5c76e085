"""Definitions: the entry that explains a term, and the sentence of it that says what the term is."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.language import cutting
from index.language.lexicon import alternation
from index.language.numerals import TENS
from index.language.text import fold

if TYPE_CHECKING:
    from index.types import Passage

_NUMBER = re.compile(r"^\s*+(?:[\[\uff3b(（【]?\s*\d{1,3}\s*[\]\uff3d)）】]?\s*[.、．]?|[①-⑳])\s*")
_HEAD_MAX_CHARS = 40
_MARKS = "“”\"'‘’「」『』《》〈〉()（）· "
_WHAT = f"(?:{alternation('what')})"
_HOW_TO = f"(?:{alternation('how_to')})(?:{alternation('understand')})"
_EXACTLY = f"(?:{alternation('exactly')})?"
_AND = "、"
_LETTER = "[a-z0-9]"
_END = "[?。!]*$"
# What leads to the term.
_LEAD = (
    rf"^(?:{alternation('please')}|{alternation('report')}(?:里|中)?(?:说|提到)?的?|"
    rf"{alternation('explain')}(?:{alternation('a_bit')})?|{alternation('glossary')}[::]?|{_HOW_TO}|"
    rf"(?:{alternation('asks_term')})(?:做)?|所谓的?|what (?:is|are|does)(?: the| an?)?|define)\s*"
)
# What follows it: 是一种什么样的模式, 指的是哪些内容.
_IS_A = (
    rf"{_EXACTLY}(?:是|指|叫|说)?的?{_EXACTLY}(?:{alternation('is_or_means')})?(?:一个|个|一种)?"
)
_WHICH = rf"(?:{_WHAT}|哪(?:些|几|[{TENS}两])?)"
_KIND = (
    rf"(?:{alternation('kind_of_thing', 'definable')}|个?片区|[种个项类]?\S{{0,4}})?[?。!吗呢啊]*$"
)
_MEANING = rf"(?:的)?(?:{alternation('meaning')})(?:是)?{_WHAT}?{_END}"
_ASKING = re.compile(
    rf"{_LEAD}|{_IS_A}{_WHICH}(?:样的?)?{_KIND}|{_MEANING}|{_HOW_TO}{_END}|"
    rf"(?:是)?(?:做|干){_WHAT}的?{_END}|\s*mean[?]*$|[?。!]+$"
)
# What a body begins with before it says what the term is.
_BEFORE_BODY = re.compile(
    rf"\s*(?:{alternation('means')})?\s*[,，:：]?\s*(?:{alternation('means_again')})?\s*"
)


@functools.lru_cache(maxsize=64)  # every candidate asks for that of the question
def term_of(folded: str) -> str:
    """The term that a folded question asks to be explained."""
    before = None
    while before != folded:
        before, folded = folded, _ASKING.sub("", folded).strip()
    return folded.strip(_MARKS + ",，")


@functools.lru_cache(maxsize=1024)
def entry(passage: Passage) -> tuple[str, int] | None:
    """The head of an entry (folded, without marks) and where its body begins in the passage.

    ``None`` for a passage that is no entry of the form ``head: body``.
    """
    number = _NUMBER.match(passage.text)
    start = number.end() if number else 0
    colon = cutting.COLON.search(passage.text[start : start + _HEAD_MAX_CHARS])
    if colon is None or cutting.OF_HEADS.search(passage.text[start : start + colon.start()]):
        return None
    head = fold(passage.text[start : start + colon.start()] or " ").text
    return unmarked(head), start + colon.end()


def unmarked(term: str) -> str:
    """A folded term without quotation marks and spaces."""
    return "".join(c for c in term if c not in _MARKS)


def fit(term: str, head: str) -> float:
    """How well an entry's head is the term that is asked about, 0 to 1."""
    term = unmarked(term)
    if not term or not head:
        return 0.0
    if term in _terms(head):
        return 1.0
    if _has_part(head, term) or _has_part(term, head):
        return 0.5 + 0.4 * min(len(term), len(head)) / max(len(term), len(head))
    return 0.0


def _has_part(term: str, part: str) -> bool:
    """Whether a term has another in it, which begins and ends with no part of a number or a Latin word: AA is none of AAA."""
    before = rf"(?<!{_LETTER})" if re.match(_LETTER, part) else ""
    behind = rf"(?!{_LETTER}|[+-])" if re.match(_LETTER, part[-1]) else ""
    return re.search(f"{before}{re.escape(part)}{behind}", term) is not None


def _terms(head: str) -> set[str]:
    """The terms that a head explains: 双高楼宇 and 单高楼宇, of 双高、单高楼宇."""
    terms = head.split(_AND)
    shared = (each + terms[-1][len(each) :] for each in terms)  # 楼宇, which they have in common
    return {head, *terms, *shared}


def body(text: str, start: int) -> tuple[int, int]:
    """The words of an entry's body that say what the term is: a span of the entry's text.

    Its first sentence as a whole: a part of it may say nothing (在某项工作的基础上), or the contrary.
    """
    lead = _BEFORE_BODY.match(text, start)
    begin = lead.end() if lead else start
    begin += len(text[begin:]) - len(text[begin:].lstrip())
    stop = cutting.FIRST_END.search(text[begin:])
    end = begin + stop.start() if stop else max(begin, len(text.rstrip()))
    return begin, end


def is_circular(head: str, told: str) -> bool:
    """Whether the first that a body says of a term is that it is that: 某地被列为先导区, of 先导区."""
    first = cutting.OF_ASIDES.split(fold(told or " ").text, maxsplit=1)[0]
    return bool(head) and unmarked(first).rstrip(",").endswith(head)
