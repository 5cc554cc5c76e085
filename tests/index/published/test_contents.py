"""index.published.contents: what a generation holds comes back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.language import tokens
from index.published.contents import PublishedIndex
from index.published.terms import TermIndex
from index.published.vectors import VectorIndex
from index.reading import report, splitting
from index.reading.splitting import in_context
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.samples import WORK_REPORT, source

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.encoder import Vectors
    from index.types import Document, Passage


def _no_questions() -> Vectors:
    raise AssertionError("an exact index asks for none")


def index_of(*texts: str) -> PublishedIndex:
    """An index of these texts, made by hand."""
    encoder = HashEncoder()
    documents: list[Document] = []
    passages: list[Passage] = []
    for number, text in enumerate(texts):
        parsed = report.parse(source(text, f"{number}.txt", identity=f"{number:064}"))
        documents.append(parsed.document)
        passages += splitting.split(parsed)
    wholes = [in_context(passage) for passage in passages]
    sentences = [sentence.text for passage in passages for sentence in passage.sentences]
    return PublishedIndex.of(
        documents,
        passages,
        passage_vectors=VectorIndex.build(encoder.encode_passages(wholes), _no_questions),
        sentence_vectors=VectorIndex.build(encoder.encode_passages(sentences), _no_questions),
        passage_terms=TermIndex([tokens.terms(text) for text in wholes]),
        sentence_terms=TermIndex([tokens.terms(text) for text in sentences]),
    )


@pytest.mark.parametrize(
    "texts",
    [
        (),
        ("— 1 —",),
        ("茶树喜欢温暖。",),
        (WORK_REPORT, "茶树喜欢温暖。\n春茶\t早。"),
        ('不换行的空格\xa0,引号"和反斜杠\\,以及𠮷。',),
        (
            "行中的\u2028分行符,原样保留。\r还有\x85。",
        ),  # as contexts of question sets can hold them
    ],
    ids=["nothing", "no passage", "one passage", "two documents", "signs", "line ends"],
)
def test_what_is_saved_is_loaded(tmp_path: Path, texts: tuple[str, ...]):
    index = index_of(*texts)
    index.save(tmp_path)
    loaded = PublishedIndex.load(tmp_path)
    assert tuple(loaded.documents) == tuple(index.documents)
    assert tuple(loaded.passages) == tuple(index.passages)
    assert len(loaded.passage_vectors) == loaded.passage_terms.n_texts == len(index.passages)
    question = HashEncoder().encode_questions(["绿道建成多少公里?"])[0]
    terms = tokens.terms("绿道建成多少公里?")
    for legs in (("passage_vectors", question), ("sentence_vectors", question)):
        name, asked = legs
        for found, expected in zip(
            getattr(loaded, name).search(asked, 99),
            getattr(index, name).search(asked, 99),
            strict=True,
        ):
            assert found.tolist() == expected.tolist()
    for name in ("passage_terms", "sentence_terms"):
        assert (
            getattr(loaded, name).matches(terms).similarities.tolist()
            == getattr(index, name).matches(terms).similarities.tolist()
        )


def test_rows_are_passages_and_their_sentences_in_order():
    index = index_of(WORK_REPORT, "茶树喜欢温暖。春茶在清明前后采摘。")
    encoder = HashEncoder()
    sentences = [sentence for passage in index.passages for sentence in passage.sentences]
    owners = index.passages_of(np.arange(len(sentences)))
    assert owners.dtype == np.int64
    assert (
        len(owners) == len(sentences) == len(index.sentence_vectors) == index.sentence_terms.n_texts
    )
    for row, sentence in enumerate(sentences):
        assert sentence in index.passages[owners[row]].sentences
        vector = encoder.encode_questions([sentence.text])[0]
        found = index.sentence_vectors.similarities(vector, np.array([row]))
        assert found[0] == pytest.approx(1, abs=1e-5)
    for row, passage in enumerate(index.passages):
        vector = encoder.encode_questions([in_context(passage)])[0]
        assert index.passage_vectors.search(vector, 1)[0].tolist() == [row]


def test_an_empty_index_has_no_owners():
    assert index_of().passages_of(np.empty(0, np.int64)).tolist() == []


def test_passages_are_stored_without_their_text(tmp_path: Path):
    index_of("茶树喜欢温暖。").save(tmp_path)
    holding = [
        file.name
        for file in tmp_path.rglob("*")
        if file.is_file() and "茶树".encode() in file.read_bytes()
    ]
    assert sorted(holding) == ["terms.txt", "terms.txt", "texts.txt"]
