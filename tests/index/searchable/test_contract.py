"""What every engine promises (index/searchable/protocol.py), held by each adapter over the same reports."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from index.build import build, build_from_contexts
from index.language import tokens
from index.published.contents import PublishedIndex
from index.searchable.embedded import EmbeddedIndex
from index.searchable.milvus.asked import MilvusIndex
from index.searchable.milvus.connection import Connection
from index.searchable.milvus.layout import Group
from index.searchable.milvus.writing import loading
from index.searchable.protocol import TermQuery, Unit, VectorQuery
from index.storage.store import Store
from index.types import Period
from qa.retrieval.scope import Scope
from tests.support.hash_encoder import HashEncoder
from tests.support.milvus.environments import TARGET

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.searchable.protocol import LegQuery, Searchable
    from index.types import Manifest

REPORTS = {
    "云溪市2024年政府工作报告": "二〇二三年，生产总值增长6%。图书馆藏书九十万册，周一闭馆。",
    "松岭县2025年政府工作报告": "医院开设了夜间门诊。药房通宵营业，新增床位300张。",
    "松岭县2024年政府工作报告": "公园里新种了三百棵槐树。长椅也换了新的。图书馆藏书三万册。",
}
UNITS = tuple(Unit)
N_MANY = 500


def _in_milvus(published: PublishedIndex, manifest: Manifest) -> Searchable:
    connection = Connection(os.environ[TARGET], place="here")
    group = Group.new("contract")
    return MilvusIndex(connection, loading.load(connection, group, published, manifest))


ADAPTERS: dict[str, Callable[[PublishedIndex, Manifest], Searchable]] = {
    "embedded": lambda published, _: EmbeddedIndex(published)
}
if os.environ.get(TARGET):  # in an environment of its own: milvus/test_engines.py
    ADAPTERS = {"milvus": _in_milvus}


@dataclass(frozen=True)
class Asked:
    """An engine, and the published index that it has to agree with."""

    engine: Searchable
    published: PublishedIndex

    def texts(self, unit: Unit) -> list[list[str]]:
        """The texts of each passage: its own, or those of its sentences."""
        return [
            [each.text] if unit is Unit.PASSAGE else [one.text for one in each.sentences]
            for each in self.published.passages
        ]

    def meets(self, row: int, selection: Scope) -> bool:
        """Whether a passage meets every part."""
        passage = self.published.passages[row]
        (about,) = (each for each in self.published.documents if each.id == passage.document_id)
        spoken = about.review_year if passage.period is Period.REVIEW else about.year
        values: tuple[tuple[Any, tuple[Any, ...]], ...] = (
            (about.id, selection.documents),
            (about.place, selection.places),
            (about.year, selection.years),
            (passage.period, selection.periods),
            (passage.section[:1], tuple((each,) for each in selection.sections)),
            (spoken, selection.spoken_years),
        )
        return all(not part or value in part for value, part in values)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[PublishedIndex, Manifest]:
    folder = tmp_path_factory.mktemp("contract")
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in REPORTS.items():
        paragraphs = "\n".join(f"{part}。" for part in text.split("。") if part)
        (corpus / f"{name}.txt").write_text(f"{name}\n{text}\n{paragraphs}\n", encoding="utf-8")
    build([corpus], folder / "index", HashEncoder)
    generation, manifest = Store(folder / "index").current()
    return PublishedIndex.load(generation), manifest


@pytest.fixture(scope="module", params=ADAPTERS)
def asked(request: pytest.FixtureRequest, published: tuple[PublishedIndex, Manifest]) -> Asked:
    return Asked(ADAPTERS[request.param](*published), published[0])


def vector_query(text: str, unit: Unit, scale: float = 1.0) -> VectorQuery:
    return VectorQuery(unit=unit, vector=HashEncoder().encode_questions([text])[0] * scale)


def all_queries(text: str) -> list[LegQuery]:
    terms = tuple(tokens.terms(text))
    vectors = [vector_query(text, unit) for unit in UNITS]
    return [*vectors, *(TermQuery(unit=unit, terms=terms) for unit in UNITS)]


def test_it_holds_all_passages(asked: Asked):
    assert asked.engine.n_passages == len(asked.published.passages)
    assert asked.engine.most_versions >= 1


@pytest.mark.parametrize("unit", UNITS)
def test_a_text_is_found_by_its_own_terms(asked: Asked, unit: Unit):
    for texts in asked.texts(unit):
        terms = tuple(tokens.terms(texts[0]))
        query = TermQuery(unit=unit, terms=terms)
        search = asked.engine.search([query])
        (rows,) = search.nearest(asked.engine.n_passages)
        found = {tuple(tokens.terms(text)) for text in asked.texts(unit)[int(rows[0])]}
        assert terms in found or unit is Unit.PASSAGE
        assert all(
            {*terms} & {term for text in asked.texts(unit)[row] for term in tokens.terms(text)}
            or unit is Unit.PASSAGE  # which its headings and its report's title are sought by, too
            for row in rows.tolist()
        )


def test_a_sentence_is_found_by_its_own_vector(asked: Asked):
    for row, sentences in enumerate(asked.texts(Unit.SENTENCE)):
        for at, text in enumerate(sentences):
            search = asked.engine.search([vector_query(text, Unit.SENTENCE)])
            (rows,) = search.nearest(1)
            seen = search.similarities(np.array([row]))
            assert text in asked.texts(Unit.SENTENCE)[int(rows[0])]
            assert seen.by_query[0][at] == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("unit", UNITS)
def test_the_scale_of_a_vector_changes_no_rank(asked: Asked, unit: Unit):
    n = asked.engine.n_passages
    (one,) = asked.engine.search([vector_query("图书馆藏书", unit)]).nearest(n)
    (other,) = asked.engine.search([vector_query("图书馆藏书", unit, 7.0)]).nearest(n)
    assert one.tolist() == other.tolist()


def test_each_leg_is_answered_in_its_order_whatever_else_is_asked(asked: Asked):
    queries = all_queries("图书馆藏书多少册")
    together = asked.engine.search(queries).nearest(5)
    alone = [asked.engine.search([query]).nearest(5)[0] for query in queries]
    assert [rows.tolist() for rows in together] == [rows.tolist() for rows in alone]
    assert all(len(set(rows.tolist())) == len(rows) <= 5 for rows in together)


def test_the_nearest_are_in_the_order_of_their_similarities(asked: Asked):
    queries = all_queries("图书馆藏书多少册")
    search = asked.engine.search(queries)
    everything = np.arange(asked.engine.n_passages)
    seen = search.similarities(everything)
    for query, rows, each in zip(queries, search.nearest(99), seen.by_query, strict=True):
        is_passage = query.unit is Unit.PASSAGE
        values = each if is_passage else np.maximum.reduceat(each, seen.starts[:-1])
        in_order = values[rows]
        assert (in_order[:-1] >= in_order[1:] - 1e-5).all()
        if isinstance(query, TermQuery):
            assert sorted(rows.tolist()) == np.flatnonzero(values).tolist()
            ties = zip(in_order, in_order[1:], rows, rows[1:], strict=False)
            assert all(one < other for a, b, one, other in ties if a == b)


SELECTIONS = [
    Scope(years=(2024,)),
    Scope(places=("松岭县",)),
    Scope(places=("松岭县",), years=(2024,)),
    Scope(spoken_years=(2023,)),
    Scope(periods=(Period.OTHER,)),
    Scope(sections=("不在",)),
    Scope(places=("无此县",)),
]


@pytest.mark.parametrize("without", [(), (0,), (0, 1, 2)])
@pytest.mark.parametrize("selection", SELECTIONS)
def test_only_what_is_selected_is_found(asked: Asked, selection: Scope, without: tuple[int, ...]):
    within = asked.engine.select(selection, without)
    assert within is not None
    allowed = [row for row in range(asked.engine.n_passages) if asked.meets(row, selection)]
    owners = asked.engine.standings(np.array(allowed, np.int64)).documents
    allowed = [row for row, own in zip(allowed, owners, strict=True) if own not in without]
    assert within.n_passages == len(allowed)
    assert within.n_documents == len({*owners} - {*without})
    queries = all_queries("图书馆藏书多少册")
    found = asked.engine.search(queries).nearest(99, within)
    for query, rows in zip(queries, found, strict=True):
        assert set(rows.tolist()) <= set(allowed)
        assert isinstance(query, TermQuery) or sorted(rows.tolist()) == allowed
    held = {term for row in allowed for term in tokens.terms(asked.published.passages[row].text)}
    assert {"藏书", "门诊"} & held <= asked.engine.held_terms(("藏书", "门诊", "火箭"), within)


def test_nothing_asked_selects_all(asked: Asked):
    assert asked.engine.select(Scope()) is None
    assert asked.engine.n_documents == len(REPORTS)


def test_what_was_selected_in_another_index_is_refused(asked: Asked, tmp_path: Path):
    build_from_contexts(["公园。"], tmp_path, HashEncoder())
    other = PublishedIndex.load(Store(tmp_path).current()[0])
    within = EmbeddedIndex(other).select(Scope(), (0,))
    with pytest.raises(ValueError, match="selected in another index"):
        asked.engine.search(all_queries("公园")).nearest(1, within)
    with pytest.raises(ValueError, match="selected in another index"):
        asked.engine.held_terms(("公园",), within)


def test_given_passages_are_seen_alike_whichever_others_are(asked: Asked):
    search = asked.engine.search(all_queries("图书馆藏书多少册"))
    whole = search.similarities(np.arange(asked.engine.n_passages))
    for row in range(asked.engine.n_passages):
        own = search.similarities(np.array([row]))
        first, last = whole.starts[row], whole.starts[row + 1]
        assert own.starts.tolist() == [0, last - first]
        assert last - first == len(asked.texts(Unit.SENTENCE)[row])
        for values, among_all, unit in zip(own.by_query, whole.by_query, UNITS * 2, strict=True):
            stretch = slice(row, row + 1) if unit is Unit.PASSAGE else slice(first, last)
            assert values.dtype == np.float32
            assert values == pytest.approx(among_all[stretch], abs=1e-5)


@pytest.fixture(scope="module", params=ADAPTERS)
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """An index of many passages, which all hold the same sentence beside their own."""
    folder = tmp_path_factory.mktemp("many")
    contexts = [f"第{n}号公园开放了{n}天。周一也开放。" for n in range(N_MANY)]
    build_from_contexts(contexts, folder, HashEncoder())
    generation, manifest = Store(folder).current()
    published = PublishedIndex.load(generation)
    return Asked(ADAPTERS[request.param](published, manifest), published)


def test_ties_are_in_the_order_of_the_rows_however_many_there_are(many: Asked):
    query = TermQuery(unit=Unit.SENTENCE, terms=("周一",))
    for n in (1, 5, 40):
        (rows,) = many.engine.search([query]).nearest(n)
        assert rows.tolist() == list(range(n))


def test_many_given_passages_are_seen_wherever_they_stand(many: Asked):
    queries = all_queries("第77号公园开放了多少天")
    rows = np.flatnonzero(np.arange(N_MANY) % 3 != 1)
    seen = many.engine.search(queries).similarities(rows)
    own = EmbeddedIndex(many.published).search(queries).similarities(rows)
    assert seen.starts.tolist() == own.starts.tolist()
    for values, expected in zip(seen.by_query, own.by_query, strict=True):
        assert values == pytest.approx(expected, abs=1e-4)


def test_no_passages_are_seen_as_none(asked: Asked):
    search = asked.engine.search(all_queries("图书馆"))
    seen = search.similarities(np.empty(0, np.int64))
    assert [len(values) for values in seen.by_query] == [0, 0, 0, 0]
    assert seen.starts.tolist() == [0]


def test_a_term_said_twice_counts_twice_and_synonyms_add(asked: Asked):
    everything = np.arange(asked.engine.n_passages)

    def sums(*terms: str, synonyms: tuple[str, ...] = ()) -> list[float]:
        query = TermQuery(unit=Unit.PASSAGE, terms=terms, synonyms=synonyms)
        return asked.engine.search([query]).similarities(everything).by_query[0].tolist()

    once = sums("藏书")
    assert sums("藏书", "藏书") == pytest.approx([2 * each for each in once])
    assert sums("藏书", synonyms=("门诊",)) == pytest.approx(sums("藏书", "门诊"))
    assert sums("藏书", synonyms=("火箭",)) == pytest.approx(once)


def test_rare_terms_weigh_more_and_unknown_ones_most(asked: Asked):
    known = asked.engine.term_weights(["藏书", "门诊", "火箭"])
    assert list(known) == ["藏书", "门诊", "火箭"]
    for unit in ("passages", "sentences"):
        common, rare, unknown = (getattr(weight, unit) for weight in known.values())
        assert 0 < common <= rare < unknown
    assert [each.is_held for each in known.values()] == [True, True, False]
    assert asked.engine.term_weights(()) == {}


def test_terms_are_held_where_a_passage_holds_them(asked: Asked):
    terms = ("藏书", "门诊", "火箭", "")
    assert asked.engine.held_terms(terms) == {"藏书", "门诊"}
    nowhere = asked.engine.select(Scope(places=("无此县",)))
    assert asked.engine.held_terms(terms, nowhere) == frozenset()
    assert asked.engine.held_terms(terms, asked.engine.select(Scope(places=("云溪市",)))) == {
        "藏书"
    }


def test_what_is_known_of_passages_is_what_was_published(asked: Asked):
    rows = list(reversed(range(asked.engine.n_passages)))
    passages = asked.engine.passages(rows)
    assert passages == tuple(asked.published.passages[row] for row in rows)
    known = asked.engine.standings(np.array(rows))
    assert list(known.periods) == [each.period for each in passages]
    documents = asked.engine.documents(known.documents)
    assert [each.id for each in documents] == [each.document_id for each in passages]
    origins = [known.origin_of(row) for row in known.documents]
    assert [(each.id, each.place, each.year) for each in origins] == [
        (each.id, each.place, each.year) for each in documents
    ]
    for passage, document, facts in zip(passages, documents, asked.engine.facts(rows), strict=True):
        assert document.text[passage.start : passage.end] == passage.text
        assert all(fact.passage == passage.number for fact in facts)
    assert any(asked.engine.facts(rows))
