"""index.published.documents and index.published.passages: what stands in columns, and what is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.errors import IndexDamagedError
from index.origins import Origin
from index.published.documents import DocumentTable
from index.published.passages import PassageTable
from index.reading import report, splitting
from index.types import Period
from tests.support.texts.samples import WORK_REPORT, source

if TYPE_CHECKING:
    from pathlib import Path

    from index.types import Document, Passage

TEXTS = (WORK_REPORT, "茶树喜欢温暖。\n春茶\t早。", "— 1 —", "𠮷先生说:好。")


@pytest.fixture(scope="module")
def read() -> tuple[list[Document], list[Passage]]:
    documents: list[Document] = []
    passages: list[Passage] = []
    for number, text in enumerate(TEXTS):
        parsed = report.parse(source(text, f"{number}.txt", identity=f"{number:064}"))
        documents.append(parsed.document)
        passages += splitting.split(parsed)
    return documents, passages


@pytest.fixture(params=["made", "loaded"])
def tables(
    request: pytest.FixtureRequest, tmp_path: Path, read: tuple[list[Document], list[Passage]]
) -> tuple[DocumentTable, PassageTable]:
    documents = DocumentTable(read[0])
    found = PassageTable.of(documents, read[1])
    if request.param == "loaded":
        documents.save(tmp_path / "documents")
        found.save(tmp_path / "passages")
        documents = DocumentTable.load(tmp_path / "documents")
        found = PassageTable.load(tmp_path / "passages", documents)
    return documents, found


def test_all_comes_back(
    tables: tuple[DocumentTable, PassageTable], read: tuple[list[Document], list[Passage]]
):
    assert (list(tables[0]), list(tables[1])) == read


def test_origins(
    tables: tuple[DocumentTable, PassageTable], read: tuple[list[Document], list[Passage]]
):
    documents, found = tables
    assert [documents.origin(row) for row in range(len(documents))] == [
        Origin(id=each.id, place=each.place, year=each.year, review_year=each.review_year)
        for each in read[0]
    ]
    assert documents.ids == {each.id for each in read[0]}
    assert documents.years == {each.year for each in read[0] if each.year}
    assert documents.places == {each.place for each in read[0] if each.place}
    rows = np.arange(len(found))
    assert [documents.origin(row).id for row in found.documents_of(rows)] == [
        passage.document_id for passage in read[1]
    ]


def test_first_sentences(tables: tuple[DocumentTable, PassageTable]):
    _, found = tables
    assert np.diff(found.first_sentences).tolist() == [len(each.sentences) for each in found]


def test_where(tables: tuple[DocumentTable, PassageTable]):
    documents, found = tables
    everywhere = documents.where((), (), ())
    assert everywhere is None
    assert found.where(everywhere, (), ()).tolist() == list(range(len(found)))
    only = documents.where((f"{1:064}", "unknown"), (), ())
    assert only is not None
    assert only.tolist() == [1]
    assert {found[row].document_id for row in found.where(only, (), ())} == {f"{1:064}"}
    nowhere = documents.where((), ("没有这个地方",), ())
    assert nowhere is not None
    assert nowhere.tolist() == found.where(nowhere, (), ()).tolist() == []
    assert found.headings == {each.section[0] for each in found if each.section}
    plan = [row for row, each in enumerate(found) if each.period is Period.PLAN]
    assert found.where(everywhere, (Period.PLAN,), ()).tolist() == plan
    assert found.where(everywhere, (), ("没有这个标题",)).tolist() == []


def test_a_document_by_its_id_or_the_beginning_of_it(
    tables: tuple[DocumentTable, PassageTable],
):
    documents, _ = tables
    for row in range(4):
        assert documents.row_of(f"{row:064}") == row
        assert documents.row_of(f"{row:064}"[:64], n_chars=64) == row
    assert documents.row_of("0" * 10, n_chars=10) == 0  # the first of those that begin alike
    for absent in ("", "0", "1" * 64, f"{1:065}", "\ud800", "茶", "\0"):
        assert documents.row_of(absent) is None
        assert absent not in documents.ids
    for absent in ("", "1" * 10, "0" * 9, "0" * 11):
        assert documents.row_of(absent, n_chars=10) is None


def test_a_document_s_own_passages(
    tables: tuple[DocumentTable, PassageTable], read: tuple[list[Document], list[Passage]]
):
    documents, found = tables
    for row, document in enumerate(read[0]):
        passages_of_it = [each for each in read[1] if each.document_id == document.id]
        assert [found[i] for i in found.of_document(row)] == passages_of_it
        headings = dict.fromkeys(each.section[0] for each in passages_of_it if each.section)
        assert found.sections_of(row) == list(headings)
        about = documents.about(row)
        assert (about.id, about.title, about.year) == (document.id, document.title, document.year)
        assert about.delivered == document.delivered
    assert set(found.common_headings(99)) == found.headings
    assert list(found.of_document(99)) == []


def test_what_rows_are_found_by_is_saved_and_loaded(
    tmp_path: Path, read: tuple[list[Document], list[Passage]]
):
    documents = DocumentTable(read[0])
    found = PassageTable.of(documents, read[1])
    documents.save(tmp_path / "documents")
    found.save(tmp_path / "passages")
    loaded = DocumentTable.load(tmp_path / "documents")
    passages_of_it = PassageTable.load(tmp_path / "passages", loaded)
    assert (loaded.ids, loaded.places, loaded.years) == (
        documents.ids,
        documents.places,
        documents.years,
    )
    assert list(loaded.place_names.names) == list(documents.place_names.names)
    assert loaded.row_of(f"{1:064}") == 1
    assert passages_of_it.common_headings(9) == found.common_headings(9)
    for periods in ((), (Period.PLAN,), (Period.PLAN, Period.OTHER)):
        for headings in ((), tuple(found.headings)[:1], ("没有这个标题",)):
            rows = [
                row
                for row, each in enumerate(read[1])
                if (not periods or each.period in periods)
                and (not headings or each.section[:1] in {(title,) for title in headings})
            ]
            assert passages_of_it.where(None, periods, headings).tolist() == rows
            all_documents = np.arange(len(documents))
            assert found.where(all_documents, periods, headings).tolist() == rows


@pytest.mark.parametrize("name", ["by_heading.bin", "by_period.bin"])
def test_an_order_of_another_length_is_damage(
    tmp_path: Path, read: tuple[list[Document], list[Passage]], name: str
):
    documents = DocumentTable(read[0])
    PassageTable.of(documents, read[1]).save(tmp_path / "passages")
    (tmp_path / "passages" / name).write_bytes(b"1234")
    with pytest.raises(IndexDamagedError, match=name):
        PassageTable.load(tmp_path / "passages", documents)


@pytest.mark.parametrize("name", ["columns.bin", "sentences.bin", "first_sentences.bin"])
def test_a_damaged_table_of_passages(
    tmp_path: Path, read: tuple[list[Document], list[Passage]], name: str
):
    documents = DocumentTable(read[0])
    PassageTable.of(documents, read[1]).save(tmp_path / "passages")
    file = tmp_path / "passages" / name
    file.write_bytes(file.read_bytes()[:-8])
    with pytest.raises(IndexDamagedError, match="of the index cannot be read; run `wenbao build`"):
        PassageTable.load(tmp_path / "passages", documents)


def test_a_damaged_table_of_documents(tmp_path: Path, read: tuple[list[Document], list[Passage]]):
    DocumentTable(read[0]).save(tmp_path / "documents")
    (tmp_path / "documents" / "columns.bin").write_bytes(b"")
    with pytest.raises(IndexDamagedError, match=r"^columns\.bin of the index cannot be read"):
        DocumentTable.load(tmp_path / "documents")
