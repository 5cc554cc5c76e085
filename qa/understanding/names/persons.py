"""The person whom a question asks about by name: 张建国 in 张建国现在是副县长吗."""

from __future__ import annotations

import functools
import re

from index.language import lexicon, word_lists
from index.language.place_names import listed

_GIVEN = r"[\u4e00-\u9fff]{1,2}?"
_FOREIGN = r"[\u4e00-\u9fff]{1,8}(?:[·•][\u4e00-\u9fff]{1,8}){1,6}"
_END = r"[?？。!！\s]*$"
_WHO = "谁"
_NO_ACT = (
    "是叫为由姓长的"  # before who: of the holder (区长叫谁), or where nothing is between (市长谁)
)
_SHORT = 2  # characters of a name that may have one more
# What may follow a name that a question begins with, and stand before one that it ends with.
_SAID_OF_IT = rf"(?:{lexicon.alternation('at_present')}|现[在]|当时|曾经?|还)?(?:(?:还|就)?(?:是|[担]?任|当|做)|什么时[候]|何时|哪[年]|有没[有]|为)"
_IS_IT = r"(?:是不[是]|是[否]是?|是|叫做?|由|为)"

# Whom the holder of an office did something to: 区长表扬了谁, of which no 是谁 is one.
_WHOM = re.compile(
    rf"(?:{lexicon.alternation('office')})[^?,，。]{{0,8}}?[^?,，。\s{_NO_ACT}]"
    rf"(?:{lexicon.alternation('asks_person')}|哪[个一]?人){_END}"
)


def asks_whom(folded: str) -> bool:
    """Whether a folded question asks for a person to whom the holder of an office did something."""
    return _WHOM.search(folded) is not None


def named_persons(text: str) -> tuple[str, ...]:
    """The person whom a question asks about, by each way to read the name, the longest last.

    None where it names none, or speaks of none: a surname begins the name, it stands where a question
    has its subject or what that is, and an office, or an act of persons, is told of it.
    """
    text = text.strip()
    for pattern in _patterns():
        match = pattern.search(text)
        if match is not None and match["name"] not in listed():
            return _readings(text, *match.span("name"), is_open=pattern is _patterns()[-1])
    return ()


def _readings(text: str, start: int, end: int, *, is_open: bool) -> tuple[str, ...]:
    """A name; where nothing tells where it ends, also with one character more."""
    name, more = text[start:end], text[end : end + 1]
    is_longer = is_open and len(name) == _SHORT and "\u4e00" <= more <= "\u9fff"
    return (name, name + more) if is_longer else (name,)


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = word_lists.members("qa.understanding.names", "persons.txt")
    surname = "|".join((*words["surnames"], *words["surname"]))
    name = rf"(?P<name>{_FOREIGN}|(?:{surname}){_GIVEN})"
    office = rf"(?:{lexicon.alternation('office')}|{'|'.join(words['office'])})"
    act = "|".join(words["act"])
    made = lexicon.alternation("makes_it")  # 是谁开发的: asked of a thing
    of_person = rf"(?=.*(?:{office}|{act}|{_WHO}(?!的|{made})))"
    return (
        re.compile(rf"^(?:请[问])?{of_person}{name}(?={_SAID_OF_IT}|{act})"),
        re.compile(rf"^{name}(?:同[志]|先[生]|女[士])?{_IS_IT}{_WHO}{_END}"),
        re.compile(rf"^{_WHO}{_IS_IT}{name}{_END}"),
        re.compile(rf"{office}(?:现[在])?{_IS_IT}{name}(?:吗|么|呢|不[是])?{_END}"),
        re.compile(rf"\b(?:is|was|did|does|has)\s+{name}(?:['’]s)?(?=[\s?？]|$)", re.IGNORECASE),
        re.compile(rf"{office}{name}(?=[^，,]*(?:吗|么|{_WHO}|没[有]|{act}){_END})"),
    )
