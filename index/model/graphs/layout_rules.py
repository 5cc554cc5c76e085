"""Operators that lay the same numbers out otherwise, or take some of them: their rules."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from index.model.graphs.lengths import MOST, is_never_negative
from index.model.graphs.shapes import MOST_VALUES, Call, Shape, exact, from_front, met

if TYPE_CHECKING:
    from collections.abc import Sequence


def expand(call: Call) -> Shape:
    """Repeated to a shape."""
    return Shape(met(call.shape(0).dims, call.dims(1)))


def reshape(call: Call) -> Shape:
    """The same numbers in another shape."""
    given, wanted = call.shape(0), call.values(1)
    if call.number("allowzero", 0) or wanted.count(-1) > 1 or min(wanted, default=0) < -1:
        raise ValueError("a new shape that is none")
    dims = [given.dims[i] if dim == 0 else dim for i, dim in enumerate(wanted)]
    if -1 in dims:
        at = dims.index(-1)
        dims[at] = exact(given.size, math.prod(dims[:at] + dims[at + 1 :]))
    if math.prod(dims) != given.size:
        raise ValueError("a new shape of another size")
    return Shape(tuple(dims), given.values)


def transpose(call: Call) -> Shape:
    """Dimensions in another order."""
    dims = call.shape(0).dims
    order = call.node.numbers.get("perm", tuple(reversed(range(len(dims)))))
    if sorted(order) != list(range(len(dims))):
        raise ValueError("dimensions in no order")
    return Shape(tuple(dims[i] for i in order))


def flatten(call: Call) -> Shape:
    """Two dimensions of many."""
    dims = call.shape(0).dims
    axis = call.number("axis", 1)
    if not 0 <= axis <= len(dims):
        raise ValueError(f"dimension {axis} of {len(dims)}")
    return Shape((math.prod(dims[:axis]), math.prod(dims[axis:])))


def unsqueeze(call: Call) -> Shape:
    """Dimensions of 1 put between."""
    given = call.shape(0)
    n_dims = len(given.dims) + len(call.values(1))
    axes = call.axes(n_dims)
    rest = iter(given.dims)
    return Shape(
        tuple(1 if i in axes else next(rest, 1) for i in range(n_dims)),
        given.values if n_dims == 1 else None,
    )


def squeeze(call: Call) -> Shape:
    """Dimensions of 1 taken out."""
    given = call.shape(0)
    axes = call.axes(len(given.dims))
    if any(given.dims[axis] != 1 for axis in axes):
        raise ValueError("a dimension that is not 1")
    dims = tuple(dim for i, dim in enumerate(given.dims) if i not in axes)
    return Shape(dims, given.values)


def concat(call: Call) -> Shape:
    """One behind the other."""
    shapes = [call.shape(i) for i in range(len(call.inputs))]
    dims = list(call.shape(0).dims)
    axis = call.axis("axis", 0, len(dims))
    for shape in shapes[1:]:
        if len(shape.dims) != len(dims) or any(
            a != b for i, (a, b) in enumerate(zip(shape.dims, dims, strict=True)) if i != axis
        ):
            raise ValueError("shapes that do not fit side by side")
        dims[axis] += shape.dims[axis]
    values: tuple[int | None, ...] | None = ()
    for shape in shapes:
        known = values is not None and shape.values is not None and len(dims) == 1
        values = (*(values or ()), *(shape.values or ())) if known else None
    return Shape(tuple(dims), values if values is None or len(values) <= MOST_VALUES else None)


def split(call: Call) -> tuple[Shape, ...]:
    """Cut into parts."""
    dims = list(call.shape(0).dims)
    axis = call.axis("axis", 0, len(dims))
    n = len(call.node.outputs)
    parts = call.values(1) if len(call.inputs) > 1 else [exact(dims[axis], n)] * n
    if len(parts) != n or sum(parts) != dims[axis]:
        raise ValueError("parts that are not the whole")
    return tuple(Shape((*dims[:axis], part, *dims[axis + 1 :])) for part in parts)


def slice_(call: Call) -> Shape:
    """Parts of some dimensions."""
    given = call.shape(0)
    starts, ends = call.values(1), call.values(2)
    n = len(starts)
    axes = call.values(3) if len(call.inputs) > 3 else list(range(n))  # noqa: PLR2004 - optional
    steps = call.values(4) if len(call.inputs) > 4 else [1] * n  # noqa: PLR2004 - optional
    dims, values = list(given.dims), given.values
    for axis, start, end, step in zip(axes, starts, ends, steps, strict=True):
        at = from_front(axis, len(dims))
        if (start, step) == (-1, -1) and end < -MOST:  # all of it, the last first
            values = values[::-1] if values else None
            continue
        first, last = (_place(call, place, dims[at]) for place in (start, end))
        dims[at] = last - call.smaller(first, last)
        if step != 1:
            if step < 1 or not 0 <= dims[at] < MOST:
                raise ValueError("a part with gaps")
            dims[at] = -(-dims[at] // step)
        is_row = (
            step == 1
            and values is not None
            and len(dims) == 1
            and _is_small(first)
            and _is_small(last)
        )
        values = values[first:last] if values is not None and is_row else None
    return Shape(tuple(dims), values)


def _is_small(number: int) -> bool:
    """Whether it can be a place among values that are reckoned with."""
    return 0 <= number <= MOST_VALUES


def _place(call: Call, place: int, dim: int) -> int:
    """Where a part begins or ends in a dimension: within it, counted from its front."""
    if not is_never_negative(place, call.n_tokens):
        place += dim
    if not is_never_negative(place, call.n_tokens):
        raise ValueError("a part that begins before the front")
    return call.smaller(place, dim)


def gather(call: Call) -> Shape:
    """Rows by their numbers."""
    given, places = call.shape(0), call.shape(1)
    axis = call.axis("axis", 0, len(given.dims))
    dims = (*given.dims[:axis], *places.dims, *given.dims[axis + 1 :])
    if given.values is None or places.values is None or len(given.dims) != 1:
        return Shape(dims)
    n = len(given.values)
    if not all(place is not None and -n <= place < n for place in places.values):
        raise ValueError("a place that is not there")
    return Shape(dims, tuple(given.values[place] for place in places.values if place is not None))


def gather_elements(call: Call) -> Shape:
    """Numbers by their places."""
    return Shape(call.shape(1).dims)


def reduced(call: Call) -> Shape:
    """Over some dimensions."""
    dims = call.shape(0).dims
    axes = call.axes(len(dims))
    return _without(dims, axes, keep=bool(call.number("keepdims", 1)))


def highest(call: Call) -> Shape:
    """Where the highest stands."""
    dims = call.shape(0).dims
    axis = call.axis("axis", 0, len(dims))
    return _without(dims, [axis], keep=bool(call.number("keepdims", 1)))


def _without(dims: tuple[int, ...], axes: Sequence[int], *, keep: bool) -> Shape:
    if keep:
        return Shape(tuple(1 if i in axes else dim for i, dim in enumerate(dims)))
    return Shape(tuple(dim for i, dim in enumerate(dims) if i not in axes))
