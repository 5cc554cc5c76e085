from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.measures import Measure, measures
from index.language.quantities import quantities
from index.language.units import Dimension
from index.types import Aspect


def measure_of(figure: str, sentence: str) -> Measure:
    (measure,) = (each for each in measures(sentence) if each.quantity.text == figure)
    return measure


# --- aspects

GROWTH = "新引入优质企业93家,企业总数达到383家,营业收入增长12.5%,占全区比重提高到31%。"


@pytest.mark.parametrize(
    ("figure", "aspect"),
    [
        ("93家", Aspect.ADDITION),
        ("383家", Aspect.TOTAL),
        ("12.5%", Aspect.CHANGE),
        ("31%", Aspect.LEVEL),
    ],
)
def test_the_aspects_of_one_sentence(figure: str, aspect: Aspect):
    assert measure_of(figure, GROWTH).aspect is aspect


@pytest.mark.parametrize(
    ("sentence", "aspect"),
    [
        ("地区生产总值增长5.5%", Aspect.CHANGE),
        ("地区生产总值增长目标为5%左右", Aspect.CHANGE),
        ("规上工业增加值增速达到8%", Aspect.CHANGE),
        ("能耗强度下降3%", Aspect.CHANGE),
        ("人均收入翻了一番", Aspect.CHANGE),
        ("占比提高2个百分点", Aspect.CHANGE),
        ("排名上升5位", Aspect.CHANGE),
        ("提升3个位次", Aspect.CHANGE),
        ("失业率下降到5.1%", Aspect.LEVEL),
        ("浓度降至28微克/立方米", Aspect.LEVEL),
        ("第三产业增加值占比62%", Aspect.SHARE),
        ("占全市的三分之一", Aspect.SHARE),
        ("新建公园12座", Aspect.ADDITION),
        ("净增经营主体3000户", Aspect.ADDITION),
        ("全面创新企业35家", Aspect.LEVEL),
        ("累计加装电梯210部", Aspect.TOTAL),
        ("经营主体总量突破10万户", Aspect.TOTAL),
        ("综合实力居全省第3位", Aspect.RANK),
        ("科技创新全国排名53位", Aspect.RANK),
        ("现有公园12座", Aspect.LEVEL),
        ("实现增加值300亿元", Aspect.LEVEL),
    ],
)
def test_aspect(sentence: str, aspect: Aspect):
    (measure,) = measures(sentence)
    assert measure.aspect is aspect


@pytest.mark.parametrize(
    ("sentence", "falls"),
    [
        ("能耗下降3%", True),
        ("平均时间压缩了40%", True),
        ("降幅为2%", True),
        ("产值增长3%", False),
        ("为企业减税降费50亿元", False),
    ],
)
def test_only_a_change_falls(sentence: str, *, falls: bool):
    (measure,) = measures(sentence)
    assert measure.falls is falls


# --- dimensions that the words tell


def test_a_bare_number_of_heads_counts_persons():
    assert measure_of("389万", "全年旅居人数达389万、增长20%。").dimension is Dimension.PERSON


@pytest.mark.parametrize(
    ("sentence", "dimension"),
    [
        ("营商环境排名上升5位", Dimension.RANK),
        ("营商环境全国排名5位", Dimension.RANK),
        ("慰问老党员5位", Dimension.PERSON),
    ],
)
def test_places_are_not_persons(sentence: str, dimension: Dimension):
    (measure,) = measures(sentence)
    assert measure.dimension is dimension


# --- the words of a figure


def test_the_words_beside_a_figure():
    measure = measure_of("12座", "在某某区，全年新建口袋公园12座惠及居民，绿道5公里。")
    assert (measure.before, measure.after) == ("全年新建口袋公园", "惠及居民")
    assert measure.said == "全年新建口袋公园"
    assert measure.earlier == ("在某某区,",)


def test_the_words_after_stand_for_none_before():
    assert measure_of("12座", "12座口袋公园建成开放。").said == "口袋公园建成开放"


def test_the_words_are_folded_but_said_as_they_stand():
    measure = measure_of("３家", "新增ＡＩ企業３家。")
    assert (measure.before, measure.said) == ("新增ai企业", "新增ＡＩ企業")


def test_what_follows_a_figure_up_to_a_join_belongs_to_it():
    first, second = measures("新建幼儿园5所、托育点和驿站12个。")
    assert (first.before, first.after) == ("新建幼儿园", "")
    assert (second.before, second.after) == ("托育点和驿站", "")


