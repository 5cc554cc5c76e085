"""index.model.int8_weights: matrices of eight bits, and what makes their inputs alike in size."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model.int8_weights import Ranges, factors, quantise

ORDER = np.random.default_rng(5)


class TestQuantising:
    def test_a_weight_moves_by_half_a_level_of_its_column_at_most(self):
        matrix = (ORDER.normal(size=(40, 7)) * np.arange(1, 8)).astype(np.float32)
        found = quantise(matrix)
        assert (found.values.dtype, found.scales.dtype) == (np.int8, np.float32)
        level = np.abs(matrix).max(0) / 127
        assert found.scales == pytest.approx(level)
        assert (np.abs(found.values * found.scales - matrix) <= 0.5001 * level).all()
        assert np.abs(found.values).max(0).tolist() == [127] * 7

    def test_a_column_of_zeros_stays_zeros(self):
        found = quantise(np.array([[0, 1], [0, -2]], np.float32))
        assert found.values.tolist() == [[0, 64], [0, -127]]
        assert np.isfinite(found.scales).all()


class TestFactors:
    def test_half_of_the_difference_goes_into_the_rows(self):
        inputs = np.array([1, 16, 1, 1], np.float64)
        rows = np.ones((4, 3), np.float32)
        assert factors(inputs, [rows]).tolist() == [1, 4, 1, 1]

    def test_large_rows_give_some_of_their_size_to_the_inputs(self):
        rows = np.ones((4, 3), np.float32)
        rows[2, 1] = -16
        assert factors(np.ones(4), [rows]).tolist() == [1, 1, 0.25, 1]

    def test_the_largest_of_all_matrices_counts(self):
        small, large = np.ones((3, 2), np.float32), np.ones((3, 5), np.float32)
        large[0] = 4
        assert factors(np.ones(3), [small, large]).tolist() == [0.5, 1, 1]

    def test_a_last_digit_changes_nothing(self):
        inputs = np.abs(ORDER.normal(size=200)) * 10 ** ORDER.uniform(-3, 3, 200)
        rows = ORDER.normal(size=(200, 30)).astype(np.float32)
        changed = inputs * (1 + 1e-12 * ORDER.normal(size=200))
        assert factors(inputs, [rows]).tolist() == factors(changed, [rows]).tolist()

    @pytest.mark.parametrize("inputs", [np.zeros(3), np.array([0.0, 0.0, 5.0])])
    @pytest.mark.parametrize("rows", [np.zeros((3, 2)), np.array([[0.0, 0], [1, 1], [0, 0]])])
    def test_what_meets_nothing_is_no_trouble(
        self,
        inputs: np.ndarray[tuple[int], np.dtype[np.float64]],
        rows: np.ndarray[tuple[int, int]],
    ):
        found = factors(inputs, [rows.astype(np.float32)])
        assert np.isfinite(found).all()
        assert (found > 0).all()

    @given(st.lists(st.floats(1e-6, 1e6), min_size=8, max_size=8))
    def test_the_product_stays_the_same(self, sizes: list[float]):
        inputs = np.array(sizes)
        matrix = np.arange(1, 25, dtype=np.float32).reshape(8, 3)
        by = factors(inputs, [matrix])
        evened = (inputs / by) @ (matrix * by[:, None])
        assert evened == pytest.approx(inputs @ matrix, rel=1e-5)

    def test_outliers_no_longer_take_the_levels_for_themselves(self):
        inputs = ORDER.normal(size=(50, 64))
        inputs[:, 3] *= 60
        matrix = ORDER.normal(size=(64, 32)).astype(np.float32)
        by = factors(np.abs(inputs).max(0), [matrix])

        def error(
            divided: np.ndarray[tuple[int, int]], weights: np.ndarray[tuple[int, int]]
        ) -> float:
            level = np.abs(divided).max() / 127
            packed = quantise(weights.astype(np.float32))
            found = np.rint(divided / level) * level @ (packed.values * packed.scales)
            return float(np.abs(found - inputs @ matrix).mean())

        assert error(inputs / by, matrix * by[:, None]) < error(inputs, matrix) / 3


@pytest.mark.parametrize(("spread", "by_token"), [(1.0, False), (2.9, False), (3.1, True)])
def test_tokens_of_very_different_sizes_need_scales_of_their_own(spread: float, *, by_token: bool):
    assert Ranges(inputs=np.ones(2), spread=spread).by_token is by_token
