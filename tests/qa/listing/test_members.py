"""qa.listing.members: what an enumeration is made of."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.listing.members import members, rest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“山海·谛听”“山海·尔语”“鲲鹏·脑海”", ["“山海·谛听”", "“山海·尔语”", "“鲲鹏·脑海”"]),
        ("《甲》《乙》", ["《甲》", "《乙》"]),
        ("中车地块、张庄地块、日纬路地块", ["中车地块", "张庄地块", "日纬路地块"]),
        ("远洋片区和小楼片区", ["远洋片区", "小楼片区"]),
        ("甲项目、乙项目和丙项目", ["甲项目", "乙项目", "丙项目"]),
        ("甲项目、丙、丁项目以及戊项目", ["甲项目", "丙", "丁项目", "戊项目"]),
        ("甲（乙、丙）、丁", ["甲（乙、丙）", "丁"]),
        ("“甲、乙”行动、丙行动", ["“甲、乙”行动", "丙行动"]),
        ("甲 、 乙", ["甲", "乙"]),
        ("销路不畅；运费偏高；等等。", ["销路不畅", "运费偏高"]),
        ("园小。库老旧，要建；", ["园小", "库老旧，要建"]),
        ("一是园小。还不多。二是库老；三是路远。", ["一是园小。还不多", "二是库老", "三是路远"]),
        ("第一，园小；第二，库老。", ["第一，园小", "第二，库老"]),
        ("园小；一是库老；二是路远；", ["园小", "一是库老", "二是路远"]),
        ("中科启迪、中科芯创等58家企业", ["中科启迪", "中科芯创"]),
        ("“甲”“乙”等十个“免办”事项", ["“甲”", "“乙”"]),
        ("甲公司、乙公司和丙公司等", ["甲公司", "乙公司", "丙公司"]),
        ("一等、二等", ["一等", "二等"]),
        ("高等、中等3所", ["高等", "中等3所"]),
        # no enumerations
        ("京津冀和平区", []),
        ("医养康养示范街", []),
        ("建成甲园、乙园。", []),
        ("", []),
        ("、", []),
    ],
)
def test_members_stand_alone(text: str, expected: list[str]):
    assert [text[start:end] for start, end in members(text)] == expected


@given(st.text("甲乙和及、“”《》（） 。\n", max_size=30))
def test_members_are_spans_in_their_order(text: str):
    spans = members(text)
    assert len(spans) != 1
    assert all(text[start:end].strip() for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中科启迪、中科芯创等58家企业", "等58家企业"),
        ("甲公司、乙公司等", "等"),
        ("甲公司、乙公司", ""),
        ("甲公司等58家", ""),
        ("《甲等（5）》、《乙等3篇》", ""),
        ("园小。库老旧，等等。", ""),
    ],
)
def test_what_counts_the_members_is_none_of_them(text: str, expected: str):
    assert rest(text) == expected
