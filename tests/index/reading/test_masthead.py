"""index.reading.masthead: place, year, date, speaker and occasion from a report's head."""

from __future__ import annotations

import datetime as dt

import pytest

from index.reading.masthead import Masthead, is_telling, is_title, parse

TITLE = "2024年云溪市政府工作报告"
MEETING = "云溪市第九届人民代表大会第四次会议"


def test_a_whole_head_in_two_lines():
    assert parse(TITLE, [f"——2024年1月16日在{MEETING}上", "市长 沈 禾"], []) == Masthead(
        place="云溪市",
        year=2024,
        delivered=dt.date(2024, 1, 16),
        speaker="沈禾",
        office="市长",
        occasion=MEETING,
    )


@pytest.mark.parametrize(
    "lines",
    [
        [f"2024年1月16日在{MEETING}上云溪市市长沈禾同志作政府工作报告。"],
        [f"2024年1月16日在{MEETING}上云溪市市长 沈禾作政府工作报告"],
        [f"2024年1月16日在{MEETING}上市长沈禾作政府工作报告。"],
        [f"——2024年1月16日云溪市市长 沈禾在{MEETING}上的讲话"],
        [f"——2024年1月16日市人民政府市长沈禾在{MEETING}上的讲话"],
        [f"----2024年1月16日沈禾市长在{MEETING}的政府工作报告"],
        [f"(2024年1月16日在{MEETING}上)", "云溪市人民政府市长\u3000沈\u3000禾"],
        ["来源:云溪日报", f"2024 年 1 月 16 日在{MEETING}上", "市长\xa0沈禾"],
        [f"2024年1月16日在{MEETING}上云溪市", "市长 沈 禾"],
        ["市长 沈禾", f"2024年1月16日在{MEETING}上"],
        ["2024年1月16日在云溪市第九届 人民代表大会第四次会议上市长沈禾作政府工作报告"],
    ],
)
def test_date_occasion_and_speaker_in_every_arrangement(lines: list[str]):
    facts = parse(TITLE, lines, [])
    assert facts.delivered == dt.date(2024, 1, 16)
    assert (facts.office, facts.speaker, facts.occasion) == ("市长", "沈禾", MEETING)


@pytest.mark.parametrize(
    ("line", "office", "speaker"),
    [
        ("区长 戴 禾", "区长", "戴禾"),
        ("青岚县人民政府县长 欧阳禾", "县长", "欧阳禾"),
        ("代市长 沈禾一", "代市长", "沈禾一"),
        ("代理市长 沈禾", "代理市长", "沈禾"),
        ("自治区主席 阿迪力·买买提", "主席", "阿迪力·买买提"),
        ("自治区代理主席 嘎玛扎西", "代理主席", "嘎玛扎西"),
        ("自治州州长 木 沙", "州长", "木沙"),
        ("云溪市发展和改革委员会主任 沈禾", "主任", "沈禾"),
        ("市人民检察院检察长 沈禾", "检察长", "沈禾"),
        ("来源:云溪日报", "", ""),
        ("市政协主席沈禾主持会议", "", ""),
        ("沈 禾", "", ""),
    ],
)
def test_speakers_and_their_offices(line: str, office: str, speaker: str):
    facts = parse(TITLE, [line], [])
    assert (facts.office, facts.speaker) == (office, speaker)


def test_a_date_that_no_calendar_has_is_none():
    assert parse(TITLE, ["2024年2月30日"], []).delivered is None
    assert parse(TITLE, ["2024年2月30日", "2024年3月1日"], []).delivered == dt.date(2024, 3, 1)


def test_unknown_facts_are_empty():
    assert parse("工作报告", [], []) == Masthead(
        place="", year=None, delivered=None, speaker="", office="", occasion=""
    )


@pytest.mark.parametrize(
    ("title", "place", "year"),
    [
        ("2024年云溪市政府工作报告", "云溪市", 2024),
        ("云溪市2024年政府工作报告", "云溪市", 2024),
        ("2024年度云溪市政府工作报告", "云溪市", 2024),
        ("《2024年云溪市人民政府工作报告》", "云溪市", 2024),
        ("二〇二四年云溪市政府工作报告", "云溪市", 2024),
        ("2024 年云溪市政府工作报告", "云溪市", 2024),
        ("云溪市人民政府工作报告(2024年)", "云溪市", 2024),
        ("云溪市人民法院工作报告", "云溪市", None),
        ("2024年云溪市人大常委会工作报告", "云溪市", 2024),
        ("云溪市2023年国民经济和社会发展统计公报", "云溪市", 2023),
        ("2023年云溪市国民经济和社会发展统计公报", "云溪市", 2023),
        ("云溪市第七次全国人口普查公报", "云溪市", None),
        ("关于云溪市2023年财政决算的报告", "云溪市", 2023),
        ("2023年云溪市预算执行情况报告", "云溪市", 2023),
        (
            "关于云溪市2023年国民经济和社会发展计划执行情况与2024年国民经济和社会发展计划草案的报告",
            "云溪市",
            2024,
        ),
        ("云溪市国民经济和社会发展第十四个五年规划", "云溪市", None),
        ("2024年政府工作报告", "", 2024),
        ("政府工作报告", "", None),
        ("云溪市2024年民生实事", "", 2024),
    ],
)
def test_place_and_year_of_a_title(title: str, place: str, year: int | None):
    facts = parse(title, [], [])
    assert (facts.place, facts.year) == (place, year)


def test_the_occasion_tells_the_place_where_the_title_does_not():
    assert parse("政府工作报告", [f"2024年1月16日在{MEETING}上"], []).place == "云溪市"
    assert parse("2024年青岚县政府工作报告", [f"在{MEETING}上"], []).place == "青岚县"


@pytest.mark.parametrize(
    ("title", "lines", "parts", "year"),
    [
        (TITLE, ["2023年12月28日"], ["一、2022年工作回顾"], 2024),
        ("政府工作报告", [], ["一、2023年工作回顾", "二、2024年工作安排"], 2024),
        ("政府工作报告", ["2023年12月28日"], ["一、2023年回顾", "二、2024年工作安排"], 2024),
        ("政府工作报告", ["2024年1月16日"], ["一、过去五年工作回顾"], 2024),
        ("政府工作报告", ["2024年1月16日"], ["一、2024年安排", "二、2035年远景目标"], 2024),
        ("政府工作报告", [], [], None),
    ],
)
def test_the_year_is_the_one_that_the_report_plans_for(
    title: str, lines: list[str], parts: list[str], year: int | None
):
    assert parse(title, lines, parts).year == year


@pytest.mark.parametrize(
    "line",
    [
        "政府工作报告",
        TITLE,
        "[云溪] 2024年云溪市政府工作报告",
        "2023年云溪市国民经济和社会发展统计公报",
        "云溪市人民政府工作报告(摘要)",
        "云溪市养老服务规划",
    ],
)
def test_titles(line: str):
    assert is_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "各位代表:",
        "一、2023年工作回顾",
        f"2024年1月16日在{MEETING}上市长沈禾作政府工作报告",
        "2024年1月16日云溪市市长沈禾作政府工作报告",
        "现在,我代表市人民政府,向大会报告工作,请予审议。",
        "很长" * 30 + "政府工作报告",
        "",
    ],
)
def test_other_lines_are_no_titles(line: str):
    assert not is_title(line)


@pytest.mark.parametrize("title", [TITLE, "2024年政府工作报告", "云溪市政府工作报告"])
def test_a_telling_title_names_a_year_or_a_place(title: str):
    assert is_telling(title)
    assert not is_telling("政府工作报告")
