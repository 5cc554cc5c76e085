"""index.reading.report on the report in the corpus: a real one, whole."""

from __future__ import annotations

import datetime as dt

import pytest

from index.reading import corpus_files, readers, report, splitting
from index.types import Document, Passage, Period
from tests.support.folders import CORPUS
from tests.support.texts.samples import (
    check_structure,
    heading_titles,
    line_spans,
    passage_with,
)

Parsed = tuple[Document, tuple[Passage, ...]]

REVIEW, PLAN, GLOSSARY, OTHER = Period.REVIEW, Period.PLAN, Period.GLOSSARY, Period.OTHER


SEED_ENTRIES = (
    "车联网先导区拓展区",
    "航运服务集聚区启动区",
    "数据资产入表",
    "“海河·谛听”大模型",
    "“海河·尔语”大模型",
    "“鹏城·脑海”大模型",
    "AA信用等级",
    "紧密型城市医疗集团",
    "“全科网格”",
    "城市候机楼",
    "双高、单高楼宇",
    "“一街四所”",
)


@pytest.fixture(scope="module")
def seed() -> Parsed:
    (file, name), *others = corpus_files.find([CORPUS])
    assert not others
    found = report.parse(readers.read(file, name))
    return found.document, splitting.split(found)


class TestTheSeedReport:
    def test_its_facts(self, seed: Parsed):
        document, _ = seed
        assert document.title == "2024年天津市河北区政府工作报告"
        assert (document.place, document.year) == ("天津市河北区", 2024)
        assert document.delivered == dt.date(2024, 1, 10)
        assert (document.office, document.speaker) == ("区长", "戴雷")
        assert document.occasion == "河北区第十八届人民代表大会第五次会议"

    def test_its_structure_holds_and_no_line_is_lost(self, seed: Parsed):
        document, split = seed
        check_structure(document, split)

    def test_its_parts_and_chapters(self, seed: Parsed):
        document, _ = seed
        assert heading_titles(document, 1) == [
            "一、2023年工作回顾",
            "二、2024年工作安排",
            "三、持续加强政府自身建设",
            "名词解释",
        ]
        chapters = heading_titles(document, 2)
        assert [title[:3] for title in chapters] == [
            *("(一)", "(二)", "(三)", "(四)", "(五)", "(六)"),
            *("(一)", "(二)", "(三)", "(四)", "(五)", "(六)", "(七)", "(八)", "(九)"),
        ]

    def test_its_glossary_has_twelve_entries_one_passage_each(self, seed: Parsed):
        _, split = seed
        entries = [passage for passage in split if passage.period is GLOSSARY]
        for number, (entry, term) in enumerate(zip(entries, SEED_ENTRIES, strict=True), start=1):
            assert entry.text.startswith(f"{number}.{term}:")
            assert "\n" not in entry.text
            assert entry.section == ("名词解释",)
        assert split[-1] == entries[-1]

    @pytest.mark.parametrize(
        "word",
        [
            *("登录", "立即注册", "积分", "客服中心", "发表于", "签到", "版主", "帖子", "复制链接"),
            *("查看:", "收藏本站", "Rank:", "qiaomen", "quyushuju", "在线时间", "010-", "返回顶部"),
        ],
    )
    def test_nothing_of_the_page_around_it_is_in_a_passage(self, seed: Parsed, word: str):
        document, split = seed
        assert word in document.text
        assert not [passage for passage in split if word in passage.text]

    def test_what_is_dropped_is_the_page_above_the_title_the_salutation_and_the_page_below(
        self, seed: Parsed
    ):
        document, split = seed
        above = [drop for drop in document.dropped if drop.end <= document.headings[0].start]
        below = [drop for drop in document.dropped if drop.start >= split[-1].end]
        assert document.text[above[0].start : above[0].end] == "设为首页收藏本站"
        assert document.text[below[-1].start : below[-1].end] == "快速回复 返回顶部 返回列表"
        (between,) = document.dropped[len(above) : -len(below)]
        assert document.text[between.start : between.end] == "各位代表:"
        last = document.text.index("“一街四所”:")
        after = document.text.index("\n", last)
        assert len(below) == len(line_spans(document.text[after:]))

    @pytest.mark.parametrize(
        ("words", "part", "period"),
        [
            ("航运类企业达到383家", "一、2023年工作回顾", REVIEW),
            ("地区生产总值预计同比增长3%左右", "一、2023年工作回顾", REVIEW),
            ("新增就业1.65万人", "一、2023年工作回顾", REVIEW),
            ("还面临不少风险", "一、2023年工作回顾", REVIEW),
            ("地区生产总值增长4.5%左右", "二、2024年工作安排", PLAN),
            ("盘活王串场体育公园", "二、2024年工作安排", PLAN),
            ("奋斗铸就辉煌", "三、持续加强政府自身建设", PLAN),
            ("信用(资信)评估机构", "名词解释", GLOSSARY),
        ],
    )
    def test_where_known_passages_stand(self, seed: Parsed, words: str, part: str, period: Period):
        _, split = seed
        passage = passage_with(split, words)
        assert (passage.section[0], passage.period) == (part, period)

    def test_its_head_is_a_passage(self, seed: Parsed):
        _, split = seed
        assert split[0].text == (
            "2024年1月10日在河北区第十八届人民代表大会第五次会议上河北区\n\n    区长 戴 雷"
        )
