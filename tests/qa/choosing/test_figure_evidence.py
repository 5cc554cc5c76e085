from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa import weights
from tests.support.texts.understood import asked, concepts, figures, passage, texts

if TYPE_CHECKING:
    from qa.choosing.evidence import Evidence


def choose(question: str, text: str, section: tuple[str, ...] = ()) -> list[Evidence]:
    understood = asked(question)
    return figures(understood, passage(text, section=section))


def best(question: str, text: str) -> str:
    found = choose(question, text)
    return texts(found, passage(text))[0]


def of(figure: str, question: str, text: str) -> Evidence:
    """The evidence of one figure of a text."""
    found = choose(question, text)
    return found[texts(found, passage(text)).index(figure)]


PORT = "新引入优质茶叶企业93家,茶叶类企业达到383家,税收贡献超7000万元。"
BUDGET = "完成一般公共预算收入22.7亿元,同比增长5.1%。"
LODGES = "盘活各类载体44处、12.8万平方米,空置率下降6.5%。"
FUNDS = "新增18支产业基金,累计达到41支,总规模491.36亿元。"
FORESTRY = "林业增加值77.09亿元,同比增长5.7%,增加值占比达到26.6%。"


@pytest.mark.parametrize(
    ("question", "text", "figure"),
    [
        # stock and addition
        ("茶叶企业有多少家?", PORT, "383家"),
        ("新引入多少家茶叶企业?", PORT, "93家"),
        ("产业基金累计多少支?", FUNDS, "41支"),
        ("新增产业基金多少支?", FUNDS, "18支"),
        ("市场主体一共有多少户?", "新增市场主体8882户,总量突破6万户。", "6万户"),
        ("新增市场主体多少户?", "新增市场主体8882户,总量突破6万户。", "8882户"),
        ("茶叶企业有多少家?", "新增茶叶企业23家、总数达到118家。", "118家"),
        ("茶叶零售额多少?", "茶叶零售额翻了两番，达到8.8亿元。", "8.8亿元"),
        # a part, and the whole
        ("65岁以上老人有多少?", "60岁以上老人8万人，65岁以上老人6万人。", "6万人"),
        ("引进外资茶企几家?", "引进茶企40家，其中外资茶企6家。", "6家"),
        ("引进茶企几家?", "引进茶企40家，其中外资茶企6家。", "40家"),
        ("经营主体中企业有多少户?", "经营主体达90万户，其中企业30万户。", "30万户"),
        ("茶企里合作社有多少家?", "茶企达90家，其中合作社30家。", "30家"),
        ("经营主体有多少户?", "经营主体达90万户，其中企业30万户。", "90万户"),
        ("茶园累计建了多少亩?", "建设茶园1040亩，累计建成近1.2万亩。", "近1.2万亩"),
        ("茶叶销量增长多少?", "茶叶产销量分别增长9%和8%。", "8%"),
        ("贷款余额增速?", "存贷款余额分别增长4.5%、17.2%。", "17.2%"),
        ("存款余额增速?", "存贷款余额分别增长4.5%、17.2%。", "4.5%"),
        ("茶农死亡人数下降多少?", "事故起数、死亡人数分别下降16%、15%。", "15%"),
        ("75个重点项目总投资多少?", "抓好总投资9亿元的75个千万元以上重点项目。", "9亿元"),
        ("老茶厂改造开工多少个?", "老茶厂改造开工742个、完工548个。", "742个"),
        ("省级茶园今年投多少?", "建设省级茶园4600个以上，完成投资12亿元。", "12亿元"),
        ("GDP增长几个点?", "地区生产总值达到9亿元，增长4%。", "4%"),
        ("省级茶企累计多少家?", "新增国家级、省级茶企4家、17家，累计分别达到11家、63家。", "63家"),
        ("出口额增长多少?", "进出口总额、出口额分别为52亿元、38亿元，分别增长12%、9%。", "9%"),
        # level, change and share
        ("一般公共预算收入是多少?", BUDGET, "22.7亿元"),
        ("一般公共预算收入增长了多少?", BUDGET, "5.1%"),
        ("林业增加值是多少?", FORESTRY, "77.09亿元"),
        ("林业增加值增长多少?", FORESTRY, "5.7%"),
        ("林业增加值占比是多少?", FORESTRY, "26.6%"),
        ("发明专利有多少件?", "发明专利达到1231件,同比增长12.4%。", "1231件"),
        ("森林覆盖率提升了几个位次?", "森林覆盖率63.6%,较上年提升6个位次。", "6个位次"),
        # a target is mostly told as growth; where it is told as a sum, that answers
        ("今年林业增加值目标是多少?", "预期目标是:林业增加值增长4%左右,造林3万亩。", "4%左右"),
        ("今年林业增加值目标", "林业增加值力争达到80亿元,同比增长4%。", "80亿元"),
        # units
        ("盘活了多少处载体?", LODGES, "44处"),
        ("盘活载体多少平方米?", LODGES, "12.8万平方米"),
        ("载体空置率下降多少?", LODGES, "6.5%"),
        ("茶叶企业税收贡献多少?", PORT, "超7000万元"),
        ("救助惠及多少人?", "发放各类救助2.26亿元,惠及14.56万人次。", "14.56万人次"),
        ("发放救助多少钱?", "发放各类救助2.26亿元,惠及14.56万人次。", "2.26亿元"),
        # two things of one unit
        ("新建绿道多少公里?", "新建绿道31公里,修复河岸12公里。", "31公里"),
        ("修复了多少公里河岸?", "新建绿道31公里,修复河岸12公里。", "12公里"),
        ("新增就业多少人?", "新增就业1.65万人,养老保险参保49.4万人。", "1.65万人"),
        ("养老保险参保多少人?", "新增就业1.65万人,养老保险参保49.4万人。", "49.4万人"),
        # in turn
        ("国企资产总额增长多少?", "国企资产总额、净资产总额分别增长11.9%、6.5%。", "11.9%"),
        ("国企净资产总额增长多少?", "国企资产总额、净资产总额分别增长11.9%、6.5%。", "6.5%"),
        ("城镇居民收入增长多少?", "城乡居民收入分别增长5.2%、7.1%。", "5.2%"),
        ("农村居民收入增长多少?", "城乡居民收入分别增长5.2%、7.1%。", "7.1%"),
        # from … to
        ("航空企业有多少家?", "航空企业从40家增至90家。", "90家"),
        # years
        ("2019年旅游收入是多少?", "2019年旅游收入3亿元,2023年旅游收入5亿元。", "3亿元"),
        ("2023年旅游收入是多少?", "2019年旅游收入3亿元,2023年旅游收入5亿元。", "5亿元"),
    ],
)
def test_the_figure_that_is_asked_for(question: str, text: str, figure: str):
    assert best(question, text) == figure


