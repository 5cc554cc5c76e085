"""Operators that multiply matrices, or read rows of one: their rules, strict about every input.

Those of onnxruntime's own are quick because they trust what they are given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.model.graphs.shapes import Shape, met

if TYPE_CHECKING:
    from index.model.graphs.shapes import Call

_BYTE_BITS = 8
_MATRIX = 2  # dimensions


def matrix_product(call: Call) -> Shape:
    """Matrices, or rows of matrices."""
    a, b = call.shape(0).dims, call.shape(1).dims
    if min(len(a), len(b)) < _MATRIX or a[-1] != b[-2]:
        raise ValueError("matrices that do not meet")
    return Shape((*met(a[:-2], b[:-2]), a[-2], b[-1]))


def gemm(call: Call) -> Shape:
    """Two matrices, either of them turned."""
    sides = []
    for place, name in enumerate(("transA", "transB")):
        dims = call.shape(place).dims
        if len(dims) != _MATRIX:
            raise ValueError("no matrix")
        sides.append(dims[::-1] if call.number(name, 0) else dims)
    (rows, inner), (other, columns) = sides
    if inner != other:
        raise ValueError("matrices that do not meet")
    return Shape((rows, columns))


def quantised_product(call: Call) -> Shape:
    """A matrix of bytes, with a scale for each column or for all."""
    made = matrix_product(call)
    if call.shape(2).dims not in {(), (1,), (made.dims[-1],)} or len(call.inputs) > 3:  # noqa: PLR2004 - scales
        raise ValueError("scales that are not the columns'")
    return Shape(made.dims, scratch=call.shape(0).size)


def attention(call: Call) -> Shape:
    """Queries, keys, values, their biases; a mask may be added to what they come to."""
    query, key, value = (call.shape(place).dims for place in range(3))
    heads = call.number("num_heads", 0)
    if not len(query) == len(key) == len(value) == 3 or heads < 1:  # noqa: PLR2004 - text, token, width
        raise ValueError("no queries, keys and values")
    widths = query[2] + key[2] + value[2]
    bias = call.inputs[3] if len(call.inputs) > 3 else None  # noqa: PLR2004 - optional
    if (
        query[2] != key[2]
        or key[:2] != value[:2]
        or any(width % heads for width in (query[2], value[2]))
        or (bias is not None and bias.dims != (widths,))
        or any(each is not None for each in call.inputs[6:])  # of what was said before
    ):
        raise ValueError("queries, keys and values that do not fit")
    scratch = heads * query[1] * key[1] + widths * (query[1] + key[1])
    return Shape((*query[:2], value[2]), scratch=scratch)


def from_blocks(call: Call) -> Shape:
    """Rows of a table that is packed in blocks."""
    table, places, scales = (call.shape(place).dims for place in range(3))
    bits, size = call.number("bits", 4), call.number("block_size", 128)
    known = (call.number("gather_axis", 0), call.number("quantize_axis", 1)) == (0, 1)
    if not known or bits not in {4, 8} or len(table) != _MATRIX or len(call.inputs) > 3:  # noqa: PLR2004 - no zero points
        raise ValueError("blocks of another form")
    width = table[1] * _BYTE_BITS // bits
    if size < 1 or scales != (table[0], -(-width // size)):
        raise ValueError("scales that are not the blocks'")
    return Shape((*places, width))
