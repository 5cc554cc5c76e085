"""The wire format of protocol buffers, read without trusting a byte of it.

The library that reads ONNX takes longer to import than a question may wait, and builds all that a
file says before anybody can look at it. Here a message is its fields, one after the other, as views
of the bytes at hand: nothing is copied, and a length that leads out of the message is an error.
Layout: https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5  # the kinds of fields
_FIXED = {_FIXED64: 8, _FIXED32: 4}
_KIND_BITS = 3
_MORE = 0x80  # a byte of a varint that is not its last
_VARINT_BITS = 64
_SIGN = 1 << (_VARINT_BITS - 1)


def fields(message: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """The fields of a message: their numbers, and whole numbers or views of bytes.

    Raises:
        ValueError: the message is cut off, or is none.
    """
    at, end = 0, len(message)
    while at < end:
        tag, at = _varint(message, at)
        kind = tag & 7
        if kind == _VARINT:
            number, at = _varint(message, at)
            yield tag >> _KIND_BITS, number
            continue
        if kind == _BYTES:
            n_bytes, at = _varint(message, at)
        elif kind in _FIXED:
            n_bytes = _FIXED[kind]
        else:
            raise ValueError(f"a field of the kind {kind}")
        if n_bytes > end - at:
            raise ValueError(f"a field of {n_bytes} bytes where {end - at} are left")
        yield tag >> _KIND_BITS, message[at : at + n_bytes]
        at += n_bytes


def numbers(values: int | memoryview) -> list[int]:
    """Whole numbers of a repeated field: one, or several packed into bytes.

    Raises:
        ValueError: they are cut off.
    """
    if isinstance(values, int):
        return [signed(values)]
    found, at = [], 0
    while at < len(values):
        number, at = _varint(values, at)
        found.append(signed(number))
    return found


def signed(number: int) -> int:
    """A number of 64 bits, of which those below 0 are written as the highest."""
    return number - 2 * _SIGN if number >= _SIGN else number


def part(value: int | memoryview) -> memoryview:
    """A message within a message, or bytes.

    Raises:
        ValueError: the field holds a number.
    """
    if isinstance(value, int):
        raise ValueError(f"the number {value} in the place of bytes")  # noqa: TRY004 - of a file
    return value


def whole(value: int | memoryview) -> int:
    """A whole number.

    Raises:
        ValueError: the field holds bytes.
    """
    if not isinstance(value, int):
        raise ValueError("bytes in the place of a number")  # noqa: TRY004 - of a file
    return signed(value)


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    number = shift = 0
    while at < len(message) and shift < _VARINT_BITS:
        byte = message[at]
        at += 1
        number |= (byte & ~_MORE) << shift
        if byte < _MORE:
            return number & (2 * _SIGN - 1), at
        shift += 7
    raise ValueError("a number that does not end")
