from __future__ import annotations

import pytest

from index.types import Period
from qa.kinds import Kind
from qa.understanding.concepts import Concept
from qa.understanding.question import (
    MAX_CHARS,
    KnownReports,
    Question,
    QuestionError,
    checked,
    parse,
)
from qa.understanding.synonyms import Synonyms
from tests.support.texts.understood import asked


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


@pytest.mark.parametrize(
    "question",
    ["藏书各是多少册?", "藏书各有多少册", "藏书各为多少?", "藏书各由谁买?", "藏书各自多少册?"],
)
def test_each_is_no_subject(question: str):
    assert not [term for term in parse(question).terms if "各" in term]


def test_traditional_and_full_width_ask_the_same():
    assert parse("航運企業有多少家？").terms == parse("航运企业有多少家?").terms
    assert parse("ＧＤＰ是多少").terms == parse("gdp是多少").terms == ("gdp",)


def test_the_years_that_part_a_report_are_no_subject():
    assert "2023" not in " ".join(asked("2023年新增就业").terms)
    assert "2024" not in " ".join(asked("2024年新增就业").terms)


def test_another_year_is_a_subject():
    assert any("2019" in term for term in asked("2019年新增就业").terms)


def test_a_report_s_place_is_no_subject():
    question = asked("河北区有几座机场?", places=["天津市河北区"])
    assert question.places == ("河北区",)
    assert question.place_terms
    assert all(term in "河北区" for term in question.place_terms)
    assert "机场" in question.terms
    assert not set(question.place_terms) & set(question.terms)
    assert "河北区" in asked("河北区有几座机场?", places=["上海市"]).terms


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024年新增就业多少人?", Period.PLAN),
        ("2023年新增就业多少人?", Period.REVIEW),
        ("二〇二三年新增就业多少人?", Period.REVIEW),
        ("今年要改造多少个小区?", Period.PLAN),
        ("增长目标是多少?", Period.PLAN),
        ("力争引进多少个项目", Period.PLAN),
        ("争取上级资金多少?", None),
        ("争取产值达到多少?", Period.PLAN),
        ("办税现在要几天?", None),
        ("去年加装了几部电梯?", Period.REVIEW),
        ("改造了多少个小区?", Period.REVIEW),
        ("去年的目标是多少", Period.PLAN),
        ("增长目标完成了吗?", Period.REVIEW),
        ("是否实现了增长目标", Period.REVIEW),
        ("增长目标能完成吗?", Period.PLAN),
        ("今年目标完成了吗?", Period.PLAN),
        ("怎样完成增长目标?", Period.PLAN),
        ("今年和去年各改造多少个小区?", None),
        ("2023年、2024年分别改造多少个小区?", None),
        ("2024年比2023年多改造多少个小区?", Period.PLAN),
        ("主要风险是什么?", None),
        ("需要什么材料", None),
        ("航运企业有多少家?", None),
        ("What is the growth target?", Period.PLAN),
        ("How many were renovated last year?", Period.REVIEW),
    ],
)
def test_period(text: str, period: Period | None):
    assert asked(text).period_in(2024) is period


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024年GDP目标", (2024,)),
        ("2024 GDP目标", (2024,)),
        ("How much is revenue to grow in 2024?", (2024,)),
        ("What was planted in 2019 and 2023?", (2019, 2023)),
        ("2024’s target", (2024,)),
        ("2000多家企业在哪里?", ()),
        ("which road is 2000.5 km long?", ()),
        ("达到2024家了吗", ()),
        ("12024 or 2,024 households", ()),
        ("3000 households", ()),
        ("2024 年的目标", (2024,)),
    ],
)
def test_the_years_that_a_question_names(text: str, years: tuple[int, ...]):
    assert asked(text).years == years


def test_a_year_without_a_word_for_it_tells_the_part_of_the_report():
    assert asked("How much is revenue to grow in 2024?").period_in(2024) is Period.PLAN
    assert asked("How much did revenue grow in 2023?").period_in(2024) is Period.REVIEW


def test_a_year_tells_more_than_words():
    assert asked("2023年的目标完成了吗").period_in(2024) is Period.REVIEW


def test_a_year_is_seen_from_each_report():
    question = asked("2024年的增速", years=[2024, 2025])
    assert question.period_in(2024) is Period.PLAN
    assert question.period_in(2025) is Period.REVIEW
    assert question.period_in(None) is None


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


@pytest.mark.parametrize("given", [None, 5, b"abc", ["a"]])
def test_what_is_no_text_is_told_so(given: object):
    with pytest.raises(QuestionError, match=f"not text but {type(given).__name__}: give a string"):
        checked(given)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["?", "。。。", "\u200b?", "<b>", "'; --", "🙂", "%s {0} \\x00"])
def test_odd_questions_parse(text: str):
    assert asked(text).text == text.strip()


def test_the_subject_is_without_the_report_s_place():
    question = asked("河北区2023年新增就业多少人?", places=["天津市河北区"])
    assert question.subject == "2023年新增就业多少人?"
    assert asked("河北区?", places=["天津市河北区"]).subject == "河北区?"


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
    assert asked(question).is_of_year(2024, lambda: text) is fits
    assert parse(question).is_of_year(None, lambda: text)


