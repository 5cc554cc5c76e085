"""The shape of one value of a graph, for texts of any length, and how shapes meet.

The dimensions are numbers of ``index.model.graphs.lengths``. A shape that cannot be told is a ``ValueError``: it
depends on what a text says, and so on nothing that could be bounded.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.model.graphs.lengths import is_known, is_never_negative

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model.graphs.graph_file import Node

WHOLE_NUMBERS = 7  # ONNX's type of 64 bits, which is that of shapes
MOST_VALUES = 64  # of a shape that is reckoned with
_MOST_DIMS = 8
_ITEM_BYTES = 8


@dataclass(frozen=True, slots=True)
class Shape:
    """Of one value of a graph, in ``index.model.graphs.lengths``' numbers.

    ``values`` are what it holds where these are whole numbers that may become a shape; ``None``
    for each that is not known, or for all. ``scratch`` is how many numbers an operator keeps
    besides, while it makes this.
    """

    dims: tuple[int, ...]
    values: tuple[int | None, ...] | None = None
    scratch: int = 0

    def __post_init__(self) -> None:
        if len(self.dims) > _MOST_DIMS or not all(map(is_known, self.dims)):
            raise ValueError(f"{len(self.dims)} dimensions, or larger ones than can be counted")

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        return math.prod(self.dims)


@dataclass(frozen=True, slots=True)
class Call:
    """An operator and the shapes that it is given; ``n_tokens`` is of the longest text."""

    node: Node
    inputs: Sequence[Shape | None]
    n_tokens: int

    def shape(self, place: int) -> Shape:
        """An input that must be there."""
        given = self.inputs[place] if place < len(self.inputs) else None
        if given is None:
            raise ValueError("an input is missing")
        return given

    def values(self, place: int) -> list[int]:
        """The values of an input, all of which must be known."""
        values = self.shape(place).values
        if values is None or None in values:
            raise ValueError("a shape that depends on more than the text's length")
        return [value for value in values if value is not None]

    def number(self, name: str, default: int) -> int:
        """An attribute that is a whole number."""
        return self.node.numbers.get(name, (default,))[0]

    def axis(self, name: str, default: int, n_dims: int) -> int:
        """An attribute that names a dimension, counted from the front."""
        return from_front(self.number(name, default), n_dims)

    def axes(self, n_dims: int) -> list[int]:
        """The dimensions that the attribute ``axes`` names, or the second input: each once."""
        named = self.node.numbers.get("axes")
        axes = [from_front(axis, n_dims) for axis in (self.values(1) if named is None else named)]
        if not axes or len(set(axes)) != len(axes):
            raise ValueError("no dimensions, or one twice")
        return axes

    def dims(self, place: int) -> tuple[int, ...]:
        """The values of an input that are a shape."""
        dims = tuple(self.values(place))
        if not all(is_never_negative(dim, self.n_tokens) for dim in dims):
            raise ValueError("a shape below 0")
        return dims

    def smaller(self, a: int, b: int) -> int:
        """The smaller of two numbers, where it is the same one for all texts."""
        if is_never_negative(b - a, self.n_tokens):
            return a
        if is_never_negative(a - b, self.n_tokens):
            return b
        raise ValueError("a part whose end depends on the text's length in two ways")


def from_front(axis: int, n_dims: int) -> int:
    """A dimension, of which those below 0 are counted from the back."""
    if not -n_dims <= axis < n_dims:
        raise ValueError(f"dimension {axis} of {n_dims}")
    return axis % n_dims


def met(a: Sequence[int], b: Sequence[int]) -> tuple[int, ...]:
    """The shape of two that meet number by number: a dimension of 1 is repeated."""
    n = max(len(a), len(b))
    pairs = zip((1,) * (n - len(a)) + tuple(a), (1,) * (n - len(b)) + tuple(b), strict=True)
    return tuple(_met_dim(x, y) for x, y in pairs)


def _met_dim(a: int, b: int) -> int:
    if b in {1, a}:
        return a
    if a == 1:
        return b
    raise ValueError("shapes that do not meet")


def exact(number: int, parts: int) -> int:
    """A number in equal parts."""
    if not parts or number % parts or not is_known(number // parts):
        raise ValueError("a shape that does not divide")
    return number // parts


def values_of(kind: int, values: memoryview | tuple[int, ...]) -> tuple[int, ...] | None:
    """The whole numbers of a small tensor: what may become a shape."""
    if kind != WHOLE_NUMBERS:
        return None
    if isinstance(values, tuple):
        return values if len(values) <= MOST_VALUES else None
    if len(values) > MOST_VALUES * _ITEM_BYTES or len(values) % _ITEM_BYTES:
        return None
    parts = (values[at : at + _ITEM_BYTES] for at in range(0, len(values), _ITEM_BYTES))
    return tuple(int.from_bytes(part, "little", signed=True) for part in parts)
