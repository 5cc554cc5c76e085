"""index.reading.head.masthead: what a report's head says, in the order in which it is trusted."""

from __future__ import annotations

import datetime as dt

import pytest

from index.reading.head.correction import Correction
from index.reading.head.evidence import Evidence
from index.reading.head.masthead import Masthead, read
from index.types import PlaceLevel, ReportKind

TITLE = "2024年云溪市政府工作报告"
MEETING = "云溪市第九届人民代表大会第四次会议"


def parse(title: str, lines: list[str], parts: list[str]) -> Masthead:
    return read(Evidence(titles=[title], lines=lines, parts=parts))


def test_a_whole_head_in_two_lines():
    assert parse(TITLE, [f"——2024年1月16日在{MEETING}上", "市长 沈 禾"], []) == Masthead(
        title=TITLE,
        kind=ReportKind.GOVERNMENT_WORK,
        place="云溪市",
        level=PlaceLevel.COUNTY,
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


@pytest.mark.parametrize(
    "lines",
    [
        [f"2024年1月16日在{MEETING}上", "云溪市人民政府代市长", "沈 禾"],
        [f"2024年1月16日在{MEETING}上", "代市长", "\u3000沈禾\u3000"],
        ["代市长", "沈禾", f"2024年1月16日在{MEETING}上"],
    ],
)
def test_a_name_below_its_office(lines: list[str]):
    facts = parse(TITLE, lines, [])
    assert (facts.office, facts.speaker) == ("代市长", "沈禾")


@pytest.mark.parametrize(
    "lines",
    [
        ["2024年02月13日", f"———2024年1月16日在{MEETING}上", "市长 沈禾"],
        ["2024-02-13", "（2024年1月16日）"],
        ["发布于2024年2月13日", "——2024年1月16日"],
        ["2024年1月16日", "2024年2月13日"],
    ],
)
def test_the_day_of_the_session_comes_before_that_of_a_page(lines: list[str]):
    assert parse(TITLE, lines, []).delivered == dt.date(2024, 1, 16)


@pytest.mark.parametrize("mark", ["①", "*", "[1]", " ①"])
def test_a_footnotes_mark_is_no_part_of_a_title(mark: str):
    title = "2023年云溪市国民经济和社会发展统计公报"
    assert parse(f"{title}{mark}", [], []).title == title


def test_a_date_that_no_calendar_has_is_none():
    assert parse(TITLE, ["2024年2月30日"], []).delivered is None
    assert parse(TITLE, ["2024年2月30日", "2024年3月1日"], []).delivered == dt.date(2024, 3, 1)


def test_unknown_facts_are_empty():
    assert parse("情况", [], []) == Masthead(
        title="情况", doubts=("nothing tells its place", "nothing tells its year")
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


def test_where_only_what_is_past_is_named_the_year_is_the_next():
    assert parse("政府工作报告", [], ["一、2023年工作回顾", "二、今年工作安排"]).year == 2024


@pytest.mark.parametrize(
    ("evidence", "place", "year"),
    [
        (Evidence(titles=[TITLE], stem="2023年青岚县政府工作报告"), "云溪市", 2024),
        (
            Evidence(titles=["政府工作报告"], around=[f"标题：{TITLE}"], stem="2023年青岚县"),
            "云溪市",
            2024,
        ),
        (Evidence(format_title=TITLE, stem="2023年青岚县政府工作报告"), "云溪市", 2024),
        (Evidence(titles=["政府工作报告"], stem="青岚县_2023_report"), "青岚县", 2023),
        (
            Evidence(titles=["政府工作报告"], lines=[f"2024年1月16日在{MEETING}上"], stem="2023年"),
            "云溪市",
            2024,
        ),
        (Evidence(around=["发文单位：青岚县人民政府", "发文时间：2022-02-03"]), "青岚县", 2022),
        (
            Evidence(body="各位代表：现在，我代表青岚县人民政府报告工作。", stem="2022"),
            "青岚县",
            2022,
        ),
    ],
)
def test_the_more_trusted_source_is_taken(evidence: Evidence, place: str, year: int):
    facts = read(evidence)
    assert (facts.place, facts.year) == (place, year)


@pytest.mark.parametrize(
    ("evidence", "doubt"),
    [
        (
            Evidence(titles=[TITLE], stem="2024年青岚县政府工作报告"),
            "its title says 云溪市, but its file name 青岚县",
        ),
        (
            Evidence(titles=[TITLE], stem="2022年云溪市政府工作报告"),
            "its title says 2024, but its file name 2022",
        ),
        (
            Evidence(titles=[TITLE], around=["标题：2021年云溪市政府工作报告"]),
            "its title says 2024, but its page 2021",
        ),
        (
            Evidence(titles=[TITLE], lines=["2022年1月16日"]),
            "it is taken for one of 2024, but was given on 2022-01-16",
        ),
        (
            Evidence(
                titles=["2024年高溪县政府工作报告"],
                lines=["2024年1月3日在溪县第一届人民代表大会第二次会议上", "溪县人民政府县长 沈禾"],
            ),
            "its masthead says 溪县, but its title 高溪县",
        ),
    ],
)
def test_sources_that_contradict_are_told(evidence: Evidence, doubt: str):
    assert doubt in read(evidence).doubts


@pytest.mark.parametrize(
    "stem",
    ["云溪市2024年政府工作报告", "2024云溪市报告", "沈禾2024.1.16云溪", "20240116_云溪市", "云溪"],
)
def test_sources_that_say_the_same_leave_no_doubt(stem: str):
    assert read(Evidence(titles=[TITLE], stem=stem)).doubts == ()


@pytest.mark.parametrize(
    ("title", "lines", "place", "level", "kind"),
    [
        (
            "政府工作报告",
            ["——2024年3月5日在第十四届全国人民代表大会第二次会议上", "国务院总理 沈禾"],
            "全国",
            PlaceLevel.NATION,
            ReportKind.GOVERNMENT_WORK,
        ),
        ("最高人民检察院工作报告", [], "全国", PlaceLevel.NATION, ReportKind.PROSECUTION),
        (
            "中华人民共和国2023年国民经济和社会发展统计公报",
            [],
            "全国",
            PlaceLevel.NATION,
            ReportKind.STATISTICS,
        ),
        (
            "施政報告",
            ["香港特別行政區行政長官 沈禾"],
            "香港",
            PlaceLevel.PROVINCE,
            ReportKind.ADDRESS,
        ),
        ("施政報告", ["澳門特別行政區行政長官"], "澳门", PlaceLevel.PROVINCE, ReportKind.ADDRESS),
        ("施政報告", ["行政院院長沈禾"], "台湾", PlaceLevel.PROVINCE, ReportKind.ADDRESS),
    ],
)
def test_reports_of_a_nation_and_of_regions(
    title: str, lines: list[str], place: str, level: PlaceLevel, kind: ReportKind
):
    facts = parse(title, lines, [])
    assert (facts.place, facts.level, facts.kind) == (place, level, kind)


def test_years_of_the_republic():
    facts = parse("行政院施政報告", ["立法院第3屆第2會期", "113 年 9 月 20 日"], [])
    assert (facts.year, facts.delivered) == (2024, dt.date(2024, 9, 20))
    assert parse("行政院112年度總預算案", [], []).year == 2023
    assert parse("云溪市113年史", [], []).year is None


def test_a_plan_of_several_years_is_of_none_of_them():
    facts = parse("云溪市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", [], [])
    assert (facts.year, facts.covers) == (None, (2021, 2025))
    assert facts.doubts == ()
    assert parse("云溪市茶产业规划（2022—2030年）", [], []).covers == (2022, 2030)


def test_a_bulletin_is_of_the_year_before_its_date():
    facts = parse("云溪市国民经济和社会发展统计公报", ["云溪市统计局", "2024年4月2日"], [])
    assert (facts.year, facts.covers) == (2023, (2023, 2023))


def test_a_caption_is_no_part_of_a_masthead():
    facts = parse(
        "政府工作报告", ["沈禾作政府工作报告。云溪日报记者 穆青 摄", "青岚县人民政府"], []
    )
    assert (facts.place, facts.speaker) == ("青岚县", "")


def test_a_head_that_a_program_wrote_in_one_line():
    body = (
        r"2024年1月16日在青岚县第九届人民代表大会第四次会议上\r\n青岚县县长 沈禾\r\n各位代表：现在"
    )
    facts = read(Evidence(titles=["政府工作报告"], body=body))
    assert (facts.place, facts.year, facts.speaker) == ("青岚县", 2024, "沈禾")


@pytest.mark.parametrize(
    ("line", "office", "speaker"),
    [
        ("报告人：青岚县人民政府县长 沈禾", "县长", "沈禾"),
        ("报告人：沈 禾", "", "沈禾"),
        ("报告人：未知", "", ""),
    ],
)
def test_the_speaker_that_a_page_names(line: str, office: str, speaker: str):
    facts = read(Evidence(titles=[TITLE], around=[line]))
    assert (facts.office, facts.speaker) == (office, speaker)


def test_a_day_on_which_a_page_was_saved_years_later_is_not_the_report_s():
    assert read(Evidence(titles=[TITLE], around=["发布时间：2026-03-30"])).delivered is None
    given = read(Evidence(titles=[TITLE], around=["发布时间：2024-03-30"])).delivered
    assert given == dt.date(2024, 3, 30)


class TestCorrections:
    DOUBTFUL = Evidence(
        titles=["2023年云溪市政府工作报告"],
        lines=["2024年1月16日", "市长 沈禾"],
        body="我代表青岚县人民政府向大会报告工作。",
        stem="青岚县2022年政府工作报告",
    )

    def read(self, **facts: object) -> Masthead:
        return read(self.DOUBTFUL, Correction(**facts))  # type: ignore[arg-type]  # as tests say

    def test_without_any_the_head_is_doubtful(self):
        facts = self.read()
        assert (facts.place, facts.year) == ("云溪市", 2023)
        assert len(facts.doubts) == 3

    def test_a_year_silences_the_doubts_of_the_year_alone(self):
        facts = self.read(year=2024)
        assert facts.year == 2024
        assert facts.doubts == ("its title says 云溪市, but its file name 青岚县",)

    def test_a_place_brings_its_level(self):
        facts = self.read(place="青岚县", year=2024)
        assert (facts.place, facts.level) == ("青岚县", PlaceLevel.COUNTY)
        assert facts.doubts == ()
        assert self.read(place="河北省").level == PlaceLevel.PROVINCE
        assert self.read(place="").level == PlaceLevel.UNKNOWN

    def test_a_level_that_is_corrected_stays_whatever_the_place(self):
        assert self.read(level=PlaceLevel.CITY).level == PlaceLevel.CITY
        assert self.read(place="青岚县", level=PlaceLevel.CITY).level == PlaceLevel.CITY

    def test_a_title_that_tells_place_and_year_tells_them(self):
        facts = self.read(title="青岚县2024年国民经济和社会发展统计公报")
        assert facts.title == "青岚县2024年国民经济和社会发展统计公报"
        assert (facts.place, facts.year, facts.covers) == ("青岚县", 2024, (2024, 2024))
        assert facts.kind == ReportKind.STATISTICS

    def test_one_that_tells_neither_leaves_them_to_the_others(self):
        facts = self.read(title="工作回顾")
        assert facts.title == "工作回顾"
        assert (facts.place, facts.year) == ("青岚县", 2024)  # of the file's name, of the date

    def test_a_title_of_another_year_or_place_is_not_shown(self):
        evidence = Evidence(titles=["政府工作报告"], stem="青岚县2022年政府工作报告")
        assert read(evidence).title == "青岚县2022年政府工作报告"
        assert read(evidence, Correction(year=2023)).title == "政府工作报告"
        assert read(evidence, Correction(place="云溪市")).title == "政府工作报告"
        assert read(evidence, Correction(year=2022)).title == "青岚县2022年政府工作报告"

    def test_unless_there_is_no_other(self):
        assert self.read(year=2024).title == "2023年云溪市政府工作报告"
        assert read(Evidence(), Correction(year=2024)).title == ""

    def test_a_date_gives_the_year_where_no_title_does(self):
        evidence = Evidence(titles=["云溪市政府工作报告"], lines=["2022年1月16日"])
        assert read(evidence, Correction(delivered=dt.date(2024, 1, 16))).year == 2024
        gone = read(evidence, Correction(lacks=frozenset({"delivered"})))
        assert (gone.delivered, gone.year) == (None, None)

    def test_a_kind_decides_what_a_date_says(self):
        evidence = Evidence(titles=["云溪市情况"], lines=["2024年3月16日"])
        assert read(evidence).year == 2024
        facts = read(evidence, Correction(kind=ReportKind.STATISTICS))
        assert (facts.year, facts.covers) == (2023, (2023, 2023))

    def test_a_span_of_years_is_of_none_of_them_alone(self):
        facts = self.read(covers=(2021, 2025), place="云溪市")
        assert (facts.year, facts.covers, facts.doubts) == (None, (2021, 2025), ())
        assert self.read(covers=(2021, 2025), year=2021).year == 2021

    def test_the_year_that_a_bulletin_covers_is_its_own(self):
        facts = self.read(covers=(2020, 2020), kind=ReportKind.STATISTICS)
        assert (facts.year, facts.covers) == (2020, (2020, 2020))

    def test_a_report_may_have_no_year(self):
        facts = self.read(lacks=frozenset({"year"}), place="云溪市")
        assert (facts.year, facts.doubts) == (None, ())

    def test_who_gave_it(self):
        facts = self.read(speaker="穆青", office="县长")
        assert (facts.speaker, facts.office) == ("穆青", "县长")
        assert self.read(speaker="", office="").speaker == ""
