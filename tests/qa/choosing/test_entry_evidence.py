from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.types import Period
from qa.choosing.entry_evidence import definitions, entries
from qa.kinds import Kind
from tests.support.texts.understood import asked, concepts, passage, texts

if TYPE_CHECKING:
    from index.types import Passage
    from qa.choosing.evidence import Evidence

GREENWAY = "1.绿道:沿水系和山脊建设的慢行道路。"
STATIONS = "2.“一村三站”:发挥村委会牵头作用,统筹村内卫生站、水站、电站。"


def choose(question: str, entry: Passage) -> list[Evidence]:
    understood = asked(question)
    chooser = definitions if understood.wanted.kind is Kind.DEFINITION else entries
    return chooser(understood, concepts(understood), entry)


def explained(question: str, text: str, period: Period = Period.GLOSSARY) -> list[str]:
    entry = passage(text, period=period)
    return texts(choose(question, entry), entry)


@pytest.mark.parametrize(
    ("question", "text", "body"),
    [
        ("什么是绿道?", GREENWAY, "沿水系和山脊建设的慢行道路"),
        ("绿道是什么意思?", GREENWAY, "沿水系和山脊建设的慢行道路"),
        ("何谓“绿道”?", GREENWAY, "沿水系和山脊建设的慢行道路"),
        ("绿道", GREENWAY, "沿水系和山脊建设的慢行道路"),  # a term named, and nothing asked
        ("一村三站指的是什么?", STATIONS, "发挥村委会牵头作用,统筹村内卫生站、水站、电站"),
    ],
)
def test_what_a_term_is(question: str, text: str, body: str):
    assert explained(question, text) == [body]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("什么是火箭?", GREENWAY),  # another term
        ("什么是绿道?", "绿道建设提速。"),  # no entry
        ("什么是绿道?", "绿道建设提速,成效如下:新建31公里。"),
        ("绿道建设", GREENWAY),  # a subject of which the entry is only a part
        ("什么是绿道?", "绿道:"),  # nothing said
        ("?", GREENWAY),
    ],
)
def test_nothing_that_explains_it(question: str, text: str):
    assert explained(question, text) == []


def test_outside_of_a_glossary_only_the_very_term():
    assert explained("什么是绿道?", GREENWAY, Period.REVIEW) == explained("什么是绿道?", GREENWAY)
    assert explained("什么是绿道网?", GREENWAY)
    assert not explained("什么是绿道网?", GREENWAY, Period.REVIEW)


def test_the_nearer_the_term_the_stronger():
    entry = passage(GREENWAY, period=Period.GLOSSARY)
    (same,) = choose("什么是绿道?", entry)
    (longer,) = choose("什么是绿道网?", entry)
    assert same.features == {"entry": 1}
    assert longer.features == {"entry": 0.5 + 0.4 * 2 / 3}  # 绿道 of 绿道网
    assert longer.strength < same.strength


def test_the_span_is_of_the_document():
    entry = passage(GREENWAY, period=Period.GLOSSARY, start=100)
    (found,) = choose("什么是绿道?", entry)
    assert (found.start, found.end) == (105, 100 + len(GREENWAY) - 1)
    assert GREENWAY[found.start - 100 : found.end - 100] == "沿水系和山脊建设的慢行道路"
