"""benchmarks.reading.bodies: what is kept of a report, against a note of it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.reading.bodies import NOTES, count, per_cent
from tests.support.texts.samples import source

if TYPE_CHECKING:
    from collections.abc import Sequence

REPORT = (
    "2031年云溪县政府工作报告\n各位代表：\n过去一年，新建绿道 31 公里。\n今年，再建绿道20公里。"
)
TEXT = f"{REPORT}\n【打印】【关闭】"
N_REPORT = len("".join(REPORT.split()))
END = len("2031年云溪县政府工作报告各位代表：过去一年，新建绿道31公里。")


def note(body: Sequence[tuple[int, int]], ends: Sequence[tuple[int, bool]] = ()) -> dict[str, Any]:
    whole = "".join(TEXT.split())
    checksums = [hashlib.sha256(whole[a:b].encode()).hexdigest()[:16] for a, b in body]
    spans = [(a, b, each) for (a, b), each in zip(body, checksums, strict=True)]
    return {"body": spans, "repeated": [], "ends": list(ends)}


def test_a_report_that_is_read_right():
    counts = count(source(TEXT), note([(0, N_REPORT)], [(END, True), (END + 3, False)]))
    assert (counts.body, counts.lost) == (N_REPORT, 0)
    assert (counts.furniture, counts.kept) == (len("【打印】【关闭】"), 0)
    assert (counts.ends, counts.parted, counts.joined, counts.said) == (2, 0, 0, [])


def test_what_is_lost_and_what_is_kept():
    whole = "".join(TEXT.split())
    counts = count(source(TEXT), note([(0, END), (N_REPORT, len(whole))]))
    assert (counts.lost, counts.kept) == (len("【打印】【关闭】"), N_REPORT - END)
    assert counts.said == [
        "报告.txt: kept: 今年，再建绿道20公里。",
        "报告.txt: lost: 【打印】【关闭】",
    ]


def test_what_is_parted_and_what_is_joined():
    counts = count(source(TEXT), note([(0, N_REPORT)], [(END, False), (END + 3, True)]))
    assert (counts.parted, counts.joined) == (1, 1)


def test_a_note_of_another_text_is_told():
    other = note([(0, N_REPORT)])
    with pytest.raises(ValueError, match=r"报告\.txt: the note is of another text: 0 to"):
        count(source(TEXT.replace("31", "32")), other)


def test_counts_are_added():
    counts = count(source(TEXT), note([(0, N_REPORT)]))
    counts.add(count(source(TEXT), note([(0, N_REPORT)])))
    assert (counts.files, counts.body) == (2, 2 * N_REPORT)
    assert per_cent(1, 200) == "0.50 % of 200"


def test_the_notes_hold_no_words():
    lines = NOTES.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 37
    assert all(line.isascii() for line in lines)
    assert sum(len(json.loads(line)["ends"]) for line in lines) == 320
