"""index.published.reuse: a rebuild encodes only what it has not encoded before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.build import build
from index.published.contents import PublishedIndex
from index.published.reuse import ReusableVectors
from index.reading.splitting import in_context
from index.storage.store import Store
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.model.encoder import Progress, Vectors


class Recording(HashEncoder):
    """Keeps the texts that it was asked to encode with progress: those of reports."""

    def __init__(self, fingerprint: str = HashEncoder.fingerprint) -> None:
        self.fingerprint = fingerprint
        self.encoded: list[str] = []

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        if progress:
            self.encoded.extend(texts)
        return super().encode_passages(texts, progress)


def write(folder: Path, **reports: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in reports.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def encoded(corpus: Path, index: Path, encoder: Recording | None = None) -> list[str]:
    """What a build had to encode, sorted."""
    encoder = encoder or Recording()
    build([corpus], index, lambda: encoder)
    return sorted(encoder.encoded)


def load(folder: Path) -> PublishedIndex:
    return PublishedIndex.load(Store(folder).current()[0])


def check_vectors(folder: Path) -> None:
    """Each vector is what the encoder makes of the text it stands for."""
    index, encoder = load(folder), HashEncoder()
    wholes = [in_context(passage) for passage in index.passages]
    sentences = [each.text for passage in index.passages for each in passage.sentences]
    for texts, vectors in ((wholes, index.passage_vectors), (sentences, index.sentence_vectors)):
        expected = encoder.encode_questions(texts)
        assert vectors.vectors(np.arange(len(texts))) == pytest.approx(expected, abs=1e-6)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write(tmp_path / "报告", 甲="全县种茶三千亩。今年再种百亩。", 乙="全县养鱼九百吨。")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


ALL = sorted(
    [
        "全县种茶三千亩。今年再种百亩。",
        "全县种茶三千亩。",
        "今年再种百亩。",
        "全县养鱼九百吨。",  # as a passage and as its one sentence: once
    ]
)


class TestARebuild:
    def test_the_first_build_encodes_everything_equal_texts_once(self, corpus: Path, folder: Path):
        assert encoded(corpus, folder) == ALL
        check_vectors(folder)

    def test_of_the_same_reports_encodes_nothing(self, corpus: Path, folder: Path):
        encoded(corpus, folder)
        assert encoded(corpus, folder) == []
        check_vectors(folder)

    def test_of_a_changed_report_encodes_what_changed(self, corpus: Path, folder: Path):
        encoded(corpus, folder)
        write(corpus, 甲="全县种茶三千亩。今年再种二百亩。")
        assert encoded(corpus, folder) == sorted(
            ["全县种茶三千亩。今年再种二百亩。", "今年再种二百亩。"]
        )
        check_vectors(folder)

    def test_of_one_report_more_encodes_that_one(self, corpus: Path, folder: Path):
        encoded(corpus, folder)
        write(corpus, 丙="全县修路五公里。")
        assert encoded(corpus, folder) == ["全县修路五公里。"]
        check_vectors(folder)

    def test_of_a_renamed_or_removed_report_encodes_nothing(self, corpus: Path, folder: Path):
        encoded(corpus, folder)
        (corpus / "甲.txt").rename(corpus / "丁.txt")
        (corpus / "乙.txt").unlink()
        assert encoded(corpus, folder) == []
        check_vectors(folder)

    def test_what_was_gone_for_one_build_is_encoded_again(self, corpus: Path, folder: Path):
        encoded(corpus, folder)
        (corpus / "乙.txt").unlink()
        encoded(corpus, folder)
        write(corpus, 乙="全县养鱼九百吨。")
        assert encoded(corpus, folder) == ["全县养鱼九百吨。"]

    def test_by_another_encoder_encodes_everything(self, corpus: Path, folder: Path):
        encoded(corpus, folder)
        assert encoded(corpus, folder, Recording("another")) == ALL

    def test_over_a_damaged_index_encodes_everything(self, corpus: Path, folder: Path):
        encoded(corpus, folder)
        generation, _ = Store(folder).current()
        (generation / "sentence_vectors.faiss").write_bytes(b"?")
        assert encoded(corpus, folder) == ALL
        check_vectors(folder)

    def test_progress_still_adds_up_to_all_texts(self, corpus: Path, folder: Path):
        encoded(corpus, folder)
        write(corpus, 丙="全县修路五公里。")
        told: list[tuple[int, int]] = []
        build([corpus], folder, HashEncoder, progress=lambda *done: told.append(done))
        assert told[-1] == (7, 7)  # three passages, four sentences


class TestCarried:
    def test_none_has_nothing_to_lend(self):
        encoder = Recording()
        texts = ["甲", "乙", "甲"]
        vectors = ReusableVectors().encode(encoder, texts, lambda _n: None)
        assert sorted(encoder.encoded) == ["乙", "甲"]
        assert vectors == pytest.approx(encoder.encode_questions(texts))

    def test_of_a_folder_that_holds_no_index_it_has_nothing(self, tmp_path: Path):
        encoder = Recording()
        ReusableVectors.of(tmp_path).encode(encoder, ["甲"], lambda _n: None)
        assert encoder.encoded == ["甲"]

    def test_no_texts(self):
        assert ReusableVectors().encode(HashEncoder(), []).shape == (0, HashEncoder.dimension)

    def test_taken_over_and_new_ones_keep_their_order(self, corpus: Path, folder: Path):
        build([corpus], folder, HashEncoder)
        texts = ["新的。", "今年再种百亩。", "又一句。", "全县种茶三千亩。今年再种百亩。", "新的。"]
        encoder = Recording()
        vectors = ReusableVectors.of(Store(folder).current()[0]).encode(
            encoder, texts, lambda _n: None
        )
        assert sorted(encoder.encoded) == ["又一句。", "新的。"]
        assert vectors == pytest.approx(HashEncoder().encode_questions(texts), abs=1e-6)
