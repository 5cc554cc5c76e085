"""qa.keeping.following: when a corpus is built anew, and what is told of it; by looks made by hand."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from index import build
from index.errors import IndexWriteError
from qa.keeping import following
from qa.keeping.following import Following
from qa.settings import Settings
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from qa.service import Say

N_LOOKS = 4  # enough for what was touched to be seen, to stay so, to be built, and to need nothing


class Followed:
    """A corpus that is followed: each ``look`` goes on as long as there is something to do."""

    def __init__(self, folder: Path) -> None:
        self.corpus = folder / "报告"
        self.corpus.mkdir()
        self.settings = Settings(index=folder / "index", cache=folder / "cache")
        self.said: list[str] = []
        self.builds: list[tuple[str, ...]] = []
        self.failures: list[tuple[str, ...]] = []
        self.n_touched = 0
        self.error: Exception | None = None
        self._stop = _AfterLooks()
        self._following = Following(
            self.settings,
            [self.corpus],
            build=self._build,
            say=self.said.append,
            told=self,
            stop=self._stop,
        )

    def write(self, name: str, text: str) -> None:
        (self.corpus / name).write_text(text, encoding="utf-8")

    def look(self, n: int = N_LOOKS) -> list[str]:
        """Look so often; give what was said."""
        self.said.clear()
        self._stop.n_left = n
        self._following.run()
        return list(self.said)

    def fail(self, error: Exception | None) -> None:
        """Have every build fail from now on, or none."""
        self.error = error

    def touched(self) -> None:
        self.n_touched += 1

    def failed(self, lines: tuple[str, ...]) -> None:
        self.failures.append(lines)

    def _build(self, paths: Sequence[Path], say: Say) -> tuple[str, ...]:
        if self.error is not None:
            raise self.error
        result = build.build(
            paths, self.settings.folder, HashEncoder, cache_dir=self.settings.cache
        )
        for line in result.warnings:
            say(line)
        self.builds.append(tuple(sorted(path.name for path in self.corpus.iterdir())))
        return result.failures


class _AfterLooks(threading.Event):
    """Is set after some looks, and lets no time pass between them."""

    n_left = 0

    def wait(self, timeout: float | None = None) -> bool:
        del timeout
        self.n_left -= 1
        return self.n_left < 0


@pytest.fixture
def followed(tmp_path: Path) -> Iterator[Followed]:
    followed = Followed(tmp_path)
    followed.write("甲.txt", "全县种茶三千亩。")
    yield followed
    assert [thread.name for thread in threading.enumerate() if "build" in thread.name] == []


def test_what_is_there_is_built_and_then_what_changes(followed: Followed):
    assert followed.look()[0] == "the corpus has changed: 1 added (甲.txt)"
    assert followed.look() == []
    followed.write("乙.txt", "全县养鱼九百吨。")
    assert followed.look()[0] == "the corpus has changed: 1 added (乙.txt)"
    (followed.corpus / "甲.txt").rename(followed.corpus / "丙.txt")
    assert followed.look()[0] == "the corpus has changed: 1 renamed (甲.txt to 丙.txt)"
    (followed.corpus / "乙.txt").unlink()
    assert followed.look()[0] == "the corpus has changed: 1 deleted (乙.txt)"
    followed.write("丙.txt", "全县种茶五千亩。")
    assert followed.look()[0] == "the corpus has changed: 1 changed (丙.txt)"
    assert len(followed.builds) == 5
    assert followed.look() == []


def test_what_was_told_of_a_report_is_not_told_again(followed: Followed):
    doubt = "甲.txt: nothing tells its place"
    assert any(line.startswith(doubt) for line in followed.look())
    followed.write("乙.txt", "全县养鱼九百吨。")
    said = followed.look()
    assert not any(line.startswith(doubt) for line in said)
    assert any(line.startswith("乙.txt: nothing tells its place") for line in said)


def test_to_touch_a_file_builds_nothing(followed: Followed):
    followed.look()
    (followed.corpus / "甲.txt").touch()
    (followed.corpus / "甲.txt").chmod(0o640)
    assert followed.look() == []
    assert len(followed.builds) == 1


def test_what_is_still_being_copied_is_not_read(followed: Followed):
    followed.look()
    for i in range(5):
        followed.write("乙.txt", "全县养鱼九百吨。" * (i + 1))
        assert followed.look(1) == []
    assert followed.n_touched >= 5
    assert len(followed.builds) == 1
    followed.look()
    assert followed.builds[1:] == [("乙.txt", "甲.txt")]


def test_an_index_that_another_has_built_is_not_built_again(followed: Followed):
    followed.look()
    followed.write("乙.txt", "全县养鱼九百吨。")
    build.build(
        [followed.corpus], followed.settings.folder, HashEncoder, cache_dir=followed.settings.cache
    )
    assert followed.look() == []
    assert len(followed.builds) == 1


def test_a_corpus_out_of_reach_stays_in_the_index(followed: Followed):
    followed.look()
    followed.corpus.rename(followed.corpus.parent / "elsewhere")
    assert followed.look() == [
        f"{followed.corpus} cannot be reached: what was read of it stays in the index"
    ]
    assert followed.look() == []
    (followed.corpus.parent / "elsewhere").rename(followed.corpus)
    assert followed.look() == ["all of the corpus can be reached again"]
    assert len(followed.builds) == 1


def test_a_bad_file_is_told_once_and_its_mending_followed(followed: Followed):
    followed.look()
    followed.write("空.txt", "")
    line = "空.txt is empty: delete it, or save the report into it again"
    assert followed.look() == [line]
    assert followed.failures[-1] == (line,)
    assert followed.look() == []
    followed.write("空.txt", "全县养鱼九百吨。")
    assert followed.look()[0] == "the corpus has changed: 1 added (空.txt)"
    assert followed.failures[-1] == ()


def test_an_emptied_corpus_is_told_and_waited_for(followed: Followed):
    followed.look()
    (followed.corpus / "甲.txt").unlink()
    (line,) = followed.look()
    assert line.startswith("no report in ")
    assert followed.failures[-1] == (line,)
    followed.write("甲.txt", "全县种茶五千亩。")
    assert followed.look()[0].startswith("the corpus has changed: ")


def test_a_build_that_fails_is_told_once_and_tried_again(
    followed: Followed, monkeypatch: pytest.MonkeyPatch
):
    followed.fail(IndexWriteError("the disk is full"))
    assert followed.look()[-1] == "the disk is full"
    assert followed.look() == []
    assert followed.failures[-1] == ("the disk is full",)
    monkeypatch.setattr(following, "RETRY_S", 0.0)
    followed.fail(None)
    followed.write("乙.txt", "全县养鱼九百吨。")
    followed.look()
    assert not any(followed.failures[-1])
    assert len(followed.builds) == 1


def test_an_error_of_the_program_ends_nothing(followed: Followed, caplog: pytest.LogCaptureFixture):
    followed.fail(RuntimeError("a fault"))
    assert "the corpus cannot be followed: a fault" in followed.look()
    assert "a fault" in caplog.text
    followed.fail(None)
    followed.look()
    assert len(followed.builds) == 1
