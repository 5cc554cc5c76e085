"""What every engine tells of facts (index/searchable/facts.py): those of its passages, however they are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.language.text import fold
from index.searchable.facts import ANY_FACT, FactQuery
from index.types import Aspect
from qa.retrieval.scope import Scope

if TYPE_CHECKING:
    from index.fact_types import Fact
    from tests.index.searchable.test_contract import Asked

QUERIES = [
    ANY_FACT,
    FactQuery(words=("藏书",)),
    FactQuery(words=("床", "总值")),
    FactQuery(words=("床", "总值"), is_meant=lambda measure: "总" in measure),
    FactQuery(is_meant=lambda measure: len(measure) > 2),
    FactQuery(aspects=frozenset({Aspect.CHANGE})),
    FactQuery(words=("总值",), aspects=frozenset(Aspect) - {Aspect.CHANGE}),
    FactQuery(words=("没有",)),
]
SCOPES = [Scope(), Scope(places=("松岭县",)), Scope(years=(2024,)), Scope(places=("无此县",))]


def meant(query: FactQuery, fact: Fact) -> bool:
    is_of = not query.aspects or fact.aspect in query.aspects
    return is_of and query.takes(fold(fact.measure.text).text)


def facts(asked: Asked, query: FactQuery, scope: Scope) -> list[tuple[int, Fact]]:
    rows = range(asked.engine.n_passages)
    return [
        (row, fact)
        for row, of_one in zip(rows, asked.engine.facts(rows), strict=True)
        for fact in of_one
        if asked.meets(row, scope) and meant(query, fact)
    ]


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("query", QUERIES)
def test_facts_come_by_pages(asked: Asked, query: FactQuery, scope: Scope):
    expected = facts(asked, query, scope)
    found = asked.engine.measured(query, asked.engine.select(scope))
    assert len(found) == len(expected)
    assert [(each.passage, each.fact) for each in found.page(0, 99)] == expected
    assert [(each.passage, each.fact) for each in found.page(1, 2)] == expected[1:3]


def test_there_are_facts_to_be_found(asked: Asked):
    assert facts(asked, QUERIES[1], SCOPES[0])
    assert facts(asked, QUERIES[3], SCOPES[0])


@pytest.mark.parametrize("only", [False, True])
@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("query", QUERIES)
def test_passages_of_reports_tell_which_have_facts(
    asked: Asked, query: FactQuery, scope: Scope, *, only: bool
):
    reports = [0, 2]
    found = asked.engine.measured(query, asked.engine.select(scope))
    passages = found.passages(reports, only_measured=only)
    measured = {row for row, _ in facts(asked, query, scope)}
    owners = asked.engine.standings(passages.rows).documents
    for i, report in enumerate(reports):
        own = passages.rows[passages.starts[i] : passages.starts[i + 1]].tolist()
        ids = (each.document_id for each in asked.published.passages)
        identity = asked.engine.abouts([report])[0].id
        assert own == [
            row
            for row, document in enumerate(ids)
            if document == identity and asked.meets(row, scope) and (not only or row in measured)
        ]
    rows = passages.rows.tolist()
    assert {*owners} <= {*reports}
    assert list(passages.is_measured) == [row in measured for row in rows]
    assert list(passages.has_facts) == [bool(each) for each in asked.engine.facts(rows)]


@pytest.mark.parametrize("query", QUERIES)
def test_a_passage_has_the_meant_facts_and_those_beside_them(asked: Asked, query: FactQuery):
    rows = list(reversed(range(asked.engine.n_passages)))
    found = asked.engine.measured(query).of(rows)
    for passage, all_facts, told in zip(
        asked.engine.passages(rows), asked.engine.facts(rows), found, strict=True
    ):
        starts = [fact.start for fact in all_facts if meant(query, fact)]
        assert list(told.starts) == starts
        kept = [
            each for each in passage.sentences if any(each.start <= at < each.end for at in starts)
        ]
        assert list(told.near) == [
            fact for fact in all_facts if any(each.start <= fact.start < each.end for each in kept)
        ]


def test_no_passages_have_nothing(asked: Asked):
    assert asked.engine.measured().of([]) == ()
    passages = asked.engine.measured().passages([])
    assert (len(passages.rows), passages.starts.tolist()) == (0, [0])
