"""What a figure's own words name, held against what a question names."""

from __future__ import annotations

import pytest

from index.language.measures import measures
from index.language.text import fold
from qa.choosing.phrases import name_of
from qa.choosing.same_measure import AskedMeasure, Relation
from qa.understanding import question as questions
from qa.understanding.concepts import Concepts


def relation(asked: str, sentence: str, figure: str, *, unknown: str = "") -> Relation:
    """How the words of a figure in a sentence are to a question; ``unknown`` no report has."""
    reports = questions.KnownReports(held=lambda terms: {*terms} - {unknown})
    question = questions.parse(asked, reports)
    concepts = Concepts(
        question.concepts,
        [1.0] * len(question.concepts),
        frozenset(i for i, each in enumerate(question.concepts) if unknown in each.terms),
    )
    measure = next(each for each in measures(sentence) if each.quantity.text == figure)
    return AskedMeasure(fold(question.text).text, concepts).relation(measure)


@pytest.mark.parametrize(
    ("sentence", "figure", "name"),
    [
        ("地区生产总值200亿元。", "200亿元", "地区生产总值"),
        ("地区生产总值200亿元，增长5%。", "5%", "地区生产总值"),
        ("财政收入30亿元、支出80亿元，增长6%。", "6%", "支出"),
        ("新建成153个标准化驿站。", "153个", "标准化驿站"),
        ("引进企业93家，总数达到383家。", "383家", "企业"),
    ],
)
def test_a_figure_is_named_by_the_nearest_words_with_a_noun(
    sentence: str, figure: str, name: str
) -> None:
    measure = next(each for each in measures(sentence) if each.quantity.text == figure)
    assert name in name_of(measure).text


@pytest.mark.parametrize(
    ("asked", "sentence", "figure"),
    [
        ("工业投资增长多少?", "工业投资保持两位数增长，民间投资增长30%。", "30%"),
        ("工业投资增长多少?", "民间投资增长30%。", "30%"),
        ("粮食产量是多少?", "粮食生产再获丰收，蔬菜产量25万吨。", "25万吨"),
        ("水果产量有多少?", "水产品产量达到19.6万吨。", "19.6万吨"),
        ("一般公共预算收入增长多少?", "税收收入增长4.4%，一般公共预算收入实现正增长。", "4.4%"),
        ("居民人均可支配收入增长多少?", "社会消费品零售总额增长6.4%。", "6.4%"),
        ("地区生产总值增长了多少?", "进出口总额增长9.8%。", "9.8%"),
        ("规上工业企业有多少家?", "规上服务业企业48家。", "48家"),
        ("城镇登记失业率是多少?", "常住人口城镇化率达到61%。", "61%"),
        ("高速公路里程是多少?", "农村公路里程2100公里。", "2100公里"),
        ("PM10浓度多少?", "PM2.5浓度29微克/立方米。", "29微克/立方米"),
        ("超亿元项目开工多少个?", "开工项目136个。", "136个"),
        ("50亿元以上项目多少个?", "亿元以上项目41个。", "41个"),
        ("5公里以上隧道有几座?", "10公里以上隧道2座。", "2座"),
        ("80岁以上老人有多少?", "65岁以上老人6万人。", "6万人"),
        ("进口总额增长多少?", "出口总额由负转正，增长1.2%。", "1.2%"),
        ("农村人口增长多少?", "城乡人口分别增长1%、2%。", "1%"),
        ("钢铁产量是多少?", "钢铁环保达标企业55家。", "55家"),
        ("新能源装机是多少?", "新能源汽车产量10万辆。", "10万辆"),
        ("新能源装机是多少?", "新能源产业投资1100亿元。", "1100亿元"),
    ],
)
def test_another_thing_of_the_same_sort_is_no_answer(
    asked: str, sentence: str, figure: str
) -> None:
    assert relation(asked, sentence, figure) is Relation.OTHER