def test_a_join_inside_a_word_is_none():
    (_, second) = measures("举办活动30场、参与居民5万人。")
    assert second.before == "参与居民"
    (_, second) = measures("建成服务站8处惠及居民5万人。")
    assert second.before == "惠及居民"


def test_figures_in_a_row_share_their_words():
    first, second = measures("新建绿地44处、12.8万平方米。")
    assert first.before == second.before == "新建绿地"
    assert first.said == second.said == "新建绿地"


def test_clauses_before_go_back_to_the_full_stop():
    measure = measure_of("383家", "甲区领先。乙区深化招商，新引入企业93家，总数达到383家。")
    assert measure.earlier == ("新引入企业93家,", "乙区深化招商,")


def test_a_new_part_of_a_sentence_has_no_near_clause():
    measure = measure_of("5所", "招商成效好；新建学校5所。")
    assert measure.earlier[0] == ""


def test_the_comma_of_a_number_parts_no_clauses():
    measure = measure_of("3%", "全年培训1,234人增长3%。")
    assert measure.earlier == ("全年培训1,234人",)


def test_at_most_six_clauses():
    sentence = "".join(f"工作{c}推进，" for c in "甲乙丙丁戊己庚辛") + "建成公园5座。"
    assert len(measure_of("5座", sentence).earlier) == 6


# --- from one figure to another


def test_where_a_change_began_and_ended():
    start, end = measures("养老服务站从40家增至90家，增长125%。")[:2]
    assert (start.quantity.text, start.is_start) == ("40家", True)
    assert (end.quantity.text, end.is_start) == ("90家", False)
    assert "养老服务站" in end.before
    assert end.said.startswith("养老服务站")


@pytest.mark.parametrize(
    "sentence", ["公园12座，绿道达到90公里。", "从严整治隐患40处，增至三批90处。"]
)
def test_two_figures_that_are_no_change(sentence: str):
    assert not any(each.is_start for each in measures(sentence))


# --- figures handed out in turn


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        ("甲产业、乙产业分别增长3%、5%。", ["甲产业", "乙产业"]),
        ("甲产业、乙产业和丙产业分别增长3%、5%和7%。", ["甲产业", "乙产业", "丙产业"]),
        ("甲产业、乙产业各增长3%、5%。", ["甲产业", "乙产业"]),
        ("城乡居民人均可支配收入分别增长4%和6%。", ["城镇", "农村"]),
        ("全年进出口分别增长4%和6%。", ["进口", "出口"]),
        ("参保率与普及率分别达到95%和99%。", ["参保率", "普及率"]),
        ("和平路、光明路分别改造3公里、5公里。", ["和平路", "光明路"]),
        ("甲产业增长3%，乙产业增长5%。", ["", ""]),
        ("分别增长3%、5%。", ["", ""]),
        ("甲区、乙区签约。两者分别为3家。乙为5家。", ["", ""]),
    ],
)
def test_items(sentence: str, items: list[str]):
    assert [each.item for each in measures(sentence)] == items


def test_the_others_of_an_item():
    first, second = measures("甲产业、乙产业分别增长3%、5%。")
    assert first.others == ("乙产业",)
    assert second.others == ("甲产业",)


def test_the_second_time_nothing_is_named_anew():
    sentence = "高企、科企分别新认定60家、30家,累计分别达到1016家和591家。"
    assert [each.item for each in measures(sentence)] == ["高企", "科企", "高企", "科企"]


# --- properties

PIECES = st.sampled_from(
    [
        *(
            "企业",
            "居民",
            "从",
            "到",
            "增至",
            "增长",
            "下降",
            "分别",
            "城乡",
            "新增",
            "总数",
            "排名",
            "人数",
        ),
        *(
            "3家",
            "5%",
            "1,234人",
            "12",
            "三个",
            "５位",
            "1.2万",
            "第3",
            "，",
            "、",
            "和",
            "；",
            "。",
            "：",
            "——",
        ),
        *("\n", "\u3000", "\u200b", "㍘", "😀", "億", "与", "及"),
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=16).map("".join)))
def test_every_figure_is_measured_and_no_text_is_too_odd(sentence: str):
    measured = measures(sentence)
    assert tuple(each.quantity for each in measured) == quantities(sentence)
    for each in measured:
        assert each.said in sentence or any(start.is_start for start in measured)
        assert len(each.earlier) <= 6


@given(st.integers(2, 6))
def test_as_many_items_as_figures(n: int):
    names = [f"产业{c}" for c in "甲乙丙丁戊己"[:n]]
    figures = "、".join(f"{k}%" for k in range(1, n + 1))
    measured = measures(f"{'、'.join(names)}分别增长{figures}。")
    assert [each.item for each in measured] == names
