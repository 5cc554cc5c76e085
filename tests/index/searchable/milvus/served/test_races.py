"""Two publish at the same moment: one does, whatever each is held up by, and no report is lost."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from index.published.contents import PublishedIndex
from index.searchable.milvus.asked import MilvusIndex
from index.searchable.milvus.layout import Group
from index.searchable.milvus.writing import loading
from index.searchable.milvus.writing.publishing import Catalogue, OvertakenError
from index.storage.store import Store
from tests.support.milvus.building import Reader, answer, append, built, catalogue, corpus, replace
from tests.support.milvus.environments import TARGET

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.searchable.milvus.description import Description


@pytest.fixture
def index(request: pytest.FixtureRequest) -> Catalogue:
    """An index that no other test asks."""
    return catalogue(os.environ[TARGET], request.node.name.removeprefix("test_")[:40])


@pytest.fixture
def load(index: Catalogue, tmp_path: Path) -> Callable[..., Description]:
    """Loads a report of 云溪 that tells a number, and publishes nothing."""

    def loaded(number: str) -> Description:
        folder = built(corpus(tmp_path / f"c{number}", 云溪=number), tmp_path / f"i{number}")
        generation, manifest = Store(folder).current()
        contents = PublishedIndex.load(generation)
        return loading.load(index.connection, Group.new(index.name), contents, manifest)

    return loaded


def told(index: Catalogue) -> str:
    return answer(MilvusIndex(index.connection, index.current()), "云溪")


def right(number: str) -> str:
    return f"云溪建成绿道{number}公里。"


def test_of_two_after_the_same_one_the_first_is_published(
    index: Catalogue, load: Callable[..., Description]
):
    before = index.publish(load("1"), before=None)
    first, second = load("2"), load("3")

    def other() -> None:  # between the look at the right and the step
        index.publish(first, before=before)

    with pytest.raises(OvertakenError, match="another build was published in"):
        index.publish(second, before=before, check=other)
    assert (index.label(), told(index)) == (first.group.label, right("2"))
    with pytest.raises(OvertakenError):
        index.publish(load("4"), before=None)
    assert told(index) == right("2")


def test_of_two_first_ones_one_is_published(index: Catalogue, load: Callable[..., Description]):
    first, second = load("1"), load("2")
    with pytest.raises(OvertakenError):
        index.publish(second, before=None, check=lambda: _publish(index, first, None))
    assert told(index) == right("1")


def test_one_that_is_held_up_after_its_step_takes_nothing_back(
    index: Catalogue, load: Callable[..., Description]
):
    before = index.publish(load("1"), before=None)
    mine, later = load("2"), load("3")

    class HeldUp(Catalogue):
        """Another one publishes before the name follows."""

        def _point_to(self, collection: str) -> None:
            assert index.label() == mine.group.label  # the step is made, and seen
            index.publish(later, before=index.current())
            index.connection.alias(self.name, collection)  # as if it had looked before

    HeldUp(index.connection, index.name).publish(mine, before=before)
    assert (index.label(), told(index)) == (later.group.label, right("3"))
    assert answer(Reader(os.environ[TARGET], index.name).index(), "云溪") == right("3")
    last = index.publish(load("4"), before=index.current())
    assert (index.label(), told(index)) == (last.group.label, right("4"))


def test_one_killed_after_its_step_is_published(index: Catalogue, load: Callable[..., Description]):
    before = index.publish(load("1"), before=None)

    class Killed(Catalogue):
        """Ends before the name follows."""

        def _point_to(self, collection: str) -> None:  # noqa: ARG002 - as it is called
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Killed(index.connection, index.name).publish(load("2"), before=before)
    assert told(index) == right("2")
    index.publish(load("3"), before=index.current())
    assert told(index) == right("3")


def test_one_that_comes_after_what_was_dropped_publishes_nothing(
    index: Catalogue, load: Callable[..., Description]
):
    index.kept_s = -1  # what is replaced is dropped at once
    long_past = index.publish(load("1"), before=None)
    late = load("2")
    index.publish(load("3"), before=long_past)
    index.publish(load("4"), before=index.current())
    with pytest.raises(OvertakenError):
        index.publish(late, before=long_past)
    assert told(index) == right("4")
    index.publish(load("5"), before=index.current())
    assert told(index) == right("5")


def test_reports_that_are_added_while_another_publishes_are_not_lost(
    index: Catalogue,
    load: Callable[..., Description],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    replace(index, built(corpus(tmp_path / "a", 云溪="1"), tmp_path / "one"))
    publish, others = Catalogue.publish, [load("2")]

    def overtaken(self: Catalogue, described: Description, **options: object) -> Description:
        if others:
            publish(index, others.pop(), before=index.current())
        return publish(self, described, **options)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(Catalogue, "publish", overtaken)
    append(index, built(corpus(tmp_path / "b", 松岭="5"), tmp_path / "two"))
    there = MilvusIndex(index.connection, index.current())
    assert [answer(there, town) for town in ("云溪", "松岭")] == [right("2"), "松岭建成绿道5公里。"]


def _publish(index: Catalogue, described: Description, before: Description | None) -> None:
    index.publish(described, before=before)
