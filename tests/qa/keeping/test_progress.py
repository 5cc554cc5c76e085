"""How far a build is, where standard error is no terminal; by a clock of the test's own."""

from __future__ import annotations

import sys

import pytest

from qa.keeping.progress import Lines, Pages, shown


class Steps:
    """A build whose every text takes as long as it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.said: list[str] = []
        self.lines = Lines(self.said.append, lambda: self.now)

    def run(self, *steps: tuple[float, int], n_texts: int) -> list[str]:
        for seconds, n_done in steps:
            self.now += seconds
            self.lines(n_done, n_texts)
        return self.said


def test_a_line_every_ten_seconds():
    steps = [(0.0, 0), *((1.0, n) for n in range(1, 36))]
    assert Steps().run(*steps, n_texts=100) == [
        "encoded 10 of 100 texts (10%), about 90 s left",
        "encoded 20 of 100 texts (20%), about 80 s left",
        "encoded 30 of 100 texts (30%), about 70 s left",
    ]


def test_a_quick_build_says_nothing():
    assert Steps().run((0, 0), (9.9, 90), (0, 100), n_texts=100) == []


def test_the_end_is_told_by_the_build_itself():
    assert Steps().run((0, 0), (60, 100), n_texts=100) == []


def test_texts_taken_over_do_not_count_as_speed():
    said = Steps().run((0, 900), (10, 910), n_texts=1000)
    assert said == ["encoded 910 of 1,000 texts (91%), about 90 s left"]


def test_long_times_are_minutes_and_large_numbers_grouped():
    said = Steps().run((0, 0), (100, 1200), n_texts=34_000)
    assert said == ["encoded 1,200 of 34,000 texts (3%), about 46 minutes left"]


def test_a_build_that_stands_still_promises_nothing():
    assert Steps().run((0, 0), (10, 0), n_texts=5) == ["encoded 0 of 5 texts (0%)"]


def test_who_else_follows_is_told_everything():
    told: list[tuple[int, int]] = []
    with shown(lambda _line: None, lambda *done: told.append(done)) as tell:
        tell(1, 3)
        tell(3, 3)
    assert told == [(1, 3), (3, 3)]


def pages(*steps: tuple[float, str, int, int]) -> list[str]:
    """What is said of pages, each of which comes some seconds after the one before."""
    said: list[str] = []
    now = 1000.0
    tell = Pages(said.append, clock=lambda: now)
    for seconds, file, number, n_pages in steps:
        now += seconds
        tell(file, number, n_pages)
    return said


def test_the_first_page_of_each_scan_is_told_and_then_one_every_ten_seconds():
    assert pages(
        (0, "甲.pdf", 1, 20), (4, "甲.pdf", 2, 20), (7, "甲.pdf", 3, 20), (1, "乙.png", 1, 1)
    ) == [
        "reading 甲.pdf by OCR: page 1 of 20",
        "reading 甲.pdf by OCR: page 3 of 20",
        "reading 乙.png by OCR: page 1 of 1",
    ]


def test_on_a_terminal_the_line_changes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    tell = Pages(lambda _line: pytest.fail("a line of its own"))
    tell("甲.pdf", 1, 2)
    tell("甲.pdf", 2, 2)
    assert capsys.readouterr().err == (
        "\r\x1b[Kreading 甲.pdf by OCR: page 1 of 2\r\x1b[Kreading 甲.pdf by OCR: page 2 of 2\n"
    )


def test_who_else_follows_is_told_every_page():
    told: list[tuple[str, int, int]] = []
    tell = Pages(lambda _line: None, lambda *page: told.append(page))
    tell("甲.pdf", 1, 2)
    tell("甲.pdf", 2, 2)
    assert told == [("甲.pdf", 1, 2), ("甲.pdf", 2, 2)]
