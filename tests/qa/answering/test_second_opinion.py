"""qa.answering.second_opinion: when the second reader is asked, what it is given, and what its word counts for."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from qa import weights
from qa.answering.reader import Reading, ReadSpan
from qa.answering.second_opinion import heard, is_in_doubt, reconsider
from qa.choosing.evidence import Evidence
from qa.choosing.ordering.ranked import Ranked
from tests.support.texts.understood import asked, document, passage

if TYPE_CHECKING:
    from collections.abc import Sequence

QUESTION = asked("修路多少公里?")
START = 100  # of the passages in their report
LONG = (
    "过去的一年里,坚持规划先行、分步实施,统筹城乡建设资金和社会资本,完善项目库,压实各方责任,"
    "全年新修农村公路1,230公里,改造危桥7座,群众出行更加方便,乡村面貌焕然一新,"
    "物流成本持续下降,农产品外销渠道更加畅通,县域经济活力明显增强。"
)


class Marker:
    """Says of every context that a text of it answers, with the same log-odds."""

    def __init__(self, marked: str, log_odds: float = 2.0) -> None:
        self.contexts: list[str] = []
        self._marked, self._log_odds = marked, log_odds

    def read(self, question: str, contexts: Sequence[str]) -> tuple[Reading, ...]:
        assert question
        self.contexts += contexts
        return tuple(self._reading(context) for context in contexts)

    def _reading(self, context: str) -> Reading:
        at = context.index(self._marked)
        span = ReadSpan(start=at, end=at + len(self._marked), log_odds=self._log_odds)
        return Reading(spans=(span,), log_odds=self._log_odds)


def ranked(text: str, answer: str, log_odds: float = 0.0) -> Ranked:
    """A passage of one sentence, of which a figure may answer."""
    at = START + text.index(answer)
    return Ranked(
        legs=(),
        document=document(),
        passage=passage(text, start=START),
        sentence=0,
        unread_log_odds=0.0,
        passage_log_odds=log_odds,
        parts={"all": log_odds},
        evidence=(Evidence(start=at, end=at + len(answer), features={}, weights={}),),
    )


@pytest.mark.parametrize(
    ("log_odds", "expected"), [(-3.1, False), (-2.9, True), (0.0, True), (1.7, True), (1.8, False)]
)
def test_neither_the_hopeless_nor_the_clear_is_in_doubt(log_odds: float, *, expected: bool):
    first = ranked("修路9公里。", "9公里", log_odds)
    assert is_in_doubt(QUESTION, [first]) is expected


def test_the_hopeless_is_what_no_reading_could_make_an_answer():
    for log_odds in (-2.9, -3.1):
        first = ranked("修路9公里。", "9公里", log_odds)
        reader = Marker("9公里", log_odds=100)
        (found,) = reconsider(QUESTION, [first], reader)
        assert (found.chance >= 0.5) is bool(reader.contexts) is (log_odds > -3)


def test_a_short_sentence_is_read_whole():
    reader = Marker("9公里")
    reconsider(QUESTION, [ranked("全年修路9公里,架桥三座。", "9公里")], reader)
    assert reader.contexts == ["全年修路9公里,架桥三座。"]


def test_of_a_long_one_the_clauses_around_what_may_answer():
    reader = Marker("1,230公里")
    (found,) = reconsider(QUESTION, [ranked(LONG, "1,230公里")], reader)
    (context,) = reader.contexts
    assert len(context) <= 60
    assert context in LONG
    assert context.endswith("全年新修农村公路1,230公里,")
    assert LONG[LONG.index(context) - 1] in "，,"
    assert found.parts["reader"] == pytest.approx(2 * weights.READER)  # the same figure


def test_a_clause_longer_than_that_is_read_whole():
    clause = "全年" + "新修" * 40 + "农村公路9公里"
    reader = Marker("9公里")
    reconsider(QUESTION, [ranked(f"成效明显,{clause},群众满意。", "9公里")], reader)
    assert reader.contexts == [f"{clause},"]


def test_a_name_is_looked_for_in_the_whole_sentence():
    text = LONG.replace("。", ",白鹭村修了路。")
    reader = Marker("白鹭村")
    (found,) = reconsider(asked("哪个村修了路?"), [ranked(text, "农村公路")], reader)
    assert reader.contexts == [text]
    start, end = found.evidence[0].start - START, found.evidence[0].end - START
    assert text[start:end] == "白鹭村"


@pytest.mark.parametrize("read", ["首艘", "首条", "全国首批", "3座"])
def test_an_order_or_a_figure_is_no_name(read: str):
    text = f"白鹭湖上{read}游船下水。"
    found = reconsider(asked("白鹭湖上哪艘游船下水了?"), [ranked(text, "游船")], Marker(read))
    assert found == (ranked(text, "游船"),)


@pytest.mark.parametrize("log_odds", [2.0, -2.0])
def test_another_figure_speaks_against_the_one_that_was_chosen(log_odds: float):
    first = ranked("修路9公里,架桥3座。", "9公里")
    (found,) = reconsider(QUESTION, [first], Marker("3座", log_odds))
    assert found.parts["reader"] == pytest.approx(-2 * weights.READER)


def test_without_a_reader_all_stays():
    first = ranked("修路9公里。", "9公里")
    assert reconsider(QUESTION, [first], None) == (first,)


def test_a_passage_of_another_year_is_not_read():
    first = ranked("修路9公里。", "9公里")
    other = dataclasses.replace(first, parts={"all": 1.0, "other year": -8.0})
    reader = Marker("9公里")
    assert reconsider(QUESTION, [other], reader) == (other,)
    assert reader.contexts == []


class Doubter:
    """Says of each context what it was told to say."""

    def __init__(self, **log_odds: float) -> None:
        self.contexts: list[str] = []
        self._log_odds = log_odds

    def read(self, question: str, contexts: Sequence[str]) -> tuple[Reading, ...]:
        assert question
        self.contexts += contexts
        return tuple(Reading(spans=(), log_odds=self._log_odds[each[:2]]) for each in contexts)


WORDS = asked("哪些村修了路?")


NAMES = ("白鹭", "青山", "石门")


@pytest.mark.parametrize("likeliest", [1, 2])
def test_of_three_that_are_close_the_reader_may_bring_another_forward(likeliest: int):
    read = [ranked(f"{name}修路。", name, 1.0 - i / 5) for i, name in enumerate(NAMES)]
    fourth = ranked("松岭修路。", "松岭", 0.4)
    says = {name: 3 if i == likeliest else -3 for i, name in enumerate(NAMES)}
    order, opinion = heard(WORDS, [*read, fourth], lambda: Doubter(**says))
    others = [each for i, each in enumerate(read) if i != likeliest]
    assert order == (read[likeliest], *others, fourth)
    assert opinion is not None
    assert (opinion.log_odds, opinion.agrees) == (3, False)


def test_what_is_far_behind_is_not_read():
    first, second = ranked("白鹭修路。", "白鹭", 5.0), ranked("青山修路。", "青山", 0.5)
    reader = Doubter(白鹭=-6)
    order, opinion = heard(WORDS, [first, second], lambda: reader)
    assert order == (first, second)
    assert reader.contexts == ["白鹭修路。"]
    assert opinion is not None
    assert opinion.log_odds == -6


def test_nor_does_another_year_come_forward():
    first, second = ranked("白鹭修路。", "白鹭", 1.0), ranked("青山修路。", "青山", 0.9)
    other = dataclasses.replace(second, parts={**second.parts, "other year": -0.1})
    order, _ = heard(WORDS, [first, other], lambda: Doubter(白鹭=-6, 青山=6))
    assert order == (first, other)


@pytest.mark.parametrize(("log_odds", "is_read"), [(0.5, False), (-2.0, True), (-9.0, True)])
def test_of_figures_those_are_read_that_do_not_fit(log_odds: float, *, is_read: bool):
    reader = Marker("9公里")
    _, opinion = heard(QUESTION, [ranked("修路9公里。", "9公里", log_odds)], lambda: reader)
    assert (opinion is not None) is bool(reader.contexts) is is_read


def test_without_a_reader_there_is_no_opinion():
    first = ranked("白鹭修路。", "白鹭", 1.0)
    assert heard(WORDS, [first], lambda: None) == ((first,), None)
    assert heard(WORDS, [], lambda: None) == ((), None)
