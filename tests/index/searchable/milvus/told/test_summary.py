"""index.searchable.milvus.told.summary: the values of an index are read back, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.errors import IndexDamagedError
from index.published.contents import PublishedIndex
from index.searchable.milvus.told.summary import Summary
from index.storage.store import Store
from tests.support.milvus.building import built, corpus

if TYPE_CHECKING:
    from pathlib import Path


def test_the_values_are_read_back(tmp_path: Path):
    folder = built(corpus(tmp_path / "towns", 云溪="12", 松岭="7"), tmp_path / "index")
    made = Summary.of(PublishedIndex.load(Store(folder).current()[0]))
    assert {*made.places} == {"云溪市", "松岭市"}
    assert (made.years, made.review_years) == ((2024,), (2023,))
    assert "绿道" in "".join(made.measures)
    assert Summary.from_json(made.to_json()) == made


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"places": {}}'])
def test_what_is_none_is_damage(text: str):
    with pytest.raises(IndexDamagedError):
        Summary.from_json(text)
