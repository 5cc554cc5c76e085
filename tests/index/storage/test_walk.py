"""index.storage.walk: what is a part of a corpus, told alike to who reads it and who looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.build import build
from index.reading import corpus_files
from index.reading.corpus.look import look
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.samples import WORK_REPORT, write_report

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("place", ["index", "deep/er/index", "."])
def test_an_index_in_the_corpus_is_no_report(tmp_path: Path, place: str):
    corpus = tmp_path / "报告"
    write_report(corpus / "云溪.txt", WORK_REPORT)
    (corpus / "deep").mkdir()
    for _ in range(2):  # before the first is published, and after
        result = build([corpus], corpus / place, HashEncoder, cache_dir=tmp_path / "cache")
        assert (result.failures, result.manifest.n_documents) == ((), 1)
    assert [each.name for each in corpus_files.listing([corpus])] == ["云溪.txt"]
    assert [*look([corpus]).files] == [str(corpus / "云溪.txt")]


def test_folders_that_are_called_as_those_of_an_index_are_read(tmp_path: Path):
    for name in ("generations", "encoders", "CURRENT"):
        write_report(tmp_path / name / "云溪.txt", f"{WORK_REPORT}{name}\n")
    (tmp_path / "CURRENT" / "reports.txt").touch()
    assert len(corpus_files.listing([tmp_path / "generations"])) == 1
    assert len(corpus_files.listing([tmp_path / "encoders"])) == 1


def test_hidden_ones_are_passed_over(tmp_path: Path):
    write_report(tmp_path / ".git" / "云溪.txt", WORK_REPORT)
    write_report(tmp_path / ".云溪.txt", WORK_REPORT)
    write_report(tmp_path / "茶.txt", WORK_REPORT)
    assert [each.name for each in corpus_files.listing([tmp_path])] == ["茶.txt"]
    assert [*look([tmp_path]).files] == [str(tmp_path / "茶.txt")]
