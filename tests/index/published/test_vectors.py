"""index.published.vectors: nearest vectors by inner product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexDamagedError
from index.published.vectors import VectorIndex

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.encoder import Vectors

N, DIMENSION = 20, 8


def unit_vectors(n: int = N, seed: int = 0) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(n, DIMENSION)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def filled(vectors: Vectors) -> VectorIndex:
    return VectorIndex.build(vectors, lambda: vectors)


@given(st.integers(0, 1000), st.integers(0, N - 1))
def test_an_item_finds_itself(seed: int, row: int):
    vectors = unit_vectors(seed=seed)
    rows, similarities = filled(vectors).search(vectors[row], 1)
    assert rows.tolist() == [row]
    assert similarities[0] == pytest.approx(1, abs=1e-6)


@given(st.integers(0, 1000), st.floats(1e-3, 1e3))
def test_the_questions_scale_does_not_matter(seed: int, scale: float):
    index, question = filled(unit_vectors()), unit_vectors(1, seed)[0]
    rows, similarities = index.search(question, N)
    scaled_rows, scaled = index.search(question * np.float32(scale), N)
    assert scaled_rows.tolist() == rows.tolist()
    assert scaled == pytest.approx(similarities * scale, rel=1e-4, abs=1e-5 * scale)


def test_similarity_is_the_cosine_nearest_first():
    index = filled(np.array([[1, 0], [0, 1], [0.6, 0.8], [-1, 0]], np.float32))
    rows, similarities = index.search(np.array([1, 0], np.float32), 4)
    assert rows.tolist() == [0, 2, 1, 3]
    assert similarities.tolist() == pytest.approx([1, 0.6, 0, -1])


@pytest.mark.parametrize(
    ("k", "n_found"), [(0, 0), (-1, 0), (1, 1), (N, N), (N + 1, N), (10**6, N)]
)
def test_as_many_as_there_are_are_found(k: int, n_found: int):
    rows, similarities = filled(unit_vectors()).search(unit_vectors()[0], k)
    assert (len(rows), len(similarities)) == (n_found, n_found)
    assert len(set(rows.tolist())) == n_found
    assert (rows >= 0).all()


@given(st.sets(st.integers(0, N - 1)), st.integers(0, N + 2))
def test_only_rows_within_are_found(inside: set[int], k: int):
    index, question = filled(unit_vectors()), unit_vectors(1, 1)[0]
    every, similarities = index.search(question, N)
    expected = [(row, s) for row, s in zip(every, similarities, strict=True) if row in inside][:k]
    rows, found = index.search(question, k, np.array(sorted(inside), np.int64))
    assert rows.tolist() == [row for row, _ in expected]
    assert found.tolist() == pytest.approx([s for _, s in expected], abs=1e-6)


def test_an_empty_index_finds_nothing():
    index = filled(unit_vectors(0))
    assert (len(index), index.dimension) == (0, DIMENSION)
    rows, similarities = index.search(unit_vectors()[0], 3)
    assert (rows.shape, similarities.shape) == ((0,), (0,))
    assert (rows.dtype, similarities.dtype) == (np.int64, np.float32)
    assert index.similarities(unit_vectors()[0], rows).shape == (0,)


def test_vectors_of_another_kind_are_taken_as_float32():
    index = filled(np.asfortranarray(unit_vectors().astype(np.float64)))
    assert index.search(unit_vectors()[3], 1)[0].tolist() == [3]


def test_similarities_to_given_rows_are_those_of_the_search():
    index, question = filled(unit_vectors()), unit_vectors(1, 1)[0]
    rows, expected = index.search(question, N)
    assert index.similarities(question, rows) == pytest.approx(expected, abs=1e-6)
    assert index.similarities(question, rows[[5, 2, 5]]) == pytest.approx(
        expected[[5, 2, 5]], abs=1e-6
    )


def nearest(index: VectorIndex, question: Vectors, k: int) -> tuple[list[int], list[float]]:
    rows, similarities = index.search(question, k)
    return rows.tolist(), similarities.tolist()


@pytest.mark.parametrize("n", [0, 1, N])
def test_what_is_saved_is_loaded(tmp_path: Path, n: int):
    index, question = filled(unit_vectors(n)), unit_vectors(1, 1)[0]
    file = tmp_path / "问报 vectors.faiss"  # a path that FAISS itself cannot open on Windows
    index.save(file)
    loaded = VectorIndex.load(file)
    assert (len(loaded), loaded.dimension) == (n, DIMENSION)
    assert nearest(loaded, question, N) == nearest(index, question, N)


@pytest.mark.parametrize("keep", [0, 3, 40, -1], ids=lambda keep: f"first {keep} bytes")
def test_a_damaged_file_is_told_with_the_remedy(tmp_path: Path, keep: int):
    file = tmp_path / "vectors.faiss"
    filled(unit_vectors()).save(file)
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(
        IndexDamagedError, match=r"^vectors\.faiss of the index cannot be read; run `wenbao build`"
    ):
        VectorIndex.load(file)


N_MANY = 600


def never() -> Vectors:
    raise AssertionError("no question is needed where every vector is compared")


@pytest.fixture(scope="module")
def many() -> Vectors:
    return unit_vectors(N_MANY, 5)


@pytest.fixture(scope="module")
def lists(many: Vectors) -> VectorIndex:
    return VectorIndex.build(many, lambda: unit_vectors(200, 6), exact=N_MANY - 1)


class TestLists:
    """More vectors than are compared one by one."""

    def test_its_kind_is_told(self, many: Vectors, lists: VectorIndex):
        assert str(VectorIndex.build(many, never, exact=N_MANY)) == "exact"
        assert str(lists).startswith("nearest ")
        assert str(lists).endswith(" of 15 lists (FAISS, IVF, float16)")
        assert (len(lists), lists.dimension) == (N_MANY, DIMENSION)

    def test_nearly_all_of_the_nearest_are_found(self, many: Vectors, lists: VectorIndex):
        asked = many[:100] + many[100:200]
        exact = VectorIndex.build(many, never)
        n_found = sum(
            len(np.intersect1d(lists.search(each, 10)[0], exact.search(each, 10)[0]))
            for each in asked
        )
        assert n_found / (10 * len(asked)) >= 0.97

    def test_questions_tell_how_many_are_searched(self, many: Vectors):
        # What lies in the middle of a group has its nearest there, what lies between all groups
        # has them everywhere.
        spread = np.eye(DIMENSION, dtype=np.float32)
        vectors = np.repeat(spread, N_MANY // DIMENSION, axis=0) + many * np.float32(0.01)
        easy = VectorIndex.build(vectors, lambda: spread, exact=N_MANY - 1)
        hard = VectorIndex.build(
            vectors, lambda: np.ones((1, DIMENSION), np.float32), exact=N_MANY - 1
        )
        n_easy, n_hard = (int(str(index).split()[1]) for index in (easy, hard))
        assert n_easy < n_hard

    def test_an_item_finds_itself(self, many: Vectors, lists: VectorIndex):
        for row in (0, 17, N_MANY - 1):
            rows, similarities = lists.search(many[row], 1)
            assert rows.tolist() == [row]
            assert similarities[0] == pytest.approx(1, abs=1e-3)

    def test_similarities_are_those_of_the_search(self, many: Vectors, lists: VectorIndex):
        rows, similarities = lists.search(many[3], 20)
        assert lists.similarities(many[3], rows) == pytest.approx(similarities, abs=1e-4)

    @pytest.mark.parametrize("n_within", [1, 5, 300])
    def test_as_many_within_a_scope_as_are_asked_for(
        self, many: Vectors, lists: VectorIndex, n_within: int
    ):
        inside = np.arange(0, N_MANY, N_MANY // n_within)[:n_within]
        rows, _ = lists.search(many[1], 5, inside)
        assert len(rows) == min(5, n_within)
        assert set(rows.tolist()) <= set(inside.tolist())

    def test_more_than_the_lists_hold(self, many: Vectors, lists: VectorIndex):
        rows, similarities = lists.search(many[0], N_MANY + 5)
        assert len(rows) == len(similarities) == len(set(rows.tolist()))
        assert (rows >= 0).all()

    def test_what_is_saved_is_loaded(self, tmp_path: Path, many: Vectors, lists: VectorIndex):
        lists.save(tmp_path / "vectors.faiss")
        loaded = VectorIndex.load(tmp_path / "vectors.faiss")
        assert str(loaded) == str(lists)
        assert nearest(loaded, many[2], 30) == nearest(lists, many[2], 30)
        rows = np.array([4, 2, 599])
        assert (
            loaded.similarities(many[4], rows).tolist()
            == lists.similarities(many[4], rows).tolist()
        )

    @pytest.mark.parametrize("keep", [0, 40, 2000, -1])
    def test_a_damaged_file(self, tmp_path: Path, lists: VectorIndex, keep: int):
        file = tmp_path / "vectors.faiss"
        lists.save(file)
        file.write_bytes(file.read_bytes()[:keep])
        with pytest.raises(IndexDamagedError, match="cannot be read; run `wenbao build`"):
            VectorIndex.load(file)
