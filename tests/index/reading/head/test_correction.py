"""index.reading.head.correction: values of a file that is edited by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.head import terms
from index.reading.head.correction import FIELDS, Correction, of_values, to_values
from index.types import PlaceLevel, ReportKind

YEARS = st.integers(1900, 2099)
TEXTS = st.text("云溪县镇abc 2024", max_size=20).map(str.strip)
CORRECTIONS = st.builds(
    Correction,
    title=st.none() | TEXTS,
    kind=st.none() | st.sampled_from(ReportKind),
    place=st.none() | st.sampled_from(["云溪县", "全国", ""]),
    level=st.none() | st.sampled_from(PlaceLevel),
    year=st.none() | YEARS,
    covers=st.none() | st.tuples(YEARS, YEARS).map(lambda pair: (min(pair), max(pair))),
    delivered=st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    speaker=st.none() | TEXTS,
    office=st.none() | TEXTS,
)


@given(CORRECTIONS)
def test_values_tell_the_correction_that_they_were_made_of(correction: Correction):
    assert of_values(to_values(correction)) == (correction, ())


def test_nothing_is_no_correction():
    assert not Correction()
    assert of_values({}) == (Correction(), ())
    assert Correction(place="")
    assert Correction(lacks=frozenset({"year"}))


@pytest.mark.parametrize(
    "written",
    [
        2024,
        "2024",
        "2024年",
        "2024年度",
        " 2 0 2 4 年 ",
        "\uff12\uff10\uff12\uff14",
        "二〇二四",
        "二О二四年",
        "二零二四",
        "民国113年",
        "中華民國一一三年",
        "113年",
    ],
)
def test_ways_to_write_a_year(written: object):
    assert of_values({"year": written}) == (Correction(year=2024), ())


@pytest.mark.parametrize(
    "written", [24, 0, -1, 20245, True, 2024.0, "二〇二x", "2023-2024", "去年", [2024], {}, "24年"]
)
def test_what_is_no_year(written: object):
    correction, problems = of_values({"year": written, "place": "云溪县"})
    assert correction == Correction(place="云溪县")
    assert len(problems) == 1
    assert problems[0].endswith("is no year from 1900 to 2099: write it as 2024")


@pytest.mark.parametrize(
    "written",
    [[2021, 2025], ["2021", "二〇二五"], "2021—2025年", "2021-2025", "十四五", "第十四个五年规划"],
)
def test_ways_to_write_a_span(written: object):
    assert of_values({"covers": written}) == (Correction(covers=(2021, 2025)), ())


def test_a_span_of_one_year():
    for written in (2023, [2023], "2023年", [2023, 2023]):
        assert of_values({"covers": written}) == (Correction(covers=(2023, 2023)), ())


@pytest.mark.parametrize("written", [[], [2025, 2021], [1, 2], [2021, 2022, 2023], "以后", True])
def test_what_is_no_span(written: object):
    assert of_values({"covers": written})[1][0].endswith("as [2021, 2025]")


@pytest.mark.parametrize(
    "written",
    [
        dt.date(2024, 1, 15),
        dt.datetime(2024, 1, 15, 9, 30, tzinfo=dt.UTC),
        "2024-01-15",
        "2024.1.15",
        "2024年1月15日",
        "二〇二四年一月十五日",
        "民國113年1月15日",
    ],
)
def test_ways_to_write_a_day(written: object):
    assert of_values({"delivered": written}) == (Correction(delivered=dt.date(2024, 1, 15)), ())


@pytest.mark.parametrize(
    "written", [2024, "2024", "2024-02-30", "正月", dt.time(9), dt.date(24, 1, 1)]
)
def test_what_is_no_day(written: object):
    assert of_values({"delivered": written})[1][0].endswith("is no day: write it as 2024-01-15")


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("政府工作报告", ReportKind.GOVERNMENT_WORK),
        ("政府工作報告", ReportKind.GOVERNMENT_WORK),
        ("government_work", ReportKind.GOVERNMENT_WORK),
        ("统计公报", ReportKind.STATISTICS),
        ("国民经济和社会发展统计公报", ReportKind.STATISTICS),
        ("statistics", ReportKind.STATISTICS),
        ("预算报告", ReportKind.BUDGET),
        ("规划", ReportKind.PLAN),
        ("“十四五”规划", ReportKind.PLAN),
        ("法院工作报告", ReportKind.COURT),
        ("法院", ReportKind.COURT),
        ("检察院工作报告", ReportKind.PROSECUTION),
        ("施政报告", ReportKind.ADDRESS),
        ("计划报告", ReportKind.DEVELOPMENT),
        ("人大常委会工作报告", ReportKind.CONGRESS),
        ("其他", ReportKind.OTHER),
        ("", ReportKind.OTHER),
    ],
)
def test_kinds_by_their_terms(written: str, kind: ReportKind):
    assert of_values({"kind": written}) == (Correction(kind=kind), ())


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("国家", PlaceLevel.NATION),
        ("全国", PlaceLevel.NATION),
        ("省", PlaceLevel.PROVINCE),
        ("省级", PlaceLevel.PROVINCE),
        ("自治区", PlaceLevel.PROVINCE),
        ("直辖市", PlaceLevel.PROVINCE),
        ("市", PlaceLevel.CITY),
        ("地级市", PlaceLevel.CITY),
        ("县区", PlaceLevel.COUNTY),
        ("县级市", PlaceLevel.COUNTY),
        ("區", PlaceLevel.COUNTY),
        ("街道", PlaceLevel.TOWN),
        ("乡镇", PlaceLevel.TOWN),
        ("County", PlaceLevel.COUNTY),
        ("", PlaceLevel.UNKNOWN),
    ],
)
def test_levels_by_their_terms(written: str, level: PlaceLevel):
    assert of_values({"level": written}) == (Correction(level=level), ())


def test_each_kind_and_level_is_read_by_its_term_and_by_its_value():
    for kind in ReportKind:
        assert terms.kind_of_term(terms.term_of_kind(kind)) is kind
        assert terms.kind_of_term(kind.value) is kind
    for level in PlaceLevel:
        assert terms.level_of_term(terms.term_of_level(level)) is level
        assert terms.level_of_term(level.value) is level


def test_terms_that_a_correction_is_written_in_are_the_standard_ones():
    assert [terms.term_of_level(level) for level in PlaceLevel] == [
        "国家",
        "省",
        "市",
        "县区",
        "街道",
        "不明",
    ]
    assert terms.term_of_kind(ReportKind.PLAN) == "规划"


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"kind": "日记"}, "kind = '日记' is no kind: expected 政府工作报告, 统计公报"),
        ({"level": "村"}, "level = '村' is no level: expected 国家, 省, 市, 县区, 街道"),
        ({"place": 3}, "place = 3 is no text: write it in quotes"),
        ({"speaker": "沈\n禾"}, "cannot be seen"),
        ({"title": "长" * 301}, "is longer than 300 characters: shorten it"),
        ({"levle": "县区"}, "did you mean level?"),
        ({"年份": 2024}, f"expected {', '.join(FIELDS)}"),
    ],
)
def test_what_is_wrong_is_told_with_the_remedy(values: dict[str, object], problem: str):
    correction, problems = of_values(values)
    assert not correction
    assert len(problems) == 1
    assert problem in problems[0]
    assert len(problems[0]) < 200


def test_a_fact_is_given_or_lacking_not_both():
    with pytest.raises(ValueError, match="year cannot be given and lacking"):
        Correction(year=2024, lacks=frozenset({"year"}))
    with pytest.raises(ValueError, match="cannot lack title"):
        Correction(lacks=frozenset({"title"}))
    with pytest.raises(ValueError, match="24 is no year"):
        Correction(year=24)
    with pytest.raises(ValueError, match="2025 to 2021 is no span"):
        Correction(covers=(2025, 2021))
