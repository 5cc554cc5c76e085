"""index.merge: indexes of parts become the index that one build of all would be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from index.build import build
from index.errors import IndexMismatchError, IndexMissingError
from index.merge import merge
from index.published.contents import PublishedIndex
from index.storage.store import Store
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.samples import WORK_REPORT

if TYPE_CHECKING:
    from pathlib import Path

    from index.merge import MergeResult
    from index.types import Manifest

TEA = "2023年茶山县政府工作报告\n各位代表：\n一、2023年工作\n全年产茶三百吨。\n"


@pytest.fixture
def parts(tmp_path: Path) -> list[Path]:
    """Two indexes; both hold the report of 云溪市."""
    for name, texts in {
        "北": {"云溪.txt": WORK_REPORT},
        "南": {"茶山.txt": TEA, "云溪.txt": WORK_REPORT},
    }.items():
        for file, text in texts.items():
            (tmp_path / name).mkdir(exist_ok=True)
            (tmp_path / name / file).write_text(text, encoding="utf-8")
        build([tmp_path / name], tmp_path / f"{name}.index", HashEncoder)
    return [tmp_path / "北.index", tmp_path / "南.index"]


def merged(parts: list[Path], folder: Path) -> MergeResult:
    return merge(parts, folder, lambda _model: HashEncoder())


def current(folder: Path) -> tuple[Path, Manifest]:
    return Store(folder).current()


def files(folder: Path) -> dict[str, str]:
    """The files of an index by name, with their sha256."""
    return {each.name: each.sha256 for each in current(folder)[1].files}


def test_it_holds_byte_by_byte_what_one_build_of_all_would(parts: list[Path], tmp_path: Path):
    merged(parts, tmp_path / "merged")
    build([tmp_path / "南"], tmp_path / "whole", HashEncoder)
    assert files(tmp_path / "merged") == files(tmp_path / "whole")


def test_a_report_in_two_parts_is_kept_once_and_told_of(parts: list[Path], tmp_path: Path):
    result = merged(parts, tmp_path / "merged")
    assert result.manifest.n_documents == 2
    assert result.duplicates == (f"云溪.txt is in two parts, also in {parts[1]}: kept once",)


def test_no_text_is_encoded_again(
    parts: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    encoded: list[str] = []
    encode = HashEncoder.encode_passages

    def counted(encoder: HashEncoder, texts: list[str], progress: Any = None) -> Any:
        encoded.extend(texts)
        return encode(encoder, texts, progress)

    monkeypatch.setattr(HashEncoder, "encode_passages", counted)
    merged(parts, tmp_path / "merged")
    assert encoded == []


def test_it_may_take_the_place_of_one_of_its_parts(parts: list[Path]):
    merged(parts, parts[0])
    index = PublishedIndex.load(current(parts[0])[0])
    assert sorted(each.path for each in index.documents) == ["云溪.txt", "茶山.txt"]


def test_another_index_is_not_replaced(parts: list[Path], tmp_path: Path):
    other = tmp_path / "other"
    build([tmp_path / "北"], other, HashEncoder)
    before = files(other)
    with pytest.raises(IndexMismatchError, match="holds an index already: name it among the parts"):
        merged(parts, other)
    assert files(other) == before


def test_parts_of_different_encoders_are_refused(parts: list[Path], tmp_path: Path):
    class Other(HashEncoder):
        fingerprint = "another"

    build([tmp_path / "北"], tmp_path / "other", Other)
    with pytest.raises(
        IndexMismatchError, match=r"the parts are of different encoders: .*hash-256"
    ):
        merged([*parts, tmp_path / "other"], tmp_path / "merged")
    with pytest.raises(IndexMissingError):
        current(tmp_path / "merged")


def test_what_is_no_index_is_named(parts: list[Path], tmp_path: Path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(IndexMissingError, match=r"the part .*empty cannot be merged"):
        merged([*parts, tmp_path / "empty"], tmp_path / "merged")


def test_vectors_are_those_of_the_parts(parts: list[Path], tmp_path: Path):
    merged(parts, tmp_path / "merged")
    whole = PublishedIndex.load(current(tmp_path / "merged")[0])
    part = PublishedIndex.load(current(parts[0])[0])
    document = whole.documents.row_of(part.documents[0].id)
    assert document is not None
    rows = np.array(whole.passages.of_document(document))
    expected = part.passage_vectors.vectors(np.arange(len(part.passages)))
    assert np.array_equal(whole.passage_vectors.vectors(rows), expected)
