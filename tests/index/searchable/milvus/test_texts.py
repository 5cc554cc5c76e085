"""index.searchable.milvus.texts: what was written in pieces is read back exactly, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import build
from index.errors import IndexDamagedError
from index.published.contents import PublishedIndex
from index.searchable.milvus import texts
from index.searchable.milvus.layout import MOST_CHARS
from index.storage.store import Store
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.samples import WORK_REPORT

if TYPE_CHECKING:
    from pathlib import Path

LONG = "甲" * (2 * MOST_CHARS + 1)


def rows(text: str) -> list[dict[str, Any]]:
    return list(texts.pieces(7, text, 100))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_text_is_read_back_in_any_order_of_its_pieces(text: str):
    assert texts.joined(reversed(rows(text * 3))) == {7: text * 3}


def test_a_long_text_is_in_pieces_that_fit_a_field():
    pieces = rows(LONG)
    assert [each["id"] for each in pieces] == [100, 101, 102]
    assert all(len(each["body"].encode()) <= 65_535 for each in pieces)
    assert texts.joined(pieces) == {7: LONG}


def test_a_missing_or_changed_piece_is_damage():
    pieces = rows(LONG)
    with pytest.raises(IndexDamagedError, match="not what was published; run `wenbao build`"):
        texts.joined(pieces[:2])
    pieces[1]["body"] = "乙" + pieces[1]["body"][1:]
    with pytest.raises(IndexDamagedError, match="not what was published"):
        texts.joined(pieces)


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 100_000, '{"document": 1}'])
def test_what_is_no_passage_or_report_is_damage(text: str):
    for read in (texts.passage_of, texts.document_of, texts.origin_of):
        with pytest.raises(IndexDamagedError):
            read(text)


def test_passages_facts_and_reports_are_read_back(tmp_path: Path):
    (tmp_path / "报告.txt").write_text(WORK_REPORT, encoding="utf-8")
    build([tmp_path / "报告.txt"], tmp_path / "index", HashEncoder)
    index = PublishedIndex.load(Store(tmp_path / "index").current()[0])
    facts = [index.facts.of_passage(row) for row in range(len(index.passages))]
    assert any(facts)
    for passage, own in zip(index.passages, facts, strict=True):
        assert texts.passage_of(texts.of_passage(passage, own)) == (passage, own)
    (document,) = index.documents
    assert texts.document_of(texts.of_document(document)) == document
    origin = index.documents.origin(0)
    assert texts.origin_of(texts.of_origin(origin)) == origin


def test_a_card_is_read_back_or_damage(tmp_path: Path):
    (tmp_path / "报告.txt").write_text(WORK_REPORT, encoding="utf-8")
    build([tmp_path / "报告.txt"], tmp_path / "index", HashEncoder)
    index = PublishedIndex.load(Store(tmp_path / "index").current()[0])
    card = texts.Card(
        about=index.documents.about(0), passages=range(3, 9), versions=((0, 1), (0, 2))
    )
    assert texts.card_of(texts.of_card(card)) == card
    for text in ("", "[]", "{}", "[{}, 0, 1, []]"):
        with pytest.raises(IndexDamagedError):
            texts.card_of(text)
