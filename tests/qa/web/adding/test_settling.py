"""What becomes of kept files: which of them can be asked, and why others cannot."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from index.build import build
from qa.engine import Engine
from qa.web.adding.additions import Additions, Stage
from qa.web.adding.settling import Settling
from qa.web.library import Library, Updating
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from pathlib import Path

QUIET = Updating()


class Clock:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Case:
    """A corpus of one report, asked by a library, and an addition to it."""

    def __init__(self, folder: Path) -> None:
        self.corpus, self.index = folder / "报告", folder / "index"
        self.corpus.mkdir()
        self.write("底.txt", "全县修路12公里。")
        self.build()
        engine = Engine.open(self.index, load=lambda _: HashEncoder())
        self.library = Library(engine)
        self.clock = Clock()
        self.additions = Additions()
        self.settling = Settling(self.additions, self.library, self.clock)

    def write(self, name: str, text: str) -> str:
        data = text.encode()
        (self.corpus / name).write_bytes(data)
        return hashlib.sha256(data).hexdigest()

    def build(self) -> None:
        build([self.corpus], self.index, HashEncoder)

    def add(self, name: str, text: str) -> str:
        identity = self.write(name, text)
        return self.additions.begin(name, stage=Stage.INDEXING, identity=identity).id

    def stage(self, name: str, updating: Updating = QUIET, after_s: float = 0) -> Stage:
        self.clock.now += after_s
        self.library.update(updating)
        self.settling.settle()
        found = self.additions.get(name)
        assert found is not None
        return found.stage


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def test_a_file_is_done_once_it_can_be_asked(case: Case):
    name = case.add("甲.txt", "全县种茶三千亩。")
    assert case.stage(name) is Stage.INDEXING
    assert case.stage(name, Updating(is_building=True)) is Stage.INDEXING
    case.build()
    assert case.stage(name, Updating(is_building=True)) is Stage.DONE


def test_as_long_as_nothing_was_built_it_waits(case: Case):
    name = case.add("甲.txt", "全县种茶三千亩。")
    assert case.stage(name) is Stage.INDEXING
    assert case.stage(name, after_s=3600) is Stage.INDEXING


def test_why_a_build_could_not_read_it_is_told(case: Case):
    name = case.add("甲.txt", "全县种茶三千亩。")
    failures = ("乙.txt is empty", "甲.txt cannot be read: Permission denied")
    assert case.stage(name, Updating(is_building=True)) is Stage.INDEXING
    assert case.stage(name, Updating(failures=failures)) is Stage.FAILED
    found = case.additions.get(name)
    assert found is not None
    assert found.reason == failures[1]


def test_what_another_file_says_too_is_a_copy_once_the_builds_are_over(case: Case):
    name = case.add("甲.txt", "全县修路12公里。\n")  # as 底.txt, saved otherwise
    assert case.stage(name) is Stage.INDEXING
    case.add("乙.txt", "全县种茶三千亩。")
    case.build()
    assert case.stage(name) is Stage.INDEXING
    assert case.stage(name, Updating(is_building=True), after_s=20) is Stage.INDEXING
    assert case.stage(name) is Stage.INDEXING
    assert case.stage(name, after_s=20) is Stage.COPY


def test_before_there_is_an_index_nothing_is_known():
    additions = Additions()
    made = additions.begin("甲.txt", stage=Stage.INDEXING, identity="x")
    Settling(additions, Library()).settle()
    assert additions.get(made.id) == made


def test_of_those_that_have_ended_the_newest_are_remembered():
    additions = Additions()
    failed = additions.begin("坏", stage=Stage.FAILED)
    made = [additions.begin(str(i), stage=Stage.DONE) for i in range(200)]
    assert additions.get(failed.id) == failed  # which somebody may still look for
    kept = [each.name for each in additions.all() if each.stage is Stage.DONE]
    assert kept == [str(i) for i in range(200 - len(kept), 200)]
    assert len(kept) < 100
    assert additions.change(made[0].id, stage=Stage.DONE) is None
    assert len({each.id for each in made}) == 200