@pytest.mark.parametrize(
    ("asked", "sentence", "figure"),
    [
        ("居民人均可支配收入增长多少?", "农村居民人均可支配收入增长6.7%。", "6.7%"),
        ("生产总值是多少?", "海洋生产总值突破2万亿元。", "2万亿元"),
        ("公路里程是多少?", "农村公路里程2100公里。", "2100公里"),
        ("民营企业有多少家?", "小微民营企业48家。", "48家"),
        ("医院床位有多少张?", "三甲医院床位5200张。", "5200张"),
        ("全体人口增长多少?", "城乡人口分别增长1%、2%。", "1%"),
    ],
)
def test_a_part_of_what_is_asked_is_told_apart(asked: str, sentence: str, figure: str) -> None:
    assert relation(asked, sentence, figure) is Relation.NARROWER


@pytest.mark.parametrize(
    ("asked", "sentence", "figure"),
    [
        ("工业投资增长多少?", "工业投资增长30%。", "30%"),
        ("全体居民收入增长多少?", "全体居民人均可支配收入增长5%。", "5%"),
        ("社会消费品零售总额增长多少?", "全社会消费品零售总额增长5%。", "5%"),
        ("航运企业有多少家?", "航运类企业达到383家。", "383家"),
        ("建成几个标准化就业驿站?", "建成首批153个标准化就业驿站。", "153个"),
        ("教育投入多少?", "教育优先发展，投入资金3亿元。", "3亿元"),
        ("电信诈骗损失挽回多少?", "严打电信诈骗，避免群众损失400余万元。", "400余万元"),
        ("GDP是多少?", "地区生产总值200亿元。", "200亿元"),
        ("GDP增长多少?", "经济总量跨上200亿元台阶，增长5%。", "5%"),
        ("亿元以上项目多少个?", "超亿元项目41个。", "41个"),
        ("农村人口增长多少?", "城乡人口分别增长1%、2%。", "2%"),
        ("接待游客多少人次?", "接待境内外游客9万人次。", "9万人次"),
        ("接待学员多少人?", "接待海内外学员900人。", "900人"),
        ("煤炭产量是多少?", "原煤产量5亿吨。", "5亿吨"),
        ("煤炭产量是多少?", "预计产煤5亿吨。", "5亿吨"),
        ("水电装机是多少?", "水电装机总规模达900万千瓦。", "900万千瓦"),
    ],
)
def test_what_may_be_meant_stays_open(asked: str, sentence: str, figure: str) -> None:
    assert relation(asked, sentence, figure) is Relation.OPEN


@pytest.mark.parametrize("member", ["雏鹰", "瞪羚", "领军"])
def test_a_count_of_several_is_of_more_than_one_of_them(member: str) -> None:
    sentence = "雏鹰、瞪羚和领军企业达到110家。"
    assert relation(f"{member}企业有多少家?", sentence, "110家") is Relation.WIDER
    assert relation("雏鹰、瞪羚和领军企业有多少家?", sentence, "110家") is Relation.OPEN


def test_a_word_that_no_report_has_may_be_mistyped() -> None:
    asked, sentence = "航云企业有多少家?", "航运企业达到383家。"
    assert relation(asked, sentence, "383家", unknown="航云") is Relation.OPEN
    assert relation(asked, sentence, "383家") is Relation.OTHER


@pytest.mark.parametrize(
    ("asked", "sentence", "figure", "unknown"),
    [
        ("农业产值是多少?", "工业产值12亿元。", "12亿元", "农业"),
        ("存款余额多少?", "贷款余额210亿元。", "210亿元", "存款"),
    ],
)
def test_a_word_that_is_one_is_not_mistyped(
    asked: str, sentence: str, figure: str, unknown: str
) -> None:
    assert relation(asked, sentence, figure, unknown=unknown) is Relation.OTHER


def test_figures_that_are_handed_out_in_turn_are_told_by_their_own_words() -> None:
    sentence = "粮食、油料产量分别达118万吨、33万吨。"
    assert relation("油料产量是多少?", sentence, "33万吨") is Relation.OPEN
