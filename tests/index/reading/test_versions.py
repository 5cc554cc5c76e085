"""index.reading.versions: which documents are versions of one report."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.published.documents import DocumentTable
from index.reading.versions import families, pairs
from index.types import Document


def clauses(first: int, last: int) -> list[str]:
    """Clauses that no other number has."""
    chance = random.Random(first)  # noqa: S311 - of no secret
    return [
        "".join(chr(0x4E00 + chance.randrange(2000)) for _ in range(8)) + f"第{i}号"
        for i in range(first, last)
    ]


def document(
    number: int, *parts: list[str], place: str = "", year: int | None = None, end: str = "。"
) -> Document:
    text = end.join(clause for part in parts for clause in part)
    return Document(
        id=f"{number:064}", path=f"{number}.txt", title="", text=text, place=place, year=year
    )


A, B, C = clauses(0, 100), clauses(200, 260), clauses(400, 440)
HALF = A[:50]


def test_a_document_alone_has_none():
    assert families([]) == []
    assert families([document(1, A), document(2, B), document(3, C)]) == [()] * 3
    assert families([document(1)]) == [()]


@pytest.mark.parametrize("end", ["。", ",", "\n。\n", ";"])
def test_most_of_the_shorter_one_in_the_longer(end: str):
    a, b = families([document(1, A), document(2, A[:40], B[:30], end=end)])
    assert a == b != ()


@pytest.mark.parametrize(
    ("n_shared", "places", "years", "are_kin"),
    [
        (40, ("", ""), (None, None), False),  # of 100
        (60, ("", ""), (None, None), True),
        (40, ("云溪县", "云溪县"), (2024, 2024), True),
        (20, ("云溪县", "云溪县"), (2024, 2024), False),
        (60, ("云溪县", "石桥县"), (2024, 2024), False),
        (60, ("云溪县", "云溪县"), (2024, 2025), False),
        (100, ("云溪县", "云溪县"), (2024, 2025), True),
        (60, ("甲市云溪县", "云溪县"), (2024, None), True),
        (60, ("云溪县", ""), (2024, 2024), True),
    ],
)
def test_how_many_clauses_it_takes(
    n_shared: int,
    places: tuple[str, str],
    years: tuple[int | None, int | None],
    are_kin: bool,  # noqa: FBT001 - a parameter of the test
):
    first = document(1, A, place=places[0], year=years[0])
    rest = clauses(1000, 1120 - n_shared)
    second = document(2, A[:n_shared], rest, place=places[1], year=years[1])
    found = families([first, second])
    assert (found[0] != ()) is are_kin
    assert found[0] == found[1]


def test_a_file_of_two_is_of_both_families():
    a, b, both, other = families(
        [document(1, A), document(2, B), document(3, A, B), document(4, C)]
    )
    assert set(both) == {*a, *b}
    assert not set(a) & set(b)
    assert other == ()


def test_two_that_hold_an_excerpt_and_are_alike_are_kin():
    excerpt, first, second = families([document(1, A[:9]), document(2, A), document(3, A[9:], C)])
    assert set(first) & set(excerpt)
    assert set(first) & set(second)
    assert not set(second) & set(excerpt)


def test_set_phrases_make_no_kin():
    phrases = C[:20]
    documents = [document(i, phrases, clauses(i * 1000, i * 1000 + 60)) for i in range(1, 30)]
    assert families(documents) == [()] * 29


@given(st.permutations(range(4)))
def test_the_order_does_not_matter(order: list[int]):
    documents = [document(1, A), document(2, A, B), document(3, B), document(4, C)]
    found = families([documents[i] for i in order])
    kin = {
        frozenset((order[i], order[j]))
        for i in range(4)
        for j in range(i)
        if set(found[i]) & set(found[j])
    }
    assert kin == {frozenset((0, 1)), frozenset((1, 2))}


@pytest.mark.parametrize("n", [100, 200, 400])
def test_a_clause_that_all_have_makes_two_pairs_each_at_most(n: int):
    keys = [np.arange(5, dtype=np.uint64) for _ in range(n)]
    assert len(list(pairs(keys))) == 2 * n - 3


def test_the_table_keeps_them():
    documents = [document(1, A), document(2, A, B), document(3, B), document(4, C)]
    table = DocumentTable(documents, families(documents))
    assert table.versions == [(0, 1), (1, 2)]
    assert table.most_versions == 2
    assert table.origin(3).families == ()
    assert (DocumentTable(documents).versions, DocumentTable(documents).most_versions) == ([], 1)
