from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.performance.disturbed import Copies, Disturber
from benchmarks.performance.growing_corpus import shares_kept, write_corpus
from benchmarks.performance.growth import built, wanted
from benchmarks.quality.recall import recalls
from index.published.contents import PublishedIndex
from index.storage.store import Store
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.model.encoder import Progress, Vectors


TEXTS = [
    "\n".join(f"第{i}项工程进展顺利，完成投资{i}亿元，群众得到实惠。" for i in range(1, 6)),
    "\n".join(f"第{i}所学校建成开学，新增学位{i}00个，家长十分满意。" for i in range(1, 6)),
]


class DisturbedHashes(HashEncoder):
    def __init__(self, copies: Copies) -> None:
        self._copies = copies

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        del progress
        return self._copies.vectors(texts, super().encode_passages)


@pytest.mark.parametrize(("n", "reports", "copies"), [(3, 1, 0), (10, 2, 0), (23, 5, 3)])
def test_reports_are_written_until_they_have_enough_sentences(
    tmp_path: Path, n: int, reports: int, copies: int
):
    corpus = write_corpus(TEXTS, Disturber(TEXTS), n, tmp_path)
    written = [file.read_text(encoding="utf-8") for file in sorted(tmp_path.iterdir())]
    assert (corpus.n_reports, corpus.n_copies) == (reports, copies)
    assert sum(text.count("。") for text in written) == n
    assert written[0] == "\n".join(TEXTS[0].split("\n")[:n])


def test_salutations_are_not_kept():
    assert shares_kept(TEXTS) == [1.0, 1.0]
    greeted = f"某市政府工作报告\n各位代表：\n{TEXTS[0]}\n{TEXTS[1]}"
    assert 10 / 12 <= shares_kept([greeted])[0] < 1


def test_an_exact_index_misses_nothing(tmp_path: Path, hash_encoder: HashEncoder):
    reports, index = tmp_path / "reports", tmp_path / "index"
    reports.mkdir()
    disturber = Disturber(TEXTS)
    corpus = write_corpus(TEXTS, disturber, 40, reports)
    copies = Copies(originals=disturber.originals, moves=[0.1])
    encoder = DisturbedHashes(copies)
    row = built(corpus, index, encoder, copies)
    assert (row["n_sentences"], row["n_documents"], row["n_copies"]) == (40, 8, 6)
    questions = hash_encoder.encode_questions(["完成投资多少亿元?", "新增学位多少个?"])
    published = PublishedIndex.load(Store(index).current()[0])
    found = recalls(published, encoder, questions)
    assert found == {
        "recall_at_10": 1.0,
        "recall_at_100": 1.0,
        "passage_recall_at_10": 1.0,
        "passage_recall_at_100": 1.0,
    }


def test_goals_are_of_the_largest_size_and_the_lowest_recall():
    rows = [
        {"n_sentences": 100, "ask_ms": {"p95": 10.0}},
        {"n_sentences": 1000, "ask_ms": {"p95": 70.0}},
    ]
    rows[0] |= {"recall_at_10": 0.99, "passage_recall_at_10": 0.97}
    rows[1] |= {"recall_at_10": 1.0, "passage_recall_at_10": 0.98}
    slow, recalled = wanted(rows)
    assert (slow.found, slow.met) == (70.0, False)
    assert (recalled.found, recalled.met) == (0.97, False)