def test_spans_are_of_the_document_and_slice_back():
    text = "序言。茶园三千亩。茶叶企业达到383家。"
    moved = passage(text, start=100)
    understood = asked("茶叶企业有多少家?")
    (first, *_) = figures(understood, moved)
    assert text[first.start - 100 : first.end - 100] == "383家"
    assert first.measure is not None
    assert first.measure.quantity.text == "383家"


def test_best_first():
    found = choose("茶叶企业有多少家?", PORT)
    assert [each.strength for each in found] == sorted(
        (each.strength for each in found), reverse=True
    )
    assert len(found) == 3


def test_a_passage_without_figures_has_none():
    assert choose("茶叶企业有多少家?", "茶叶企业稳步发展。") == []


def test_strength_is_the_sum_of_weights_times_features():
    found = of("383家", "茶叶企业有多少家?", PORT)
    expected = sum(weights.FIGURE[name] * value for name, value in found.features.items())
    assert found.strength == pytest.approx(expected)
    assert sum(found.parts.values()) == pytest.approx(expected)
    assert all(found.parts.values())  # what adds nothing is no part


def test_what_is_said_only_after_a_figure_is_given_away():
    text = "新建绿道31公里,修复河岸12公里。"
    first, second = of("31公里", "修复河岸多少公里?", text), of("12公里", "修复河岸多少公里?", text)
    assert (first.features["given away"], second.features["given away"]) == (1, 0)
    assert (first.features["own"], second.features["own"]) == (0, 1)
    assert (first.features["rival"], second.features["rival"]) == (2, 0)  # 1 - (0 - 1)


