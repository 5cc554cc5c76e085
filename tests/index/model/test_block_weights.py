"""index.model.block_weights: four bits where they are exact, eight elsewhere, and the error that leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import block_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROW = np.arange(32) % 16 - 8  # each level of four bits, twice: -8 to 7


def matrix(*rows: NDArray[np.floating | np.integer]) -> NDArray[np.float32]:
    return np.array(rows, np.float32)


class TestFourBits:
    @pytest.mark.parametrize("scale", [0.25, -0.25, 1, -3, 1e-6, 1e6])
    def test_multiples_of_a_scale_of_either_sign_come_back_exactly(self, scale: float):
        packed = block_weights.pack(matrix(ROW * scale))
        assert packed.bits == 4
        assert packed.unpack().tolist() == matrix(ROW * scale).tolist()

    @pytest.mark.parametrize("largest", range(1, 9))
    def test_the_largest_level_need_not_be_the_last(self, largest: int):
        levels = np.clip(ROW, -largest, min(largest, 7))
        packed = block_weights.pack(matrix(levels * 0.125))
        assert packed.bits == 4
        assert packed.unpack().tolist() == matrix(levels * 0.125).tolist()

    def test_a_block_of_zeros_stays_zeros(self):
        packed = block_weights.pack(matrix(np.zeros(32), ROW))
        assert packed.bits == 4
        assert packed.unpack().tolist() == matrix(np.zeros(32), ROW).tolist()

    def test_each_block_has_a_scale_of_its_own(self):
        rows = matrix(np.concatenate([ROW * 0.5, ROW * -4]), np.concatenate([ROW * 7, ROW * 0]))
        packed = block_weights.pack(rows)
        assert packed.bits == 4
        assert packed.scales.shape == (2, 2)
        assert packed.unpack().tolist() == rows.tolist()

    def test_two_levels_share_a_byte_the_lower_half_first(self):
        packed = block_weights.pack(matrix(ROW))
        assert packed.packed.shape == (1, 1, 16)
        low, high = packed.packed[0, 0, 0] & 15, packed.packed[0, 0, 0] >> 4
        assert [(int(level) - 8) * packed.scales[0, 0] for level in (low, high)] == [-8, -7]


class TestEightBits:
    def test_what_four_bits_do_not_hold_moves_by_half_a_level_at_most(self):
        rows = np.random.default_rng(7).normal(size=(3, 64)).astype(np.float32)
        packed = block_weights.pack(rows)
        assert packed.bits == 8
        assert packed.packed.shape == (3, 2, 32)
        level = np.abs(rows.reshape(3, 2, 32)).max(-1, keepdims=True) / 127
        error = np.abs(packed.unpack() - rows).reshape(3, 2, 32)
        assert (error <= 0.5001 * level).all()

    def test_the_largest_weight_of_a_block_is_kept(self):
        rows = matrix(np.linspace(-1, 0.3, 32))
        assert block_weights.pack(rows).unpack()[0, 0] == pytest.approx(-1)

    def test_one_block_that_needs_eight_bits_gives_them_to_all(self):
        odd = matrix(ROW, np.sin(np.arange(32)))
        packed = block_weights.pack(odd)
        assert packed.bits == 8
        assert packed.unpack() == pytest.approx(odd, abs=8 / 127)

    def test_a_block_of_zeros_stays_zeros(self):
        assert not block_weights.pack(matrix(np.zeros(32), np.sin(np.arange(32)))).unpack()[0].any()

    def test_more_rows_than_are_looked_at_together(self):
        rows = np.zeros((8193, 32), np.float32)
        rows[-1] = np.sin(np.arange(32))  # only the last part needs eight bits
        packed = block_weights.pack(rows)
        assert packed.bits == 8
        assert not packed.unpack()[:-1].any()
        assert packed.unpack()[-1] == pytest.approx(rows[-1], abs=1 / 254)


@pytest.mark.parametrize("shape", [(2, 31), (2, 33), (32,), (1, 2, 32)])
def test_other_shapes_are_the_callers_mistake(shape: tuple[int, ...]):
    assert not block_weights.fits(np.zeros(shape, np.float32))
    with pytest.raises(ValueError, match=r"blocks of 32 do not divide a matrix of the shape"):
        block_weights.pack(np.zeros(shape, np.float32))


@given(
    st.lists(st.integers(-8, 7), min_size=64, max_size=64),
    st.lists(
        st.floats(2**-16, 2**16, width=32).flatmap(lambda s: st.sampled_from([s, -s])),
        min_size=2,
        max_size=2,
    ),
)
def test_whatever_was_stored_in_four_bits_comes_back(levels: list[int], scales: list[float]):
    rows = (np.array(levels).reshape(2, 32) * np.array(scales)[:, None]).astype(np.float32)
    packed = block_weights.pack(rows)
    assert packed.bits == 4
    np.testing.assert_allclose(packed.unpack(), rows, rtol=2e-6)


@given(st.lists(st.integers(-(2**24), 2**24).map(lambda n: n / 2**20), min_size=32, max_size=32))
def test_whatever_is_packed_is_near(weights: list[float]):
    rows = np.array([weights], np.float32)
    packed = block_weights.pack(rows)
    largest = float(np.abs(rows).max())
    assert packed.unpack().shape == rows.shape
    assert np.abs(packed.unpack() - rows).max() <= largest * 0.501 / 127
