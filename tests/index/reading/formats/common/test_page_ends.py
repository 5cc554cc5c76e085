"""index.reading.formats.common.page_ends: page numbers in the middle of a paragraph."""

from __future__ import annotations

import pytest

from index.reading.formats.common.reflow import reflowed
from index.reading.report import parse
from index.reading.splitting import split
from tests.support.texts.samples import source

LINES = (
    "全年全县地区生产总值同比增长百分之五，分产业看第一产业增",
    "加值增长百分之二，第二产业增加值增长百分之六，第三产业增",
    "加值增长百分之四。",
    "全年粮食产量九万吨，其中夏粮产量五万吨，秋粮产量四万吨，",
    "再创新高。",
)
FIRST, SECOND = "".join(LINES[:3]), "".join(LINES[3:])


def lines(*between: str, at: int = 2) -> list[str]:
    return reflowed("\n".join((*LINES[:at], *between, *LINES[at:]))).split("\n")


@pytest.mark.parametrize("number", ["— 3 —", "3", "-12-", "第 3 页 共 20 页", "3/20", "  — 3 —"])
def test_a_page_number_is_put_below_its_paragraph(number: str):
    assert lines(number) == [FIRST, number, SECOND]


def test_the_blank_lines_around_it_go_with_it():
    assert lines("", "— 3 —", "") == [FIRST, "", "— 3 —", "", SECOND]


def test_two_pages_inside_of_a_paragraph():
    text = "\n".join((LINES[0], "1", LINES[1], "2", *LINES[2:]))
    assert reflowed(text).split("\n") == [FIRST, "1", "2", SECOND]


def test_a_page_that_ends_between_paragraphs_stays_there():
    assert lines("— 3 —", at=3) == [FIRST, "— 3 —", SECOND]
    assert lines("— 3 —", "一、农业", at=2)[:4] == [
        "".join(LINES[:2]),
        "— 3 —",
        "一、农业",
        LINES[2],
    ]


def test_a_running_head_is_the_end_of_a_page_too():
    head = "云溪县2030年统计公报"
    text = "\n".join((head, *LINES[:2], "— 1 —", head, *LINES[2:4], "— 2 —", head, LINES[4]))
    assert reflowed(text).split("\n")[1:] == [FIRST, "— 1 —", head, SECOND, "— 2 —", head]
    passages = split(parse(source(reflowed(text))))
    assert [passage.text for passage in passages] == [FIRST, SECOND]


def test_a_blank_line_alone_parts():
    assert len(lines("", at=2)) == 4
