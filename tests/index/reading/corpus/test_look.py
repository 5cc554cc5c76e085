"""index.reading.corpus.look: what a look sees, without a byte being read."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING

import pytest

from index.reading import corpus_files
from index.reading.corpus.look import look

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "报告" / "省" / "市").mkdir(parents=True)
    (tmp_path / "报告" / "甲.txt").write_bytes(b"1")
    (tmp_path / "报告" / "省" / "市" / "乙.txt").write_bytes(b"22")
    (tmp_path / "报告" / ".隐.txt").write_bytes(b"3")
    (tmp_path / "报告" / "链.txt").symlink_to("没有")
    (tmp_path / "别处.txt").write_bytes(b"4444")
    (tmp_path / "报告" / "远.txt").symlink_to(tmp_path / "别处.txt")
    (tmp_path / "报告" / "圈").symlink_to(".")
    return tmp_path / "报告"


def test_it_sees_the_files_that_a_build_finds(corpus: Path):
    seen = look([corpus, corpus / "甲.txt"])
    assert set(seen.files) == {str(file) for file, _ in corpus_files.find([corpus])}
    assert set(seen.folders) == {str(corpus / name) for name in ("省", "省/市")} | {str(corpus)}
    assert seen.has_files == set(seen.folders)
    assert seen.files[str(corpus / "省" / "市" / "乙.txt")].n_bytes == 2
    assert look([corpus]) == seen


def test_every_touch_makes_another_look(corpus: Path):
    looks = [look([corpus])]
    for change in (
        lambda: os.utime(corpus / "甲.txt", (1, 1)),
        lambda: (corpus / "甲.txt").chmod(0o600),
        lambda: (corpus / "甲.txt").rename(corpus / "丙.txt"),
        lambda: (corpus / "丁.txt").write_bytes(b""),
        (corpus / "丁.txt").unlink,
        lambda: (corpus.parent / "别处.txt").write_bytes(b"55555"),
        (corpus / "空").mkdir,
    ):
        change()
        looks.append(look([corpus]))
    assert all(before != after for before, after in itertools.pairwise(looks))


def test_what_is_not_there_is_told(tmp_path: Path):
    seen = look([tmp_path / "没有"])
    assert seen.unlisted == {str(tmp_path / "没有"): os.strerror(2)}
    assert not seen.files


def test_folders_without_files_hold_none(tmp_path: Path):
    (tmp_path / "空" / "空").mkdir(parents=True)
    assert look([tmp_path]).has_files == frozenset()