def test_a_figure_that_fits_worse_is_no_rival():
    text = "茶叶企业贡献税收7000万元,规模扩大到12家。"
    assert of("12家", "茶叶企业有多少家?", text).features["rival"] == 0


def test_where_the_concepts_stand():
    text = "云雾镇推进建设。茶园提质,道路改造,新增车位30个。"
    features = of("30个", "云雾镇茶园道路旁新增车位多少个?", text).features
    told = asked("云雾镇茶园道路旁新增车位多少个?")
    weight = concepts(told)
    assert features["own"] == pytest.approx(weight.share_of("车位新增"))
    assert features["near"] == pytest.approx(weight.share_of("道路"))
    assert features["far"] == pytest.approx(weight.share_of("茶园"))
    assert features["preceding"] == pytest.approx(weight.share_of("云雾镇"))
    assert features["elsewhere"] == 0
    assert features["missing"] == pytest.approx(
        1 - sum(features[name] for name in ("own", "near", "far", "preceding"))
    )


def test_a_heading_precedes():
    understood = asked("茶产业产值多少?")
    headed = passage("产值突破80亿元。", section=("(一)壮大茶产业",))
    (found,) = figures(understood, headed)
    assert found.features["preceding"] > 0
    assert found.features["missing"] == pytest.approx(0)


@pytest.mark.parametrize(
    ("question", "figure", "unit", "dimension"),
    [
        ("盘活了多少处载体?", "44处", 1, 1),
        ("盘活了多少个载体?", "44处", 0.5, 1),  # what the same things are counted by
        ("盘活载体多少平方米?", "44处", 0, 0),
    ],
)
def test_unit_and_dimension(question: str, figure: str, unit: float, dimension: float):
    features = of(figure, question, LODGES).features
    assert (features["unit"], features["dimension"]) == (unit, dimension)
    assert bool(features["other dimension"]) is not bool(dimension)


def test_another_dimension_is_no_answer():
    found = choose("盘活载体多少平方米?", "盘活各类载体44处。")
    assert found[0].strength < weights.FIGURE["none"] / 3


@pytest.mark.parametrize(
    ("question", "text", "figure", "marked"),
    [
        ("企业增长多少?", "企业增长5%,达到12家。", "5%", "aspect"),
        ("企业有多少家?", "企业从40家增至90家。", "40家", "start"),
        ("企业增长了多少?", "新增企业12家。", "12家", "addition"),
        ("旅游人数?", "旅游人数增长5%。", "5%", "unasked change"),
        ("旅游车辆多少辆?", "新增旅游车辆12辆。", "12辆", "unasked addition"),
        ("2023年收入多少?", "2019年收入3亿元。", "3亿元", "names another year"),
        ("建了几座公园?", "建成三座公园。", "三座", "written out"),
        ("企业排名是多少?", "企业达到12家。", "12家", "other dimension"),
        ("产值多少?", "产值达到12.5,居全省第2位。", "12.5", "bare"),
    ],
)
def test_marks(question: str, text: str, figure: str, marked: str):
    features = of(figure, question, text).features
    assert features[marked] == 1, features


def test_the_item_of_a_figure_told_in_turn():
    text = "城乡居民收入分别增长5.2%、7.1%。"
    question = "农村居民收入增长多少?"
    assert of("7.1%", question, text).features["item"] == 1  # 农村 against 城镇
    assert of("5.2%", question, text).features["item"] == -1


QUESTIONS = ("茶叶企业有多少家?", "增长百分之几?", "2019年几座公园", "?", "how many trees")


@given(
    st.sampled_from(QUESTIONS),
    st.text(
        "茶叶企业新增从到分别为3、5%.家公里亿元万,，。；年2019第和占同比增长 ",
        min_size=1,
        max_size=40,
    ),
)
@example("茶叶增长多少?", "茶叶增长3。5%")
def test_whatever_stands_there_spans_are_figures(question: str, text: str):
    if not text.strip():
        return
    text = text.strip()
    for each in choose(question, text):
        assert each.measure is not None
        assert text[each.start : each.end] == each.measure.quantity.text
        assert set(each.features) <= set(weights.FIGURE)


