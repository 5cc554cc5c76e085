from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Period
from qa import weights
from qa.choosing import ranking
from qa.retrieval.legs import LEGS, PASSAGE_VECTORS, SENTENCE_VECTORS
from qa.retrieval.shortlist import SHORTLIST
from tests.support.texts.understood import (
    Provenances,
    asked,
    candidates,
    concepts,
    document,
    passage,
    texts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import Document, Passage
    from qa.choosing.ordering.ranked import Ranked

PLAIN = "修路的经验"  # of a kind that chooses nothing
REPORT = document()


def order(
    text: str,
    passages: Sequence[Passage],
    *,
    strengths: Sequence[Sequence[float]] | None = None,
    of: Document = REPORT,
    top_k: int = 100,
) -> tuple[Ranked, ...]:
    question = asked(text, places=("云溪市",))
    found = candidates(strengths or [[1.0] * len(passages)] * len(LEGS))
    return ranking.order(
        question,
        concepts(question),
        found,
        Provenances([(of, each) for each in passages]),
        top_k=top_k,
    )


def one(text: str, words: str, *, period: Period = Period.REVIEW, of: Document = REPORT) -> Ranked:
    (ranked,) = order(text, [passage(words, period=period)], of=of)
    return ranked


OF_EACH = {leg.name: weights.PASSAGE[leg.name] for leg in LEGS}
OF_LEGS = sum(OF_EACH.values()) + weights.PASSAGE["intercept"]  # of strengths that are all 1


class TestLogOdds:
    def test_are_the_weighted_sum_of_the_legs(self):
        strengths = [[float(i)] for i in range(len(LEGS))]
        (found,) = order(PLAIN, [passage("修路9公里。")], strengths=strengths)
        table = weights.PASSAGE
        expected = table["intercept"] + sum(i * table[leg.name] for i, leg in enumerate(LEGS))
        assert found.log_odds == pytest.approx(expected)
        assert found.passage_log_odds == pytest.approx(expected)
        assert not found.evidence

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            (PLAIN, "修路9公里。"),
            ("修路多少公里?", "修路9公里。"),
            ("修路多少公里?", "修路的经验。"),
            ("哪个村建成了公园?", "白鹭村建成公园。"),
            ("哪些村修了路?", "白鹭村、青石村修路。"),
            ("什么是修路?", "修路:铺设道路。"),
            ("什么是修路?", "修路9公里。"),
            ("2019年浙江省要修路多少公里?", "修路9公里。"),
        ],
    )
    def test_are_the_sum_of_the_parts(self, text: str, words: str):
        found = one(text, words)
        assert found.log_odds == pytest.approx(sum(found.parts.values()))
        trace = found.trace(("修路",))
        assert dict(trace.parts) == dict(found.parts)
        assert trace.matched_terms == ("修路",)

    def test_make_the_chance(self):
        found = one(PLAIN, "修路9公里。")
        for log_odds, chance in ((0.0, 0.5), (np.log(9), 0.9), (-np.log(3), 0.25)):
            told = dataclasses.replace(found, parts={"all": log_odds})
            assert told.chance == pytest.approx(chance)
        far = [dataclasses.replace(found, parts={"all": x}).chance for x in (-800.0, 800.0)]
        assert far == [0, 1]


