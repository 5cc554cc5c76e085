"""An index with more texts than are compared one by one: a graph finds them, and given ones are exact."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.build import build_from_contexts
from index.published.contents import PublishedIndex
from index.searchable.embedded import EmbeddedIndex
from index.searchable.milvus import search
from index.searchable.milvus.asked import MilvusIndex
from index.searchable.milvus.connection import Connection
from index.searchable.milvus.layout import Group
from index.searchable.milvus.writing import loading
from index.searchable.protocol import Unit, VectorQuery
from index.storage.store import Store
from tests.support.hash_encoder import HashEncoder
from tests.support.milvus.environments import TARGET

if TYPE_CHECKING:
    from pathlib import Path

N = 400


@pytest.mark.parametrize("unit", Unit)
def test_a_graph_finds_what_comparing_finds(
    unit: Unit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(search, "EXACT", 10)
    contexts = [f"{n * n}号公园在第{n}街开放。" for n in range(N)]
    build_from_contexts(contexts, tmp_path, HashEncoder())
    generation, manifest = Store(tmp_path).current()
    published = PublishedIndex.load(generation)
    connection = Connection(os.environ[TARGET], place="here")
    group = Group.new("graphs")
    described = loading.load(connection, group, published, manifest, exact=10)
    vector = HashEncoder().encode_questions(["144号公园在哪条街"])[0]
    query = VectorQuery(unit=unit, vector=vector)
    there = MilvusIndex(connection, described).search([query])
    here = EmbeddedIndex(published).search([query])
    found, expected = (set(each.nearest(10)[0].tolist()) for each in (there, here))
    assert len(found & expected) >= 9
    rows = np.arange(N)
    (seen,), (known,) = (each.similarities(rows).by_query for each in (there, here))
    assert seen == pytest.approx(known, abs=1e-5)
    loading.drop(connection, group)
