from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from benchmarks.performance.disturbed import (
    Copies,
    Disturber,
    measured_moves,
    moved,
    read_texts,
    write_reports,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.hash_encoder import HashEncoder

TEXT = (
    "政府工作报告\n"
    "2024年，全市新建改造公园12个，完成投资345亿元，群众满意度明显提高。"
    "新增航运企业67家，税收贡献超过8000万元，比上年增长9.5%；城市面貌焕然一新。"
)


def _sentence_counts(text: str) -> list[int]:
    return [line.count("。") + line.count("；") for line in text.split("\n")]


class TestDisturber:
    def test_headings_and_ends_of_sentences_stay(self):
        copy = Disturber([TEXT]).copy(0, 1)
        assert copy.split("\n")[0] == "政府工作报告"
        assert _sentence_counts(copy) == _sentence_counts(TEXT)

    def test_figures_change_and_each_copy_is_of_another_year(self):
        copies = [Disturber([TEXT]).copy(0, number) for number in range(1, 9)]
        assert len(set(copies)) == 8
        assert [copy.count(f"{2024 - n}年") for n, copy in enumerate(copies, 1)] == [1] * 8
        assert not any("345亿元" in copy and "8000万元" in copy for copy in copies)

    def test_the_original_of_each_changed_sentence_is_known(self):
        disturber = Disturber([TEXT])
        sentences = disturber.copy(0, 3).split("\n")[1].split("。")[:-1]
        found = [disturber.originals[hash(f"{each}。")] for each in sentences[:1]]
        assert all(each in TEXT for each in found)

    def test_the_same_seed_gives_the_same_copy(self):
        assert Disturber([TEXT]).copy(0, 3) == Disturber([TEXT]).copy(0, 3)
        assert Disturber([TEXT], seed=1).copy(0, 3) != Disturber([TEXT]).copy(0, 3)


class TestCopies:
    def test_originals_have_their_own_vectors_and_are_encoded_once(self, hash_encoder: HashEncoder):
        copies = Copies(originals={}, moves=[0.5])
        texts = ["新建公园12个。", "标题\n新建公园12个。", "新建公园12个。"]
        for _ in range(2):
            found = copies.vectors(texts, hash_encoder.encode_passages)
            assert np.array_equal(found, hash_encoder.encode_passages(texts))
        assert copies.n_encoded == 2

    def test_a_copy_is_where_its_original_is_but_for_the_move(self, hash_encoder: HashEncoder):
        copy, original = "新建公园99个。", "新建公园12个。"
        copies = Copies(originals={hash(copy): original}, moves=[0.0])
        found = copies.vectors([copy, f"标题\n{copy}"], hash_encoder.encode_passages)
        wanted = hash_encoder.encode_passages([original, f"标题\n{original}"])
        assert np.allclose(found, wanted, atol=1e-6)


def test_a_moved_vector_keeps_its_length_and_its_place():
    vector = np.eye(1, 384, dtype=np.float32)[0]
    found = moved(vector, "a text", [1.0])
    assert np.linalg.norm(found) == pytest.approx(1, abs=1e-5)
    assert float(found @ vector) == pytest.approx(1 / np.sqrt(1 + 1), abs=0.1)  # 45 degrees
    assert np.array_equal(found, moved(vector, "a text", [1.0]))
    assert not np.array_equal(found, moved(vector, "another", [1.0]))


def test_moves_are_measured_as_tangents(hash_encoder: HashEncoder):
    same, apart = measured_moves(hash_encoder, [("甲乙丙", "甲乙丙"), ("甲乙丙", "甲乙丁")])
    assert same == pytest.approx(0, abs=1e-3)
    cosine = float(np.prod(hash_encoder.encode_passages(["甲乙丙", "甲乙丁"]), axis=0).sum())
    assert apart == pytest.approx(np.sqrt(1 / cosine**2 - 1))


def test_reports_come_first_and_then_copies(tmp_path: Path):
    source, out = tmp_path / "source", tmp_path / "out"
    source.mkdir()
    out.mkdir()
    (source / "a.txt").write_text(TEXT, encoding="utf-8")
    write_reports([source], out, n_reports=3)
    first, second, third = read_texts([out])
    assert first == TEXT
    assert len({first, second, third}) == 3
