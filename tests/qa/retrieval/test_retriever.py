from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.build import build_from_contexts
from index.published.contents import PublishedIndex
from index.searchable.embedded import EmbeddedIndex
from index.storage.store import Store
from qa.retrieval.legs import (
    PASSAGE_TERMS,
    PASSAGE_VECTORS,
    SENTENCE_TERMS,
    SENTENCE_VECTORS,
    Query,
)
from qa.retrieval.retriever import Retriever

if TYPE_CHECKING:
    from pathlib import Path

    from index.types import Manifest
    from tests.support.hash_encoder import HashEncoder

CONTEXTS = (
    "公园里新种了三百棵槐树。长椅也换了新的。",
    "图书馆藏书九十万册。周一闭馆。",
    "医院开设了夜间门诊。药房通宵营业。",
)


@pytest.fixture(scope="module")
def opened(
    tmp_path_factory: pytest.TempPathFactory, hash_encoder: HashEncoder
) -> tuple[PublishedIndex, Manifest]:
    folder = tmp_path_factory.mktemp("contexts")
    build_from_contexts(CONTEXTS, folder, hash_encoder)
    generation, manifest = Store(folder).current()
    return PublishedIndex.load(generation), manifest


def test_every_leg_finds_a_passage_by_its_own_words(
    opened: tuple[PublishedIndex, Manifest], hash_encoder: HashEncoder
):
    index, manifest = opened
    retriever = Retriever(EmbeddedIndex(index), manifest)
    for row, text in enumerate(CONTEXTS):
        sentence = text.split("。")[0] + "。"
        vector = hash_encoder.encode_questions([sentence])[0]
        terms = ["槐树", "藏书", "门诊"][row : row + 1]
        found = retriever.candidates(Query(vector=vector, terms=terms))
        for leg in (PASSAGE_VECTORS, SENTENCE_VECTORS, PASSAGE_TERMS, SENTENCE_TERMS):
            assert found.rows[int(np.argmax(found.strengths[leg]))] == row, leg.name
            assert found.ranks[leg][list(found.rows).index(row)] == 1, leg.name
        at = list(found.rows).index(row)
        assert found.similarities[SENTENCE_VECTORS][at] == pytest.approx(1, abs=1e-5)


def test_term_strengths_are_shares(
    opened: tuple[PublishedIndex, Manifest], hash_encoder: HashEncoder
):
    index, manifest = opened
    vector = hash_encoder.encode_questions(["图书馆"])[0]
    known = Retriever(EmbeddedIndex(index), manifest).candidates(
        Query(vector=vector, terms=["藏书"])
    )
    mixed = Retriever(EmbeddedIndex(index), manifest).candidates(
        Query(vector=vector, terms=["藏书", "火箭"])
    )
    for leg in (PASSAGE_TERMS, SENTENCE_TERMS):
        assert 0 < mixed.strengths[leg].max() < known.strengths[leg].max() <= 1


def test_synonyms_only_add(opened: tuple[PublishedIndex, Manifest], hash_encoder: HashEncoder):
    index, manifest = opened
    retriever = Retriever(EmbeddedIndex(index), manifest)
    vector = hash_encoder.encode_questions(["图书馆"])[0]
    alone = retriever.candidates(Query(vector=vector, terms=["藏书"]))
    both = retriever.candidates(Query(vector=vector, terms=["藏书"], synonyms=["门诊"]))
    unknown = retriever.candidates(Query(vector=vector, terms=["藏书"], synonyms=["火箭"]))
    assert list(alone.rows) == list(both.rows) == list(unknown.rows) == [0, 1, 2]
    for leg in (PASSAGE_TERMS, SENTENCE_TERMS):
        # 藏书 stands in the second text, 门诊 in the third.
        assert alone.strengths[leg][2] == 0
        assert both.strengths[leg][2] > 0
        assert both.strengths[leg][1] == alone.strengths[leg][1]
        assert list(unknown.strengths[leg]) == list(alone.strengths[leg])


def test_places_are_sought_in_passages_only(
    opened: tuple[PublishedIndex, Manifest], hash_encoder: HashEncoder
):
    index, manifest = opened
    vector = hash_encoder.encode_questions(["图书馆"])[0]
    found = Retriever(EmbeddedIndex(index), manifest).candidates(
        Query(vector=vector, terms=["藏书"], places=["门诊"])
    )
    assert found.strengths[PASSAGE_TERMS][2] > 0
    assert found.strengths[SENTENCE_TERMS][2] == 0


def test_vector_strengths_count_deviations(
    opened: tuple[PublishedIndex, Manifest], hash_encoder: HashEncoder
):
    index, manifest = opened
    vector = hash_encoder.encode_questions(["图书馆"])[0]
    found = Retriever(EmbeddedIndex(index), manifest).candidates(Query(vector=vector, terms=[]))
    for leg in (PASSAGE_VECTORS, SENTENCE_VECTORS):
        expected = (
            found.similarities[leg] - manifest.similarity_mean
        ) / manifest.similarity_deviation
        assert found.strengths[leg] == pytest.approx(expected, rel=1e-4)


def test_unknown_terms_leave_the_vectors(
    opened: tuple[PublishedIndex, Manifest], hash_encoder: HashEncoder
):
    index, manifest = opened
    vector = hash_encoder.encode_questions(["图书馆"])[0]
    found = Retriever(EmbeddedIndex(index), manifest).candidates(
        Query(vector=vector, terms=["火箭"])
    )
    assert len(found.rows) == len(CONTEXTS)
    for leg in (PASSAGE_TERMS, SENTENCE_TERMS):
        assert not found.strengths[leg].any()
        assert not found.ranks[leg].any()


def test_sentences_of_each_candidate(
    opened: tuple[PublishedIndex, Manifest], hash_encoder: HashEncoder
):
    index, manifest = opened
    vector = hash_encoder.encode_questions(["周一闭馆。"])[0]
    found = Retriever(EmbeddedIndex(index), manifest).candidates(Query(vector=vector, terms=[]))
    assert list(np.diff(found.starts)) == [len(index.passages[r].sentences) for r in found.rows]
    best = found.of_sentences[SENTENCE_VECTORS]
    for i in range(len(found.rows)):
        span = best[found.starts[i] : found.starts[i + 1]]
        assert span.max() == found.strengths[SENTENCE_VECTORS][i]


def test_more_passages_than_a_leg_proposes(tmp_path: Path, hash_encoder: HashEncoder):
    build_from_contexts([f"第{i}号文件。" for i in range(250)], tmp_path, hash_encoder)
    generation, manifest = Store(tmp_path).current()
    retriever = Retriever(EmbeddedIndex(PublishedIndex.load(generation)), manifest)
    vector = hash_encoder.encode_questions(["第7号文件。"])[0]
    found = retriever.candidates(Query(vector=vector, terms=["文件"]))
    assert 100 <= len(found.rows) < 250
    assert len(set(found.rows.tolist())) == len(found.rows)