@pytest.mark.parametrize(
    ("question", "place", "text", "fits"),
    [
        ("新增就业多少人?", "天津市河北区", "新增就业1.65万人。", True),
        ("河北区新增就业多少人?", "天津市河北区", "新增就业1.65万人。", True),
        ("天津市河北区新增就业多少人?", "天津市河北区", "新增就业1.65万人。", True),
        ("上海市新增就业多少人?", "天津市河北区", "新增就业1.65万人。", False),
        ("河北省新增就业多少人?", "天津市河北区", "新增就业1.65万人。", False),
        ("上海市学到什么经验?", "天津市河北区", "学习借鉴上海经验。", True),
        # a figure of the district is none of the city around it
        ("天津市有几个先导区?", "天津市河北区", "入选全市先导区。", False),
        ("天津市有几个先导区?", "天津市河北区", "入选先导区。", False),
        # a report of no known place names all its places itself
        ("上海市新增就业多少人?", "", "新增就业1.65万人。", False),
        ("上海市新增就业多少人?", "", "上海新增就业1.65万人。", True),
    ],
)
def test_a_text_of_another_place(question: str, place: str, text: str, *, fits: bool):
    understood = asked(question, places=[place] if place else [])
    assert understood.is_of_place(place, lambda: text) is fits


class TestSynonyms:
    """娃娃车 is what people say for 校车 or 童车; of both, reports may know one, or none."""

    SYNONYMS = Synonyms([("娃娃车", ("校车", "童车")), ("路", ("道路",))])

    def parse(self, text: str, *known: str) -> Question:
        return parse(text, KnownReports(held=set(known).intersection), self.SYNONYMS)

    def test_the_report_s_word_takes_the_place_of_one_it_does_not_have(self):
        question = self.parse("娃娃车买了多少?", "校车")
        assert question.subject == "校车买了多少?"
        assert "校车" in question.terms
        assert "娃娃车" not in question.terms
        assert question.synonyms == ()
        assert Concept(terms=("校车",), words=("娃娃车", "校车")) in question.concepts

    def test_it_is_added_to_one_that_reports_have(self):
        question = self.parse("娃娃车买了多少?", "校车", "童车", "娃娃", "娃娃车")
        assert question.subject == "娃娃车买了多少?"
        assert "娃娃车" in question.terms
        assert question.synonyms == ("校车", "童车")
        (concept,) = [each for each in question.concepts if "娃娃车" in each.words]
        assert concept.words == ("娃娃车", "校车", "童车")

    def test_one_that_no_report_has_is_of_no_use(self):
        question = self.parse("娃娃车买了多少?")
        assert question.subject == "娃娃车买了多少?"
        assert question.synonyms == ()
        assert all(len(concept.words) == 1 for concept in question.concepts)

    def test_only_whole_words_are_known(self):
        assert "道路" in self.parse("修了多少路?", "道路").terms
        assert self.parse("铁路多长?", "道路", "铁路").terms == ("铁路",)

    def test_the_dictionary_that_comes_with_wenbao_is_the_default(self):
        held = {"地区", "生产", "总值", "地区生产总值", "生产总值"}.intersection
        assert parse("GDP多少?", KnownReports(held=held)).subject == "地区生产总值多少?"

    @pytest.mark.parametrize(
        ("text", "is_product"),
        [
            ("今年经济增长目标是多少?", True),
            ("经济增长了多少?", True),
            ("去年经济增速", True),
            ("民营经济增长目标是多少?", False),
            ("数字经济增速是多少?", False),
        ],
    )
    def test_an_economy_grows_as_its_product_and_no_part_of_it_does(
        self, text: str, *, is_product: bool
    ):
        concepts = parse(text, KnownReports(held=frozenset)).concepts
        assert any("地区生产总值" in each.words for each in concepts) is is_product


def test_concepts_are_the_terms_save_what_asks_how_many():
    question = parse("新建了几座公园?")
    assert [concept.words for concept in question.concepts] == [("新建",), ("公园",)]
    assert question.wanted.kind is Kind.QUANTITY
    assert question.wanted.units == {"座"}


def test_what_is_not_asked_is_no_subject():
    question = asked("茶叶企业有多少家?不是问花卉企业")
    assert question.text == "茶叶企业有多少家?不是问花卉企业"
    assert not [term for term in question.terms if "花" in term]
    assert "花卉" not in question.subject


class TestABulletin:
    """Its year is the one that it looks back on."""

    def test_its_own_year_is_asked_of_the_review(self):
        assert parse("2031年粮食产量多少?").period_in(2031, 2031) is Period.REVIEW
        assert parse("2031年粮食产量多少?").period_in(2031, 2030) is Period.PLAN

    def test_the_year_before_is_another(self):
        asked = parse("2030年粮食产量多少?")
        assert not asked.is_of_year(2031, lambda: "", 2031)
        assert asked.is_of_year(2031, lambda: "", 2030)
        assert asked.is_of_year(2031, lambda: "比2030年增长", 2031)
