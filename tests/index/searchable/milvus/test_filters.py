"""index.searchable.milvus.filters: numbers alone, whatever a selection says."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from index.searchable.milvus import filters
from index.types import Period
from qa.retrieval.scope import Scope

FIELDS = {
    *("id", "document", "document_key", "place", "year", "review_year", "period", "heading"),
    *("spoken", "choices", "array_contains_any", "in", "not", "and", "or"),
}
TEXTS = st.lists(st.text(max_size=9), max_size=3).map(tuple)
NUMBERS = st.lists(st.integers(), max_size=3).map(tuple)
SELECTIONS = st.builds(
    Scope,
    documents=TEXTS,
    places=TEXTS,
    years=NUMBERS,
    periods=st.lists(st.sampled_from(Period), max_size=2).map(tuple),
    sections=TEXTS,
    spoken_years=NUMBERS,
)


@given(SELECTIONS, st.sets(st.integers(0, 9)))
def test_no_text_is_part_of_a_filter(selection: Scope, without: set[int]):
    for made in (filters.of_passages(selection, without), filters.of_documents(selection, without)):
        assert set(re.findall(r"[a-z_]+", made)) <= FIELDS
        assert not re.sub(r"[a-z_]+|[0-9,\[\]()<\- ]", "", made)
        assert all(abs(int(each)) < 2**63 for each in re.findall(r"\d+", made))
        assert "[]" not in made


def test_nothing_asked_is_no_filter():
    assert not filters.of_passages(Scope(), ())
    assert not filters.of_documents(Scope(), ())


def test_an_empty_list_is_what_no_row_meets():
    assert filters.any_of("id", []) == "id < 0"
    assert filters.any_of("id", [3, 1, 3]) == "id in [3, 1]"
