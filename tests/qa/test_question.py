from __future__ import annotations

import pytest

from index.types import Period
from qa.question import MAX_CHARS, QuestionError, checked, parse


def test_terms_are_the_subject():
    assert {"航运", "企业"} <= set(parse("航运企业有多少家?").terms)
    assert not {"有", "多少", "家"} & set(parse("航运企业有多少家?").terms)


def test_terms_stand_once_and_in_order():
    terms = parse("养老机构和养老服务").terms
    assert len(terms) == len(set(terms))
    assert terms.index("养老机构") < terms.index("养老服务")


@pytest.mark.parametrize("question", ["地铁有几条线?", "加装了几部电梯?", "建成几座公园"])
def test_how_many_of_what_is_no_subject(question: str):
    assert not [term for term in parse(question).terms if "几" in term]


def test_traditional_and_full_width_ask_the_same():
    assert parse("航運企業有多少家？").terms == parse("航运企业有多少家?").terms
    assert parse("ＧＤＰ是多少").terms == parse("gdp是多少").terms == ("gdp",)


def test_the_years_that_part_a_report_are_no_subject():
    assert "2023" not in " ".join(parse("2023年新增就业", [2024]).terms)
    assert "2024" not in " ".join(parse("2024年新增就业", [2024]).terms)


def test_another_year_is_a_subject():
    assert any("2019" in term for term in parse("2019年新增就业", [2024]).terms)


def test_a_report_s_place_is_no_subject():
    asked = parse("河北区有几座机场?", [2024], ["天津市河北区"])
    assert asked.places
    assert all(place in "河北区" for place in asked.places)
    assert "机场" in asked.terms
    assert not set(asked.places) & set(asked.terms)
    assert "河北区" in parse("河北区有几座机场?", [2024], ["上海市"]).terms


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024年新增就业多少人?", Period.PLAN),
        ("2023年新增就业多少人?", Period.REVIEW),
        ("二〇二三年新增就业多少人?", Period.REVIEW),
        ("今年要改造多少个小区?", Period.PLAN),
        ("增长目标是多少?", Period.PLAN),
        ("力争引进多少个项目", Period.PLAN),
        ("去年加装了几部电梯?", Period.REVIEW),
        ("改造了多少个小区?", Period.REVIEW),
        ("去年的目标是多少", Period.PLAN),
        ("主要风险是什么?", None),
        ("需要什么材料", None),
        ("航运企业有多少家?", None),
        ("What is the growth target?", Period.PLAN),
        ("How many were renovated last year?", Period.REVIEW),
    ],
)
def test_period(text: str, period: Period | None):
    assert parse(text, [2024]).period_in(2024) is period


def test_a_year_tells_more_than_words():
    asked = parse("2023年的目标完成了吗", [2024])
    assert asked.period_in(2024) is Period.REVIEW


def test_a_year_is_seen_from_each_report():
    asked = parse("2024年的增速", [2024, 2025])
    assert asked.period_in(2024) is Period.PLAN
    assert asked.period_in(2025) is Period.REVIEW
    assert asked.period_in(None) is None


@pytest.mark.parametrize("text", ["", "   ", "\n\t　"])
def test_empty(text: str):
    with pytest.raises(QuestionError, match="the question is empty"):
        parse(text)


def test_too_long():
    assert checked("问" * MAX_CHARS)
    with pytest.raises(QuestionError, match=r"has 1,001 characters, 1,000 are allowed"):
        checked("问" * (MAX_CHARS + 1))


def test_question_error_is_a_value_error():
    assert issubclass(QuestionError, ValueError)


@pytest.mark.parametrize("text", ["?", "。。。", "\u200b?", "<b>", "'; --", "🙂", "%s {0} \\x00"])
def test_odd_questions_parse(text: str):
    assert parse(text, [2024]).text == text.strip()


def test_the_subject_is_without_the_report_s_place():
    asked = parse("河北区2023年新增就业多少人?", [2024], ["天津市河北区"])
    assert asked.subject == "2023年新增就业多少人?"
    assert parse("河北区?", [2024], ["天津市河北区"]).subject == "河北区?"


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("新增就业多少人?", "新增就业1.65万人。", True),
        ("2023年新增就业多少人?", "新增就业1.65万人。", True),
        ("2024年新增就业多少人?", "新增就业1.65万人。", True),
        ("2019年新增就业多少人?", "新增就业1.65万人。", False),
        ("2019年旅游收入", "旅游收入较2019年增长两倍。", True),
        ("2019年和2023年旅游收入", "旅游收入增长两倍。", True),
    ],
)
def test_a_text_of_another_year(question: str, text: str, *, fits: bool):
    assert parse(question, [2024]).is_of_year(2024, text) is fits
    assert parse(question).is_of_year(None, text)
