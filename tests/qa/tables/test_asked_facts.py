"""qa.tables.asked_facts: the same cells, however many reports are read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.tables import cells, groups
from qa.tables.asked_facts import AskedFacts
from qa.understanding import question

if TYPE_CHECKING:
    from qa import Engine


@pytest.mark.parametrize("text", ["2031年地区生产总值增长目标是多少?", "2030年粮食产量是多少?"])
def test_very_many_reports_are_read_sparsely_and_tell_the_same(neighbours: Engine, text: str):
    generation = neighbours.snapshot().generation
    asked = question.parse(text, generation.reports)
    told = []
    for n in (1, 100_000):
        facts = AskedFacts.of(generation, asked, lambda: None, n_reports=n)
        assert facts.is_few is (n == 1)
        rows = range(generation.index.n_documents)
        told.append([cells.of_figures(facts, each)[0].text for each in facts.of_reports(rows)])
    assert told[0] == told[1]
    assert any(told[0])


def test_a_part_is_not_taken_for_the_whole(neighbours: Engine):
    generation = neighbours.snapshot().generation
    asked = question.parse("2030年居民人均可支配收入增长多少?", generation.reports)
    facts = AskedFacts.of(generation, asked, lambda: None)
    parts = [fact for fact in neighbours.facts("南河县") if "收入" in fact.measure.text]
    assert [
        groups.is_part(fact.measure.text, facts.question.text, facts.concepts) for fact in parts
    ] == [True, True]
