"""Operators whose numbers meet one by one, and those that make shapes of shapes: their rules.

Small whole numbers are reckoned, so that a shape which a graph makes of a text's length is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.model.graphs.lengths import MOST, is_known, is_never_negative, largest
from index.model.graphs.shapes import MOST_VALUES, WHOLE_NUMBERS, Call, Shape, met, values_of

if TYPE_CHECKING:
    from collections.abc import Callable

_CASTS = {WHOLE_NUMBERS, 1, 6, 9}  # also float32, whole numbers of 32 bits, bool
_MOST_VALUE = 1 << 62
_LONGEST = 1 << 20  # more tokens than any text is cut to


def like_first(call: Call) -> Shape:
    """The shape of the first input."""
    return Shape(call.shape(0).dims)


def number_by_number(call: Call) -> Shape:
    """Operators on numbers that meet each other; small whole ones are reckoned."""
    shapes = [call.shape(i) for i in range(len(call.inputs))]
    dims: tuple[int, ...] = ()
    for shape in shapes:
        dims = met(dims, shape.dims)
    reckon = _RECKONED.get(call.node.operator)
    if reckon is None or len(dims) > 1 or any(shape.values is None for shape in shapes):
        return Shape(dims)
    columns = [shape.values or () for shape in shapes]
    n = dims[0] if dims else 1
    if not 0 <= n <= MOST_VALUES or any(len(each) not in {1, n} for each in columns):
        return Shape(dims)
    rows = zip(*(each if len(each) == n else each * n for each in columns), strict=True)
    return Shape(dims, tuple(_kept(reckon(*row), call.n_tokens) for row in rows))


def _kept(value: int | None, n_tokens: int) -> int | None:
    """A number that is the same in 64 bits."""
    if value is None or not is_known(value) or largest(value, n_tokens) > _MOST_VALUE:
        return None
    return value


def _sum(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b


def _difference(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a - b


def _product(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a * b


def _quotient(a: int | None, b: int | None) -> int | None:
    """Of whole numbers, which is rounded down: only known where nothing depends on a length."""
    if a is None or b is None or b <= 0 or a < 0:
        return None
    return a // b if max(a, b) < MOST or a % b == 0 else None


def _is_equal(a: int | None, b: int | None) -> int | None:
    """1 or 0 where that is so for texts of all lengths."""
    if a is None or b is None:
        return None
    if a == b:
        return 1
    always = is_never_negative(a - b - 1, _LONGEST) or is_never_negative(b - a - 1, _LONGEST)
    return 0 if always else None


def _chosen(condition: int | None, a: int | None, b: int | None) -> int | None:
    if condition is None:
        return a if a == b else None
    return a if condition else b


_MOST_VALUE = 1 << 62
_LONGEST = 1 << 20  # more tokens than any text is cut to
_RECKONED: dict[str, Callable[..., int | None]] = {
    "Add": _sum,
    "Sub": _difference,
    "Mul": _product,
    "Div": _quotient,
    "Equal": _is_equal,
    "Where": _chosen,
}


def cast(call: Call) -> Shape:
    """The same numbers as another type."""
    to, given = call.number("to", 0), call.shape(0)
    if to not in _CASTS:
        raise ValueError(f"the type {to}")
    return Shape(given.dims, given.values if to == WHOLE_NUMBERS else None)


def same(call: Call) -> Shape:
    """The same."""
    given = call.shape(0)
    return Shape(given.dims, given.values)


def shape(call: Call) -> Shape:
    """A shape as numbers."""
    dims = call.shape(0).dims
    if call.node.numbers:
        raise ValueError("a part of a shape")
    return Shape((len(dims),), dims)


def constant_of_shape(call: Call) -> Shape:
    """One number as often as a shape says."""
    dims = call.dims(0)
    value = call.node.tensors.get("value")
    if len(dims) != 1 or not 0 <= dims[0] <= MOST_VALUES or value is None:
        return Shape(dims)
    filled = values_of(value.kind, value.values)
    return Shape(dims, filled * dims[0] if filled and len(filled) == 1 else None)


def range_(call: Call) -> Shape:
    """Whole numbers one after the other."""
    (start,), (end,), (step,) = call.values(0), call.values(1), call.values(2)
    if step != 1 or not is_never_negative(end - start, call.n_tokens):
        raise ValueError("numbers that are not one after the other")
    return Shape((end - start,))