class TestWhatAPassageLoses:
    def test_for_another_time(self):
        review, plan, glossary, other = (
            one("去年修路的经验", "修路9公里。", period=period)
            for period in (Period.REVIEW, Period.PLAN, Period.GLOSSARY, Period.OTHER)
        )
        assert plan.parts["other period"] == weights.PASSAGE["other period"]
        assert review.log_odds == glossary.log_odds == other.log_odds
        assert plan.log_odds == pytest.approx(review.log_odds + weights.PASSAGE["other period"])

    def test_nothing_where_no_time_is_asked_for_save_that_what_was_done_goes_first(self):
        review = one(PLAIN, "修路9公里。")
        plan = one(PLAIN, "修路9公里。", period=Period.PLAN)
        assert review.log_odds == pytest.approx(OF_LEGS)
        assert plan.log_odds == pytest.approx(OF_LEGS + weights.PASSAGE["plan unasked"])
        assert "plan unasked" not in one("今年修路的经验", "修路9公里。", period=Period.PLAN).parts

    @pytest.mark.parametrize(
        ("text", "words", "loses"),
        [
            ("2023年修路的经验", "修路9公里。", False),
            ("2019年修路的经验", "修路9公里。", True),
            ("2019年修路的经验", "比2019年多修路9公里。", False),
        ],
    )
    def test_for_another_year(self, text: str, words: str, *, loses: bool):
        assert ("other year" in one(text, words).parts) is loses

    @pytest.mark.parametrize(
        ("text", "words", "loses"),
        [
            ("云溪市修路的经验", "修路9公里。", False),
            ("浙江省修路的经验", "修路9公里。", True),
            ("浙江省修路的经验", "与浙江共修路9公里。", False),
        ],
    )
    def test_for_another_place(self, text: str, words: str, *, loses: bool):
        assert ("other place" in one(text, words).parts) is loses

    def test_a_report_without_year_and_place_loses_only_what_it_does_not_name(self):
        bare = document(place="", year=None)
        found = one("2019年修路的经验", "修路9公里。", of=bare)
        assert found.log_odds == pytest.approx(OF_LEGS)

    @pytest.mark.parametrize("text", ["2019年修路多少公里?", "浙江省修路多少公里?"])
    def test_which_no_figure_makes_good(self, text: str):
        assert one(text, "修路9公里。").chance < 0.1 < one("修路多少公里?", "修路9公里。").chance


class TestChoosing:
    def test_a_figure_speaks_for_its_passage(self):
        found = one("修路多少公里?", "修路9公里。")
        assert texts(found.evidence, found.passage) == ["9公里"]
        table = weights.FIGURE
        expected = table["intercept"] + table["passage"] * OF_LEGS + found.evidence[0].strength
        assert found.log_odds == pytest.approx(expected)

    def test_no_figure_speaks_against_it(self):
        found = one("修路多少公里?", "修路稳步推进。")
        assert not found.evidence
        assert found.parts["nothing to choose"] == weights.FIGURE["none"]

    def test_a_figure_of_another_time_costs_what_the_fit_of_figures_says(self):
        found = one("去年修路多少公里?", "修路9公里。", period=Period.PLAN)
        assert found.parts["other period"] == weights.FIGURE["other period"]

    def test_the_best_sentence_is_that_of_the_evidence(self):
        found = one("修路多少公里?", "天气晴好。修路9公里。收成不错。")
        assert found.passage.sentences[found.sentence].text == "修路9公里。"

    def test_a_name(self):
        found = one("哪个村建成了公园?", "白鹭村建成公园。")
        assert texts(found.evidence, found.passage)[0] == "白鹭村"

    def test_the_sentence_where_no_name_stands_out(self):
        """Words of the question all over, and no name among them: the whole sentence answers."""
        found = one("修路的难点是什么?", "修路。")
        assert not found.evidence
        assert found.parts["whole sentence"] > 0
        # The legs make it likely; the doubt keeps it behind a passage whose name does stand out.
        assert 0.5 < found.chance < one("哪个村建成了公园?", "白鹭村建成公园。").chance

    def test_no_sentence_where_a_figure_was_asked_for(self):
        assert "whole sentence" not in one("修路多少公里?", "修路稳步推进。").parts

    def test_an_entry_explains(self):
        entry, other = one("什么是绿道?", "绿道:慢行道路。"), one("什么是绿道?", "绿道很美。")
        assert texts(entry.evidence, entry.passage) == ["慢行道路"]
        assert entry.log_odds == pytest.approx(OF_LEGS + weights.DEFINITION["entry"])
        assert other.log_odds == pytest.approx(OF_LEGS + weights.DEFINITION["no entry"])

    def test_a_figure_lifts_a_passage_over_a_nearer_one_without(self):
        near, right = passage("修路稳步推进。"), passage("修路9公里。")
        strengths = [
            [2.0, 1.0] if leg in (PASSAGE_VECTORS, SENTENCE_VECTORS) else [1.0, 1.0] for leg in LEGS
        ]
        found = order("修路多少公里?", [near, right], strengths=strengths)
        assert [each.passage for each in found] == [right, near]


