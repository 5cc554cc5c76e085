"""Matrices of whole numbers of eight bits, the form that processors multiply fastest.

``x @ matrix`` becomes ``(x / factors) @ values * scales``: a scale for each column of the matrix,
and factors that make what meets its rows alike in size (SmoothQuant, Xiao et al. 2023,
https://arxiv.org/abs/2211.10438). Without them a few inputs, ten times larger than all others,
would take the eight bits to which ``x`` is rounded for themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_LEVELS = 127
_LEAST = 1e-5  # of the largest: smaller inputs and rows are taken to be as large
_ALIKE = 3.0  # largest values of a text's tokens that differ by less can share one scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """What meets a matrix of r rows.

    ``inputs`` is (r,) float64, the largest absolute value at each row; ``spread`` is how often the
    median token's largest value goes into that of the largest token of a text, as a rule.
    """

    inputs: NDArray[np.float64]
    spread: float

    @property
    def by_token(self) -> bool:
        """Whether each token needs a scale of its own."""
        return self.spread > _ALIKE


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantised:
    """A matrix of r rows and c columns: ``values`` (r, c) int8, ``scales`` (c,) float32."""

    values: NDArray[np.int8]
    scales: NDArray[np.float32]


def factors(
    inputs: NDArray[np.float64], matrices: Sequence[NDArray[np.float32]]
) -> NDArray[np.float32]:
    """What to divide inputs by, and to multiply rows with, before either is rounded.

    Half of the difference in size between the inputs goes into the rows. Powers of the root of two,
    so that a last digit that differs between machines changes nothing.

    Args:
        inputs: (r,), the largest absolute value of each; as ``Ranges.inputs``.
        matrices: all that these inputs meet, (r, c) each.

    Returns:
        (r,) float32, above 0.
    """
    rows = np.max([np.abs(matrix).max(1) for matrix in matrices], axis=0).astype(np.float64)
    halves = np.log2(_raised(inputs)) - np.log2(_raised(rows))  # of powers of two
    found: NDArray[np.float32] = np.exp2(np.rint(halves - np.median(halves)) / 2).astype(np.float32)
    return found


def quantise(matrix: NDArray[np.float32]) -> Quantised:
    """Round a matrix, (r, c): by half a 127th of a column's largest weight at most."""
    scales = (np.abs(matrix).max(0) / _LEVELS).astype(np.float32)
    scales[scales == 0] = 1
    return Quantised(values=np.rint(matrix / scales).astype(np.int8), scales=scales)


def _raised(sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sizes above 0: rows that nothing meets, and inputs that meet nothing, have no size."""
    largest = float(sizes.max())
    return np.maximum(sizes, largest * _LEAST) if largest else np.ones_like(sizes)
