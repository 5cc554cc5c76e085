"""docs/index-format.md: every file of an index is named in it, and it names no other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from index.model import onnx_encoder
from index.model import tokenizer as vocabulary
from index.storage.manifest import FORMAT_VERSION
from tests.support import tiny_models
from tests.support.folders import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (ROOT / "docs" / "index-format.md").read_text(encoding="utf-8")
# The file's name, or `name.starts` for the one beside it; not a module, and not only a suffix.
NAMED = {
    name
    for name in re.findall(r"`([\w<>/]*[\w]+(?:\.\w+)?)`", TEXT)
    if re.search(r"\.(bin|txt|jsonl?|starts|faiss|head|onnx|safetensors)$|^piece_", name)
}


def files_below(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def written(
    small_index_dir: Path, carrying: Path, tmp_path_factory: pytest.TempPathFactory
) -> set[str]:
    """The files of an index of reports, of one with an encoder, and of a large vocabulary."""
    large = tmp_path_factory.mktemp("vocabulary")
    vocabulary.save(tiny_models.large_unigram(), large)
    return set().union(*map(files_below, (small_index_dir, carrying, large)))


def test_every_file_of_an_index_is_named(written: set[str]):
    assert written - {"CURRENT", "build.lock"} - NAMED == set()
    assert {"CURRENT", "build.lock"} <= set(re.findall(r"<index>/([\w.]+)\s", TEXT))


def test_no_other_file_is_named(written: set[str]):
    assert NAMED - written == set()


def test_every_folder_is_named(small_index_dir: Path):
    folders = {path.name for path in small_index_dir.glob("generations/*/*") if path.is_dir()}
    assert folders
    assert [name for name in folders if f"`{name}/`" not in TEXT] == []


def test_the_versions_are_those_of_the_code():
    assert f"`index/storage/manifest.py`, at present {FORMAT_VERSION}" in TEXT
    assert f"its own format ({onnx_encoder.FORMAT_VERSION})" in TEXT