class TestOrder:
    def test_highest_first_and_ties_as_they_came(self):
        passages = [passage(f"{name}。") for name in "甲乙丙丁"]
        found = order(PLAIN, passages, strengths=[[1.0, 3.0, 3.0, 2.0]] * len(LEGS))
        assert [each.passage.text for each in found] == ["乙。", "丙。", "丁。", "甲。"]

    def test_more_than_are_read(self):
        passages = [passage(f"第{i}村修路。") for i in range(SHORTLIST + 5)]
        assert len(order(PLAIN, passages, top_k=3)) == SHORTLIST
        assert len(order(PLAIN, passages, top_k=99)) == SHORTLIST + 5

    @given(
        st.lists(
            st.tuples(st.sampled_from([0.0, 0.5, 1.0, 4.0]), st.sampled_from(Period)),
            min_size=1,
            max_size=40,
        )
    )
    def test_what_is_read_is_what_would_be_first_of_all(self, told: list[tuple[float, Period]]):
        passages = [passage("甲。", period=period) for _, period in told]
        found = order(
            "去年修路的经验", passages, strengths=[[s for s, _ in told]] * len(LEGS), top_k=1
        )
        whole = order(
            "去年修路的经验", passages, strengths=[[s for s, _ in told]] * len(LEGS), top_k=99
        )
        assert [each.log_odds for each in whole] == sorted(
            (each.log_odds for each in whole), reverse=True
        )
        assert len(whole) == len(told)
        assert found[0].log_odds == whole[0].log_odds

    def test_no_candidates(self):
        assert order(PLAIN, [], strengths=[[]] * len(LEGS)) == ()

    @given(st.lists(st.floats(-5, 5, width=32), min_size=2, max_size=20, unique=True), st.randoms())
    def test_does_not_depend_on_the_order_of_candidates(self, values: list[float], random: object):
        places = list(range(len(values)))
        random.shuffle(places)  # type: ignore[attr-defined]
        passages = [passage(f"第{i}村修路{i}公里。") for i in range(len(values))]
        straight = order("修路多少公里?", passages, strengths=[values] * len(LEGS))
        shuffled = order(
            "修路多少公里?",
            [passages[i] for i in places],
            strengths=[[values[i] for i in places]] * len(LEGS),
        )
        assert [each.log_odds for each in shuffled] == pytest.approx(
            [each.log_odds for each in straight]
        )


def test_every_leg_is_told_of():
    first, second = order(PLAIN, [passage("甲。"), passage("乙。")])
    assert [leg.leg for leg in first.legs] == [leg.name for leg in LEGS]
    assert [leg.rank for leg in second.legs] == [1] * len(LEGS)
    assert [leg.rank for leg in first.legs] == [None] * len(LEGS)  # 0: not proposed by that leg
    assert [leg.similarity for leg in first.legs] == [1.0] * len(LEGS)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("茶叶出口增长多少?", "茶叶出口增长12%。"),  # by default what has come about
        ("今年茶叶出口目标增长多少?", "茶叶出口增长5%。"),
    ],
)
def test_what_has_come_about_goes_before_a_plan_that_is_hardly_likelier(question: str, first: str):
    passages = [
        passage("茶叶出口增长5%。", period=Period.PLAN),
        passage("茶叶出口增长12%。", period=Period.REVIEW, number=2),
    ]
    strengths = [[1.2, 0.5]] * len(LEGS)
    best, _ = order(question, passages, strengths=strengths)
    assert best.passage.text == first
