"""index.document_table and index.passage_table: what stands in columns, and what is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from samples import WORK_REPORT, source

from index import passages, report
from index.document_table import DocumentTable, Origin
from index.errors import IndexDamagedError
from index.passage_table import PassageTable
from index.types import Period

if TYPE_CHECKING:
    from pathlib import Path

    from index.types import Document, Passage

TEXTS = (WORK_REPORT, "茶树喜欢温暖。\n春茶\t早。", "— 1 —", "𠮷先生说:好。")


@pytest.fixture(scope="module")
def read() -> tuple[list[Document], list[Passage]]:
    documents, found = [], []
    for number, text in enumerate(TEXTS):
        parsed = report.parse(source(text, f"{number}.txt", identity=f"{number:064}"))
        documents.append(parsed.document)
        found += passages.split(parsed)
    return documents, found


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
        Origin(id=each.id, place=each.place, year=each.year) for each in read[0]
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
    assert everywhere.tolist() == [True] * 4
    assert found.where(everywhere, (), ()).tolist() == list(range(len(found)))
    only = documents.where((f"{1:064}", "unknown"), (), ())
    assert only.tolist() == [False, True, False, False]
    assert {found[row].document_id for row in found.where(only, (), ())} == {f"{1:064}"}
    assert not documents.where((), ("没有这个地方",), ()).any()
    assert found.headings == {each.section[0] for each in found if each.section}
    plan = [row for row, each in enumerate(found) if each.period is Period.PLAN]
    assert found.where(everywhere, (Period.PLAN,), ()).tolist() == plan
    assert found.where(everywhere, (), ("没有这个标题",)).tolist() == []


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
