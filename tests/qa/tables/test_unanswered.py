"""qa.tables.unanswered: what is nearest to a question that no report tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa import Scope
from qa.types import Level

if TYPE_CHECKING:
    from qa import Engine


@pytest.mark.parametrize(
    "question",
    [
        "各县检察长是谁?",
        "各县2030年渔船有多少艘?",
        "各县粮食单价是多少元?",
        "哪个县2031年铁路里程最长?",
        "白沙县和石岭县2031年失业率分别是多少?",
    ],
)
def test_a_refusal_has_the_nearest_passages(neighbours: Engine, question: str):
    answer = neighbours.ask(question, top_k=3)
    assert answer.level is Level.NOT_TOLD
    assert answer.of_table is not None
    assert 0 < len(answer.hits) <= 3
    assert not answer.citations


def test_they_are_of_the_reports_that_were_asked(neighbours: Engine):
    of_year = neighbours.ask("各县2031年渔船有多少艘?")
    assert {hit.document.year for hit in of_year.hits} == {2031}
    within = Scope(places=("白沙县", "石岭县"))
    narrowed = neighbours.ask("各县渔船有多少艘?", scope=within)
    assert {hit.document.place for hit in narrowed.hits} <= {"白沙县", "石岭县"}


def test_words_that_no_report_has_are_told(neighbours: Engine):
    assert "渔船" in neighbours.ask("各县2030年渔船有多少艘?").missing_terms


def test_a_table_that_tells_has_its_quotations_alone(neighbours: Engine):
    assert neighbours.ask("各县2030年粮食产量是多少?").hits == ()
