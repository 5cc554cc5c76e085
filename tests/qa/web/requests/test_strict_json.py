"""JSON of one meaning only; whole requests are in tests/hostile."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.web.requests.strict_json import MAX_DEPTH, MAX_VALUES, JsonError, parsed

LEAVES = st.none() | st.booleans() | st.text() | st.integers(-(10**15), 10**15)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(VALUES)
def test_what_is_read_is_what_was_written(value: object):
    try:
        assert parsed(json.dumps(value).encode()) == value
    except JsonError as error:
        assert "deep" in str(error)  # noqa: PT017 -- the only reason that there may be


def test_the_limits_are_reached_and_not_passed():
    deep = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH
    wide = json.dumps([0] * (MAX_VALUES - 1)).encode()
    parsed(deep)
    assert len(parsed(wide)) == MAX_VALUES - 1
    with pytest.raises(JsonError, match="more than 8 deep"):
        parsed(b"[" + deep + b"]")
    with pytest.raises(JsonError, match="more than 10,000 values"):
        parsed(b"[0," + wide[1:])


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (b'{"a": 1, "\\u0061": 2}', "the same key twice"),
        (b"[NaN]", "NaN, which is not JSON"),
        (b"[-Infinity]", "-Infinity, which is not JSON"),
        (b"1e400", "too large"),
        (b"12345678901234567", "more than 16 digits"),
        (b"\xff", "not UTF-8"),
        (b"\xef\xbb\xbf{}", "not JSON"),
        (b"[1,]", "not JSON: .* at character 3"),
        (b"[" * 200_000, "more than 8 deep"),
    ],
)
def test_what_is_refused_is_told_in_a_line(body: bytes, line: str):
    with pytest.raises(JsonError, match=line):
        parsed(body)
