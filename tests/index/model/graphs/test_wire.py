"""index.model.graphs.wire: fields of messages, as the library of protocol buffers reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import AttributeProto, TensorProto

from index.model.graphs import wire


def message(data: bytes) -> list[tuple[int, object]]:
    return [
        (number, value if isinstance(value, int) else bytes(value))
        for number, value in wire.fields(memoryview(data))
    ]


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=20))
def test_numbers_are_those_of_the_library(numbers: list[int]):
    data = TensorProto(dims=numbers).SerializeToString()
    found = [n for _, value in wire.fields(memoryview(data)) for n in wire.numbers(value)]
    assert found == numbers


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=20))
def test_numbers_that_are_packed_are_too(numbers: list[int]):
    data = TensorProto(int64_data=numbers).SerializeToString()
    found = [n for _, value in wire.fields(memoryview(data)) for n in wire.numbers(value)]
    assert found == numbers


def test_each_kind_of_field():
    made = AttributeProto(name="axis", i=-1, f=1.0)
    assert message(made.SerializeToString()) == [
        (1, b"axis"),
        (2, b"\x00\x00\x80\x3f"),
        (3, 2**64 - 1),
    ]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes):
    try:
        found = message(data)
    except ValueError:
        return
    assert sum(len(value) for _, value in found if isinstance(value, bytes)) <= len(data)


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"\x0a\x05abc", "5 bytes where 3 are left"),
        (b"\x0b", "a field of the kind 3"),
        (b"\x08" + b"\xff" * 20, "does not end"),
        (b"\x08", "does not end"),
        (b"\x09\x00", "8 bytes where 1 are left"),
    ],
)
def test_what_is_no_message_is_refused(data: bytes, match: str):
    with pytest.raises(ValueError, match=match):
        message(data)


def test_a_field_of_the_other_kind_is_refused():
    with pytest.raises(ValueError, match="the number 5 in the place of bytes"):
        wire.part(5)
    with pytest.raises(ValueError, match="bytes in the place of a number"):
        wire.whole(memoryview(b"5"))