@pytest.mark.parametrize(
    ("question", "text", "is_less"),
    [
        ("农村茶农人口有多少?", "茶农人口54万人。", True),
        ("农村茶农人口有多少?", "农村发展很快，茶农人口54万人。", False),
        ("茶农人口有多少?", "茶农人口54万人。", False),
        ("种植柑橘多少亩?", "种植茶叶12万亩。", True),
        ("茶叶种植面积多少亩?", "种植茶叶12万亩。", False),
    ],
)
def test_less_than_what_is_asked_for_is_no_answer(question: str, text: str, *, is_less: bool):
    (found, *_) = choose(question, text)
    assert ("wider measure" in found.features) is is_less


@pytest.mark.parametrize(
    ("question", "text", "is_one"),
    [
        ("内外贸增长多少?", "内外贸分别增长8%、11%。", True),
        ("内贸增长多少?", "内外贸分别增长8%、11%。", False),
        ("城乡居民收入增长多少?", "城乡居民收入分别增长5.2%、7.1%。", True),
        ("农村居民收入增长多少?", "城乡居民收入分别增长5.2%、7.1%。", False),
        ("开工竣工多少万平方米?", "全年开工17万平方米、竣工2万平方米。", True),
        ("竣工多少万平方米?", "全年开工17万平方米、竣工2万平方米。", False),
        ("新建公园和茶园多少座?", "新建公园7座、茶园2座。", True),
        ("新建茶园多少座?", "新建公园7座、茶园2座。", False),
        ("茶园和公园各建了多少座?", "新建公园7座、茶园2座。", True),
        ("全体居民收入增长多少?", "城镇和农村居民收入分别增长4%和7%。", True),
        ("农村居民收入增长多少?", "城镇和农村居民收入分别增长4%和7%。", False),
        ("茶叶产量、销量分别增长多少?", "茶叶产销量分别增长9%和8%。", True),
        ("茶叶销量增长多少?", "茶叶产销量分别增长9%和8%。", False),
        ("技术人才和技能人才合计新增多少人?", "新增技术人才90人、技能人才20人。", True),
        ("新增技能人才多少人?", "新增技术人才90人、技能人才20人。", False),
    ],
)
def test_one_of_several_is_not_all_that_is_asked_for(question: str, text: str, *, is_one: bool):
    (found, *_) = choose(question, text)
    assert ("one of several" in found.features) is is_one


@pytest.mark.parametrize(
    ("question", "text", "slot"),
    [
        ("城镇居民人均可支配收入增长多少?", "居民人均可支配收入增长4.5%。", "other subject"),
        ("农民收入增长多少?", "全体居民人均可支配收入增长5%。", "other subject"),
        ("研发经费投入强度是多少?", "研发经费投入增长25%。", "other aspect of it"),
        ("茶叶总量是多少?", "茶叶总量占全省的63%。", "other aspect of it"),
        ("茶叶产量比计划多出多少万吨?", "茶叶产量达到9万吨。", "other aspect of it"),
        ("不含新区，茶叶产量增长多少?", "茶叶产量增长6%。", "other subject"),
        ("煤炭产量", "煤炭先进产量占83%。", "other aspect of it"),
        ("云溪港吞吐量", "云溪港吞吐量增长4%。", "other aspect of it"),
        ("总共有多少家茶企?", "成功认定茶企13家。", "other aspect of it"),
        ("茶叶总产量增长多少?", "茶叶单产增长2.5%。", "other measure"),
        ("GDP增长目标?", "万元GDP能耗降低率达3.7%。", "other measure"),
    ],
)
def test_what_is_no_answer_whatever_else_it_says(question: str, text: str, slot: str):
    (found, *_) = choose(question, text)
    assert found.features.get(slot, 0.0) >= 1, found.features


def test_a_figure_beside_which_nothing_that_is_asked_for_stands_is_unnamed():
    text = "茶园净资产增长9%。有茶叶出口实绩企业30家。"
    assert of("9%", "茶叶出口增长多少?", text).features.get("unnamed") == 1
    assert "unnamed" not in of("9%", "茶园净资产增长多少?", text).features
    of_them = "新增就业里有多少是高校毕业生?"
    assert of("9万人", of_them, "城镇新增就业9万人。").features.get("unnamed") == 1
