"""index.reading.periods: which time a heading, a part, a kind of document and a paragraph speak of."""

from __future__ import annotations

import pytest

from index.reading.periods import (
    Calendar,
    period_after,
    period_of_body,
    period_of_kind,
    period_of_title,
)
from index.types import Period

REVIEW, PLAN, OTHER = Period.REVIEW, Period.PLAN, Period.OTHER


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("一、2023年工作回顾", REVIEW),
        ("一、过去一年工作回顾", REVIEW),
        ("一、过去五年工作回顾", REVIEW),
        ("一、2019—2023年发展情况", REVIEW),
        ("一、本届政府以来的工作", REVIEW),
        ("一、2023年计划执行情况", REVIEW),
        ("一、二〇二三年", REVIEW),
        ("二、2024年工作安排", PLAN),
        ("二、今年工作总体要求", PLAN),
        ("二、今后五年目标任务", PLAN),
        ("二、2024年计划草案", PLAN),
        ("三、加强政府自身建设", PLAN),
        ("四、民生实事", PLAN),
        ("附件1 2024年民生实事", PLAN),
        ("名词解释", Period.GLOSSARY),
        ("附件2 名词解释", Period.GLOSSARY),
    ],
)
def test_a_title_tells_its_period(title: str, period: Period):
    assert period_of_title(title, 2024) is period


@pytest.mark.parametrize(
    "title",
    ["一、牢记嘱托,奋力前行", "三、综合", "一、2023年工作回顾和2024年工作安排", "附件", ""],
)
def test_a_title_that_tells_nothing_or_both(title: str):
    assert period_of_title(title, 2024) is None


def test_a_title_is_seen_from_the_reports_own_year():
    assert period_of_title("2024年发展情况", 2024) is PLAN
    assert period_of_title("2024年发展情况", 2025) is REVIEW
    assert period_of_title("2024年发展情况", None) is None


@pytest.mark.parametrize(
    ("text", "before", "period"),
    [
        ("过去一年,全市迎难而上。一年来,新增企业48家。", OTHER, REVIEW),
        ("2023年,全市迎难而上。", OTHER, REVIEW),
        ("今年预期目标是增长5%,力争更好。", OTHER, PLAN),
        ("2024年,做强茶产业。", REVIEW, PLAN),
        ("去年增长3%,今年力争4%,新的一年再接再厉。", OTHER, PLAN),  # 1 against 3
        ("去年增长3%。今年力争。过去一年来。", REVIEW, PLAN),  # 2 against 2 tells nothing
        ("做强茶产业。", REVIEW, PLAN),  # what follows the review, untold, is the plan
        ("做强茶产业。", PLAN, PLAN),
        ("做强茶产业。", OTHER, OTHER),
    ],
)
def test_a_body_tells_its_period_by_its_words(text: str, before: Period, period: Period):
    assert period_of_body(text, 2024, before) is period


def test_a_body_without_a_known_year_tells_it_by_words_alone():
    assert period_of_body("2023年,新增企业48家。", None, OTHER) is OTHER
    assert period_of_body("过去一年,新增企业48家。", None, OTHER) is REVIEW


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("2023年云溪市国民经济和社会发展统计公报", REVIEW),
        ("2023年云溪市财政决算", REVIEW),
        ("云溪市2023年工作总结", REVIEW),
        ("云溪市养老服务发展规划", PLAN),
        ("云溪市2024年工作要点", PLAN),
        ("云溪市城市更新行动方案", PLAN),
        ("2024年云溪市政府工作报告", None),
        ("云溪市2023年工作总结和2024年工作计划", None),
        ("云溪市统计工作规划", None),
    ],
)
def test_a_kind_of_document_has_its_period(title: str, period: Period | None):
    assert period_of_kind(title) is period


@pytest.mark.parametrize(
    ("paragraph", "before", "after"),
    [
        ("过去一年,我们迎难而上。", OTHER, REVIEW),
        ("回顾2023年,全市迎难而上。", OTHER, REVIEW),
        ("2024年是关键之年。", REVIEW, PLAN),
        ("2024年工作的总体要求是稳中求进。", REVIEW, PLAN),
        ("今年是关键之年。", REVIEW, PLAN),
        ("今年的政府工作,要稳中求进。", REVIEW, PLAN),
        ("主要预期目标是增长5%。", REVIEW, PLAN),
        ("工业增长6%。", REVIEW, REVIEW),
        ("工业增长6%。", PLAN, PLAN),
        ("过去一年打下的基础,是我们的底气。", PLAN, PLAN),  # a look back within the plan
        ("回顾过去一年,主要目标全部完成。", OTHER, REVIEW),
        ("全市迎难而上。今年是关键之年。", REVIEW, REVIEW),  # only the opening turns it
    ],
)
def test_a_text_without_parts_turns_at_its_opening_words(
    paragraph: str, before: Period, after: Period
):
    assert period_after(paragraph, 2024, before) is after


def test_without_a_year_only_words_turn_a_text():
    assert period_after("2024年是关键之年。", None, REVIEW) is REVIEW
    assert period_after("今年是关键之年。", None, REVIEW) is PLAN


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("113年國內失業率，113 年增率", "2024年国内失业率,2024年增率"),
        ("根據推估，民國114年出生", "根据推估,2025年出生"),
        ("為期100年來首見，第90年，1.13年，逾88年", "为期100年来首见,第90年,1.13年,逾88年"),
    ],
)
def test_years_of_the_republic_are_told_in_the_common_calendar(text: str, told: str):
    assert Calendar(year=2025, of_republic=True).told(text) == told
    assert "20" not in Calendar(year=2025).told(text)


def test_a_paragraph_that_begins_with_the_year_before_looks_back():
    assert period_after("2023年,受理案件2万件。", 2024, OTHER) is REVIEW
    assert period_after("2023年,受理案件2万件。", 2024, PLAN) is PLAN
    assert period_after("2022年,受理案件2万件。", 2024, OTHER) is OTHER


def test_a_part_whose_words_tell_nothing_is_what_is_said_else():
    assert period_of_body("审结案件。", 2024, OTHER, else_=REVIEW) is REVIEW
    assert period_of_body("今年将修路。", 2024, OTHER, else_=REVIEW) is PLAN
