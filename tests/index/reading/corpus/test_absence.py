"""index.reading.corpus.absence: which reports are gone, and which are just out of reach."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

import pytest

from index.build import build
from index.reading.corpus.absence import gone, out_of_reach
from index.reading.corpus.look import Look, look
from index.reading.corpus.notes import FileNotes
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("甲.txt", "乙.txt", "省/丙.txt")


def text_of(name: str) -> bytes:
    return f"{name}说:全县种茶{len(name)}千亩。".encode()


def reports(*names: str) -> list[tuple[str, str]]:
    return [(name, hashlib.sha256(text_of(name)).hexdigest()) for name in names]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus that was read into an index."""
    for name in NAMES:
        file = tmp_path / "报告" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text_of(name))
    build([tmp_path / "报告"], tmp_path / "index", HashEncoder, cache_dir=tmp_path / "cache")
    return tmp_path / "报告"


def gone_of(corpus: Path, *names: str) -> frozenset[str]:
    return gone([corpus], reports(*(names or NAMES)), corpus.parent / "cache")


def test_none_at_first(corpus: Path):
    assert gone_of(corpus) == frozenset()


@pytest.mark.parametrize("name", NAMES)
def test_a_deleted_one_is(corpus: Path, name: str):
    (corpus / name).unlink()
    assert gone_of(corpus) == {name}
    (corpus / name).write_bytes(text_of(name))
    assert gone_of(corpus) == frozenset()


def test_a_deleted_folder_of_reports_is(corpus: Path):
    (corpus / "省" / "丙.txt").unlink()
    (corpus / "省").rmdir()
    assert gone_of(corpus) == {"省/丙.txt"}


def test_the_last_ones_are(corpus: Path):
    for name in NAMES:
        (corpus / name).unlink()
    assert gone_of(corpus) == set(NAMES)


def test_a_renamed_or_a_copied_one_is_not(corpus: Path):
    (corpus / "甲.txt").rename(corpus / "省" / "丁.txt")
    (corpus / "戊.txt").write_bytes(text_of("乙.txt"))
    (corpus / "乙.txt").unlink()
    assert gone_of(corpus) == frozenset()
    (corpus / "戊.txt").write_bytes(text_of("乙.txt").replace("千".encode(), "百".encode()))
    assert gone_of(corpus) == {"乙.txt"}


def test_a_changed_one_is_not(corpus: Path):
    (corpus / "甲.txt").write_bytes(b"")
    assert gone_of(corpus) == frozenset()


def test_a_name_that_is_shown_composed_is_that_of_its_file(tmp_path: Path):
    name = unicodedata.normalize("NFD", "é.txt")
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / name).write_bytes(text_of("é.txt"))
    build([tmp_path / "报告"], tmp_path / "index", HashEncoder, cache_dir=tmp_path / "cache")
    assert gone_of(tmp_path / "报告", "é.txt") == frozenset()


class TestOutOfReach:
    def test_a_corpus_that_is_not_there(self, corpus: Path):
        corpus.rename(corpus.parent / "elsewhere")
        assert gone_of(corpus) == frozenset()
        notes = FileNotes([corpus], corpus.parent / "cache")
        assert out_of_reach(look([corpus]), notes) == (str(corpus),)

    def test_an_empty_folder_of_another_device(self, corpus: Path):
        notes = FileNotes([corpus], corpus.parent / "cache")
        device = notes.folders[str(corpus)]
        away = Look(folders={str(corpus): device + 1})
        assert out_of_reach(away, notes) == (str(corpus),)
        assert out_of_reach(Look(folders={str(corpus): device}), notes) == ()

    def test_a_folder_below_that_cannot_be_listed(self, corpus: Path):
        notes = FileNotes([corpus], corpus.parent / "cache")
        below = str(corpus / "省")
        seen = Look(folders={str(corpus): 1}, unlisted={below: "Input/output error"})
        assert below in out_of_reach(seen, notes)

    def test_what_was_never_read_here_has_lost_nothing(self, corpus: Path, tmp_path: Path):
        (corpus / "甲.txt").unlink()
        assert gone([corpus], reports(*NAMES), tmp_path / "another cache") == frozenset()
