"""Generations in a server: published in one step, followed, dropped; several builders at once."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.errors import EngineError, IndexMismatchError, IndexMissingError
from index.published.contents import PublishedIndex
from index.searchable.milvus.asked import MilvusIndex
from index.searchable.milvus.layout import Group, groups_among
from index.searchable.milvus.writing import loading
from index.searchable.protocol import TermQuery, Unit
from index.storage.store import Store
from tests.support.hash_encoder import HashEncoder
from tests.support.milvus.building import (
    Reader,
    answer,
    append,
    built,
    catalogue,
    corpus,
    replace,
    right,
)
from tests.support.milvus.environments import TARGET

if TYPE_CHECKING:
    from pathlib import Path

    from index.searchable.milvus.writing.publishing import Catalogue


@pytest.fixture
def index(request: pytest.FixtureRequest) -> Catalogue:
    """An index that no other test asks."""
    return catalogue(os.environ[TARGET], request.node.name.removeprefix("test_")[:40])


def opened(of: Catalogue) -> MilvusIndex:
    return MilvusIndex(of.connection, of.current())


def labels(of: Catalogue) -> set[str]:
    return {group.label for group in groups_among(of.name, of.connection.collections())}


def test_nothing_is_published_at_first(index: Catalogue):
    with pytest.raises(IndexMissingError, match="there is no index"):
        index.current()


def test_a_reader_follows_what_is_published(index: Catalogue, tmp_path: Path):
    replace(index, built(corpus(tmp_path / "a", 云溪="1"), tmp_path / "one"))
    follower = Reader(os.environ[TARGET], index.name)
    before = follower.index()
    assert answer(before, "云溪") == "云溪建成绿道1公里。"
    replace(index, built(corpus(tmp_path / "a", 云溪="2"), tmp_path / "two"))
    assert answer(follower.index(), "云溪") == "云溪建成绿道2公里。"
    assert answer(before, "云溪") == "云溪建成绿道1公里。"  # to the end of a request


def test_replaced_generations_are_dropped_after_a_while(index: Catalogue, tmp_path: Path):
    folder = built(corpus(tmp_path / "a", 云溪="1"), tmp_path / "one")
    first = replace(index, folder)
    second = replace(index, folder)
    assert labels(index) == {first.group.label, second.group.label}
    index.kept_s = -1
    third = replace(index, folder)
    assert labels(index) == {third.group.label}
    assert answer(opened(index), "云溪") == "云溪建成绿道1公里。"


def test_what_a_killed_build_left_is_dropped_a_day_later(index: Catalogue, tmp_path: Path):
    folder = built(corpus(tmp_path / "a", 云溪="1"), tmp_path / "one")
    manifest = Store(folder).current()[1]
    old, new = Group.new(index.name, now_s=1_000_000), Group.new(index.name)
    contents = PublishedIndex.load(Store(folder).current()[0])
    for group in (old, new):
        loading.load(index.connection, group, contents, manifest)
    published = replace(index, folder)
    assert labels(index) == {new.label, published.group.label}


def test_several_add_reports_at_once_and_none_is_lost(index: Catalogue, tmp_path: Path):
    towns = ("云溪", "松岭", "茶山")
    folders = [
        built(corpus(tmp_path / town, **{town: str(n)}), tmp_path / f"{town}.index")
        for n, town in enumerate(towns)
    ]
    with ThreadPoolExecutor(len(towns)) as pool:
        list(pool.map(lambda folder: append(index, folder), folders))
    there = opened(index)
    assert [answer(there, town) for town in towns] == [
        f"{town}建成绿道{n}公里。" for n, town in enumerate(towns)
    ]
    for folder in folders:  # again: each report is there once
        append(index, folder)
    assert opened(index).n_documents == len(towns)


def test_what_was_taken_in_is_dropped_after_a_while_and_not_taken_in_again(
    index: Catalogue, tmp_path: Path
):
    append(index, built(corpus(tmp_path / "a", 云溪="1"), tmp_path / "one"))
    ((label, _),) = index.current().batches
    index.kept_s = -1
    append(index, built(corpus(tmp_path / "b", 松岭="2"), tmp_path / "two"))
    assert label not in labels(index)
    replace(index, built(corpus(tmp_path / "c", 茶山="3"), tmp_path / "three"))
    replace(index, built(corpus(tmp_path / "c", 茶山="4"), tmp_path / "four"))
    published = index.current()
    assert (index.pending(published), published.batches) == ([], ())
    assert labels(index) == {published.group.label}
    assert [answer(opened(index), town) for town in ("云溪", "松岭", "茶山")] == [
        *("", "", "茶山建成绿道4公里。")
    ]


def test_after_adding_all_is_counted_as_in_one_build(index: Catalogue, tmp_path: Path):
    replace(index, built(corpus(tmp_path / "a", 云溪="1", 松岭="2"), tmp_path / "one"))
    append(index, built(corpus(tmp_path / "b", 茶山="3"), tmp_path / "two"))
    whole = built(corpus(tmp_path / "all", 云溪="1", 松岭="2", 茶山="3"), tmp_path / "whole")
    published = PublishedIndex.load(Store(whole).current()[0])
    there = opened(index)
    terms = [*published.passage_terms.postings()[0], "火箭"]
    weights = there.term_weights(terms)
    assert [weights[term].passages for term in terms] == pytest.approx(
        [published.passage_terms.weight(term) for term in terms]
    )
    rows = np.arange(there.n_passages)
    assert there.passages(rows.tolist()) == tuple(published.passages)
    query = TermQuery(unit=Unit.PASSAGE, terms=tuple(terms[:5]))
    (seen,) = there.search([query]).similarities(rows).by_query
    assert seen == pytest.approx(published.passage_terms.matches(terms[:5]).similarities, abs=1e-5)


def test_a_right_that_was_taken_away_publishes_nothing(index: Catalogue, tmp_path: Path):
    folder = built(corpus(tmp_path / "a", 云溪="1"), tmp_path / "one")
    replace(index, folder)
    before = index.label()
    generation, manifest = Store(folder).current()
    contents = PublishedIndex.load(generation)
    there = loading.load(index.connection, Group.new(index.name), contents, manifest)
    with right(index).held() as check:
        assert check is not None
        check()
        index.connection.alias(f"{index.name}_commit", None)
        with pytest.raises(EngineError, match="another build publishes in"):
            check()
        with right(index).held() as other:
            assert other is not None
            other()
            with pytest.raises(EngineError, match="nothing of it is lost"):
                index.publish(there, before=index.current(), check=check)
    assert index.label() == before


def test_reports_of_another_model_are_refused(
    index: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    replace(index, built(corpus(tmp_path / "a", 云溪="1"), tmp_path / "one"))
    monkeypatch.setattr(HashEncoder, "fingerprint", "another")
    other = built(corpus(tmp_path / "b", 松岭="2"), tmp_path / "two")
    with pytest.raises(IndexMismatchError, match="build with the same version and --model"):
        append(index, other)
    assert opened(index).n_documents == 1
