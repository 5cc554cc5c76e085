"""What of a head is doubtful, and how it is told."""

from __future__ import annotations

import pytest

from index.types import About, PlaceLevel
from qa.web.adding import doubts
from qa.web.texts import EN, ZH_CN

KNOWN = About(
    id="1",
    path="甲.txt",
    title="云溪市政府工作报告",
    place="云溪市",
    year=2024,
    level=PlaceLevel.CITY,
)
EMPTY = About(id="1", path="甲.txt", title="甲")


def test_a_line_of_a_build_is_parted():
    line = "甲.txt: nothing tells its place; a says 2023, but b 2024 (taken for a report of x, y)"
    assert doubts.parted(line, "甲.txt") == ("nothing tells its place", "a says 2023, but b 2024")
    assert doubts.parted("", "甲.txt") == ()


def test_what_is_known_is_not_doubtful():
    assert doubts.fields_of(KNOWN, ()) == frozenset()
    assert doubts.told(KNOWN, (), ZH_CN) == []


def test_what_nothing_tells_is_told_in_the_visitor_s_language():
    assert doubts.fields_of(EMPTY, ("nothing tells its place",)) == {"place", "year"}
    assert doubts.told(EMPTY, ("nothing tells its place",), ZH_CN) == [
        "没有读出：地区、年份。请补上。"
    ]
    assert doubts.told(EMPTY, (), EN) == ["Not found: Place, Year. Please fill in."]


def test_where_two_sources_contradict_the_field_is_named():
    line = "its title says 2024, but its file name 2023"
    assert doubts.fields_of(KNOWN, (line,)) == {"year"}
    assert doubts.told(KNOWN, (line,), ZH_CN) == ["请核对：标题写的是2024，文件名写的是2023"]
    assert doubts.told(KNOWN, (line,), EN) == [EN.adding_check.format(reason=line)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "its file's own title says 云溪市, but its masthead 石岭市",
            "文件自带的标题写的是云溪市，报告开头写的是石岭市",
        ),
        ("its date says 2023, but its body 2024", "日期写的是2023，正文写的是2024"),
        (
            "it is taken for one of 2023, but was given on 2025-01-02",
            "按 2023 年的报告收录，日期却是 2025-01-02",
        ),
    ],
)
def test_every_doubt_is_told_in_the_visitor_s_language(line: str, told: str):
    assert doubts.told(KNOWN, (line,), ZH_CN) == [f"请核对：{told}"]
