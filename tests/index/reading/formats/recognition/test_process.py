"""index.reading.formats.recognition.process: pages from a process that may fail, and is held to limits.

Programs of the tests' own stand for what reads pictures: each answers for the pages that it is asked.
"""

from __future__ import annotations

import importlib.metadata
import sys
from typing import TYPE_CHECKING

import pytest

from index.errors import CorpusError
from index.reading.formats.recognition import process
from index.reading.formats.recognition.page_cache import PageCache
from index.reading.formats.recognition.process import PendingError, Recognised, Scans

if TYPE_CHECKING:
    from pathlib import Path

START = """
import json, os, sys, time
asked = json.loads(sys.stdin.buffer.readline())
data = sys.stdin.buffer.read()
def say(line):
    print(json.dumps(line), flush=True)
def tell(number):
    say({"page": {"number": number, "width": 1, "height": 1, "lines": []}})
"""
ALL = """
for number in asked["pages"]:
    tell(number)
say({"ended": True})
"""
NAME = "甲.pdf"


def program(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(process, "_COMMAND", (sys.executable, "-c", START + code))


def read(numbers: list[int] | None, scans: Scans | None = None) -> Recognised:
    return process.recognise(b"%PDF-", NAME, scans or Scans(), numbers)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PageCache:
    monkeypatch.setattr(importlib.metadata, "version", lambda _: "3.10.0")
    return PageCache(tmp_path / "pages")


def test_each_page_is_told_before_it_is_read(monkeypatch: pytest.MonkeyPatch):
    program(monkeypatch, ALL)
    told: list[tuple[str, int, int]] = []
    recognised = read([2, 5, 7], Scans(progress=lambda *page: told.append(page)))
    assert [*recognised.pages] == [2, 5, 7]
    assert told == [(NAME, 1, 3), (NAME, 2, 3), (NAME, 3, 3)]


def test_a_page_is_not_read_twice(monkeypatch: pytest.MonkeyPatch, cache: PageCache):
    program(monkeypatch, "tell(2); os.abort()")
    scans = Scans(cache=cache)
    assert read([2, 5], scans).failed == (5,)
    program(monkeypatch, "assert asked['pages'] == [5] and asked['known'] == [2]" + ALL)
    assert [*read([2, 5], scans).pages] == [2, 5]
    program(monkeypatch, "os.abort()")
    assert [*read([2, 5], scans).pages] == [2, 5]


def test_what_was_read_is_kept_when_the_build_is_stopped(
    monkeypatch: pytest.MonkeyPatch, cache: PageCache
):
    program(monkeypatch, "tell(1); tell(2); time.sleep(600)")

    def stop(_name: str, number: int, _n_pages: int) -> None:
        if number == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read([1, 2, 3], Scans(progress=stop, cache=cache))
    program(monkeypatch, "assert asked['pages'] == [3]" + ALL)
    assert [*read([1, 2, 3], Scans(cache=cache)).pages] == [1, 2, 3]


@pytest.mark.parametrize(
    "fault", ["os.abort()", "raise SystemExit(1)", "print('{', flush=True)", "time.sleep(600)"]
)
def test_a_page_that_ends_the_process_is_left_out(monkeypatch: pytest.MonkeyPatch, fault: str):
    if "sleep" in fault:
        monkeypatch.setattr(process, "PAGE_LIMIT_S", 8)  # to start takes a moment, too
    code = f"""
for number in asked["pages"]:
    if number == 2:
        {fault}
    tell(number)
say({{"ended": True}})
"""
    program(monkeypatch, code)
    recognised = read([1, 2, 3])
    assert ([*recognised.pages], recognised.failed) == ([1, 3], (2,))


def test_after_some_faults_the_rest_is_left(monkeypatch: pytest.MonkeyPatch):
    program(monkeypatch, "tell(1) if 1 in asked['pages'] else None; os.abort()")
    assert read([1, 2, 3, 4, 5, 6]).failed == (2, 3, 4, 5, 6)


@pytest.mark.parametrize("numbers", [[1, 2], None])
def test_where_nothing_can_be_read_it_is_told(
    monkeypatch: pytest.MonkeyPatch, numbers: list[int] | None
):
    program(monkeypatch, "os.abort()")
    with pytest.raises(
        CorpusError, match=r"^甲\.pdf takes too much memory or time to be read by m"
    ):
        read(numbers)


def test_a_refusal_is_told_as_it_is(monkeypatch: pytest.MonkeyPatch):
    program(monkeypatch, "say({'refused': asked['name'] + ' is broken'})")
    with pytest.raises(CorpusError, match=r"^甲\.pdf is broken$"):
        read(None)


def test_the_pages_of_an_image_are_told_by_the_process(monkeypatch: pytest.MonkeyPatch):
    program(monkeypatch, "say({'pages': [1, 2]}); tell(1); tell(2); say({'ended': True})")
    told: list[tuple[str, int, int]] = []
    assert [*read(None, Scans(progress=lambda *page: told.append(page))).pages] == [1, 2]
    assert told == [(NAME, 1, 2), (NAME, 2, 2)]


def test_too_many_pages_are_refused_before_any_is_read(monkeypatch: pytest.MonkeyPatch):
    program(monkeypatch, "os.abort()")
    with pytest.raises(CorpusError, match=r"^甲\.pdf has more than 500 pages that are pictures"):
        read([*range(1, 502)])


def test_a_file_that_takes_too_long_keeps_what_was_read(
    monkeypatch: pytest.MonkeyPatch, cache: PageCache
):
    program(monkeypatch, ALL)
    monkeypatch.setattr(process, "LIMIT_S", -1)
    with pytest.raises(CorpusError, match="hours to be read by machine: split it, or build again"):
        read([1, 2], Scans(cache=cache))
    assert [*process.recognise(b"%PDF-", NAME, Scans(cache=cache, only_known=True), [1]).pages] == [
        1
    ]


@pytest.mark.parametrize("numbers", [[1, 2], None])
def test_what_is_not_known_is_pending_where_only_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, cache: PageCache, numbers: list[int] | None
):
    program(monkeypatch, "os.abort()")
    with pytest.raises(PendingError):
        read(numbers, Scans(cache=cache, only_known=True))
