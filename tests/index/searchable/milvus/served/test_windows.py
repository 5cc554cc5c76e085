"""What is more than one call may give is read in several: reports, passages and facts, the same in their order."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from index.build import build
from index.published.contents import PublishedIndex
from index.searchable.embedded import EmbeddedIndex
from index.searchable.facts import FactQuery
from index.searchable.milvus import holdings
from index.searchable.milvus.asked import MilvusIndex
from index.searchable.milvus.connection import Connection
from index.searchable.milvus.layout import Group, Part
from index.searchable.milvus.writing import loading
from index.storage.store import Store
from index.types import Period
from qa.retrieval.scope import Scope
from tests.support.hash_encoder import HashEncoder
from tests.support.milvus.building import corpus
from tests.support.milvus.environments import TARGET

if TYPE_CHECKING:
    from index.searchable.protocol import Searchable

TOWNS = {name: str(number) for number, name in enumerate(["云溪", "松岭", "茶山", "白河", "石桥"])}
SCOPE = Scope(
    places=tuple(f"{name}市" for name in TOWNS if name != "茶山"), periods=(Period.REVIEW,)
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Searchable, MilvusIndex]:
    """The index in a folder, and the same in Milvus."""
    folder = tmp_path_factory.mktemp("windows")
    build([corpus(folder / "towns", **TOWNS)], folder / "index", HashEncoder)
    generation, manifest = Store(folder / "index").current()
    published = PublishedIndex.load(generation)
    connection = Connection(os.environ[TARGET], place="here")
    described = loading.load(connection, Group.new("windows"), published, manifest)
    return EmbeddedIndex(published), MilvusIndex(connection, described)


def told(index: Searchable) -> tuple[object, ...]:
    """Whatever is told of what lies in more than one window."""
    within = index.select(SCOPE)
    reports, facts = index.reports_of(within), index.measured(FactQuery(words=("绿道",)), within)
    return (
        [reports.page(first, 2) for first in range(len(reports) + 1)],
        reports.places(9),
        reports.years(),
        [index.page(within, first, 3) for first in range(5)],
        [facts.page(first, 2) for first in range(len(facts) + 1)],
        facts.passages([3, 0]).rows.tolist(),
        index.contents([4, 1]),
        index.outlines([2, 0], within),
    )


def test_windows_give_what_one_call_gives(
    both: tuple[Searchable, MilvusIndex], monkeypatch: pytest.MonkeyPatch
):
    expected = told(both[0])
    assert told(both[1]) == expected
    for window in (1, 2, 3):
        monkeypatch.setattr(holdings, "MOST_ROWS", window)
        assert told(both[1]) == expected


def test_ids_that_lie_beyond_the_last_are_none(both: tuple[Searchable, MilvusIndex]):
    of = both[1].holdings
    assert of.ids(Part.DOCUMENTS, "", 3, 9) == [3, 4]
    assert of.ids(Part.DOCUMENTS, "id >= 1", 4, 9) == []
    assert of.ids(Part.DOCUMENTS, "id < 0", 0, 9) == []
