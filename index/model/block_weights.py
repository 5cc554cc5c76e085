"""Weights as few bits in blocks that share a scale, the form that onnxruntime multiplies.

A row of a weight matrix is cut into blocks of 32; each weight is ``(q - 2**(bits - 1)) * scale``
with ``q`` a whole number of ``bits`` bits. Four bits are enough where that gives the weights back
exactly, as of a model that was stored so; eight bits move a weight by half a hundredth of its
block's largest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    _Levels = tuple[NDArray[np.float32], NDArray[np.float32]]

SIZE = 32  # weights in a block
_FEW, _MANY = 4, 8
_EXACT = 1e-6  # of a block's largest weight: what float32 itself leaves open
_ROWS = 8192  # looked at together: those of a whole word table would take gigabytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """A matrix of r rows and c columns.

    ``packed`` is (r, c // 32, 4 * bits) uint8, the lower half of a byte before the upper one;
    ``scales`` is (r, c // 32) float32.
    """

    bits: int
    packed: NDArray[np.uint8]
    scales: NDArray[np.float32]

    def unpack(self) -> NDArray[np.float32]:
        """The matrix again: (r, c) float32."""
        levels = self.packed
        if self.bits == _FEW:
            levels = np.stack([levels & 15, levels >> 4], axis=-1)
        signed = levels.reshape(*self.scales.shape, SIZE).astype(np.float32) - _middle(self.bits)
        return (signed * self.scales[..., None]).reshape(len(self.scales), -1)


def fits(matrix: NDArray[np.float32]) -> bool:
    """Whether the rows of a matrix can be cut into blocks."""
    return matrix.ndim == 2 and matrix.shape[1] % SIZE == 0  # noqa: PLR2004 - rows and columns


def pack(matrix: NDArray[np.float32]) -> Blocks:
    """A matrix, (r, c) float32, in blocks of four bits where they hold it exactly, else of eight.

    Raises:
        ValueError: the columns are no multiple of 32.
    """
    if not fits(matrix):
        raise ValueError(f"blocks of {SIZE} do not divide a matrix of the shape {matrix.shape}")
    bits, parts = _FEW, []
    for part in _parts(matrix):
        block = _few_bits(part)
        if block is None:
            bits, parts = _MANY, [_many_bits(part) for part in _parts(matrix)]
            break
        parts.append(block)
    return Blocks(
        bits=bits,
        packed=np.concatenate([_packed(levels, bits) for levels, _ in parts]),
        scales=np.concatenate([scales for _, scales in parts]),
    )


def _parts(matrix: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
    cut = matrix.reshape(len(matrix), -1, SIZE)
    return (cut[at : at + _ROWS] for at in range(0, len(cut), _ROWS))


def _packed(levels: NDArray[np.float32], bits: int) -> NDArray[np.uint8]:
    unsigned: NDArray[np.uint8] = (levels + _middle(bits)).astype(np.uint8)
    if bits == _FEW:
        unsigned = (unsigned[..., 0::2] | (unsigned[..., 1::2] << 4)).astype(np.uint8)
    return unsigned


def _few_bits(blocks: NDArray[np.float32]) -> _Levels | None:
    """Levels of -8 to 7 and their scales; ``None`` where they would not give the weights back.

    Weights that were stored in four bits are whole multiples of a scale, of either sign, and the
    largest of them is one to eight times that.
    """
    flat = blocks.reshape(-1, SIZE)
    largest = np.abs(flat).max(-1)
    levels, scales = np.zeros_like(flat), np.ones_like(largest)
    left = np.flatnonzero(largest)
    middle = _middle(_FEW)
    for times in range(middle, 0, -1):
        for sign in (1, -1):
            scale = (sign * largest[left] / times).astype(np.float32)
            rounded = np.clip(np.rint(flat[left] / scale[:, None]), -middle, middle - 1)
            error = np.abs(rounded * scale[:, None] - flat[left]).max(-1)
            is_exact = error <= _EXACT * largest[left]
            rows = left[is_exact]
            levels[rows], scales[rows] = rounded[is_exact], scale[is_exact]
            left = left[~is_exact]
            if not len(left):
                return levels.reshape(blocks.shape), scales.reshape(blocks.shape[:-1])
    return None


def _many_bits(blocks: NDArray[np.float32]) -> _Levels:
    """Levels of -127 to 127 and their scales."""
    scales = (np.abs(blocks).max(-1) / (_middle(_MANY) - 1)).astype(np.float32)
    scales[scales == 0] = 1
    return np.rint(blocks / scales[..., None]), scales


def _middle(bits: int) -> int:
    return 1 << (bits - 1)
