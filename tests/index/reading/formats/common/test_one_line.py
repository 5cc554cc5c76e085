"""index.reading.formats.common.one_line: paragraphs that stand in one line become some."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.formats.common.one_line import closed, parted

REVIEW = "过去一年，新建绿道31公里，改造老旧小区9个，城镇新增就业1.2万人。"
PLAN = "今年，再建绿道20公里，新增公共停车泊位3500个，新建中小学3所。"


@pytest.mark.parametrize("gap", ["　　", "　　　　", " 　　"])
def test_paragraphs_that_were_set_in(gap: str):
    lines = [
        "2031年云溪县政府工作报告",
        "各位代表：",
        "一、2030年工作回顾",
        REVIEW,
        "二、2031年工作安排",
        PLAN,
    ]
    assert parted(gap.join(lines)).split("\n") == lines


def test_paragraphs_that_wide_blanks_part():
    assert parted(f"{REVIEW}    {PLAN}  {REVIEW}").split("\n") == [REVIEW, PLAN, REVIEW]


def test_blanks_in_a_line_of_many_part_nothing():
    text = f"{REVIEW}　　{PLAN}\n{REVIEW}\n{PLAN}\n{REVIEW}"
    assert parted(text) == text


def test_blanks_inside_of_a_sentence_part_nothing():
    text = f"市长  沈禾{REVIEW * 40}"
    assert parted(text).startswith("市长  沈禾过去一年")


def test_points_of_a_long_line_are_paragraphs():
    points = [f"{number}是抓实事。{REVIEW * 12}" for number in "一二三四五"]
    assert parted("".join(points)).split("\n") == points


def test_a_long_line_without_any_point_is_cut_at_ends_of_sentences():
    pieces = parted(REVIEW * 200).split("\n")
    assert "".join(pieces) == REVIEW * 200
    assert all(piece.endswith("。") and len(piece) < 700 for piece in pieces)


def test_a_long_line_without_any_stop_stays():
    assert parted("绿道" * 2000) == "绿道" * 2000


def test_prose_whose_characters_are_set_apart_is_closed():
    text = "全 县 地 区 生 产 总 值 完 成 96.3 亿 元 ， 增 长 6.5% 。"
    assert closed(text) == "全县地区生产总值完成96.3亿元，增长6.5%。"


@pytest.mark.parametrize(
    "line",
    [
        "政 府 工 作 报 告",
        "初步核算，全年全市 2023 年生产总值增长 4.8% 。",
        "The county built 31 km of paths in a year.",
        "指 标 产 量 增 长 粮 食 油 料",
    ],
)
def test_other_lines_keep_their_blanks(line: str):
    assert closed(line) == line


@given(
    st.text(alphabet="一二、（）(。；：修路是 \t\n2　\xa0各位代表：—", max_size=200),
    st.integers(1, 60),
)
def test_only_white_space_changes(text: str, times: int):
    assert "".join(parted(text * times).split()) == "".join((text * times).split())
