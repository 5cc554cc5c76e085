from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.understanding.concepts import Concept, Concepts, folded, in_order, named_together
from tests.support.texts.understood import asked, concepts

SHIPS = Concept(terms=("航运",), words=("航运", "船运"))
FIRMS = Concept(terms=("企业",), words=("企业", "公司"))
PLACES = Concept(terms=("码头",), words=("码头",))


@pytest.fixture
def three() -> Concepts:
    return Concepts([SHIPS, FIRMS, PLACES], [3.0, 1.0, 4.0])


@pytest.mark.parametrize(
    ("text", "numbers", "share"),
    [
        ("航运企业383家", {0, 1}, (3 + 1) / 8),
        ("船运公司383家", {0, 1}, (3 + 1) / 8),  # any way to say it
        ("航运与船运", {0}, 3 / 8),  # said twice is said once
        ("码头和航运公司", {0, 1, 2}, 1),
        ("茶园", set(), 0),
        ("", set(), 0),
    ],
)
def test_what_a_text_speaks_of(three: Concepts, text: str, numbers: set[int], share: float):
    assert three.in_text(text) == numbers
    assert three.share_of(text) == pytest.approx(share)
    assert three.share(frozenset(numbers)) == pytest.approx(share)


def test_in_their_order(three: Concepts):
    assert list(three) == [SHIPS, FIRMS, PLACES]


@pytest.mark.parametrize("weights", [[], [0.0, 0.0]])
def test_nothing_to_speak_of(weights: list[float]):
    empty = Concepts([SHIPS, FIRMS][: len(weights)], weights)
    assert empty.share_of("航运企业") == 0


@given(st.text("航运船企业公司码头茶", max_size=12), st.text("航运船企业公司码头茶", max_size=12))
def test_more_text_speaks_of_no_less(one: str, more: str):
    three = Concepts([SHIPS, FIRMS, PLACES], [3.0, 1.0, 4.0])
    assert three.in_text(one) <= three.in_text(one + more)
    assert 0 <= three.share_of(one) <= three.share_of(one + more) <= 1


def test_folded():
    assert folded("航運ＧＤＰ") == "航运gdp"


@pytest.mark.parametrize(
    ("question", "together"),
    [
        ("新建幼儿园和小学多少所?", [("幼儿园", "小学")]),
        ("开工竣工多少万平方米?", [("开工", "竣工")]),
        ("技术人才和技能人才合计多少人?", [("技术人才", "技能人才")]),
        ("新建小学多少所?", []),
    ],
)
def test_what_is_named_in_one_breath(question: str, together: list[tuple[str, str]]):
    understood = asked(question)
    of_it = concepts(understood)
    pairs = named_together(folded(understood.text), of_it)
    words = [tuple({c for i in each for c in of_it[i].words[0]} for each in pair) for pair in pairs]
    assert words == [tuple(set(each) for each in pair) for pair in together]


def test_the_order_in_which_they_are_named():
    understood = asked("经营主体中企业有多少户?")
    of_it = concepts(understood)
    assert of_it[in_order(folded(understood.text), of_it)[-1]].words[0] == "企业"
