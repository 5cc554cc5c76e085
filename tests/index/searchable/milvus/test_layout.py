"""index.searchable.milvus.layout: texts that begin alike are found between two numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.searchable.milvus.layout import beginning, beginnings

TEXTS = st.text(max_size=12)


@given(TEXTS, TEXTS)
def test_what_begins_with_a_text_lies_between_its_beginnings(text: str, more: str):
    low, high = beginnings(text)
    assert 0 <= low <= beginning(text + more) <= high < 2**63
