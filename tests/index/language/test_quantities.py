from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.quantities import Quantity, quantities
from index.language.units import Dimension


def texts(text: str) -> list[str]:
    return [quantity.text for quantity in quantities(text)]


def only(text: str) -> Quantity:
    (quantity,) = quantities(text)
    return quantity


# --- what belongs to a figure


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("新建约30家便民超市。", "约30家"),
        ("绿道总长超200公里。", "超200公里"),
        ("绿道总长超过200公里。", "超过200公里"),
        ("惠及近5万人。", "近5万人"),
        ("全年演练不少于3次。", "不少于3次"),
        ("单位能耗不高于0.3吨。", "不高于0.3吨"),
        ("补助最高500万元。", "最高500万元"),
        ("地区生产总值预期增长5%左右。", "5%左右"),
        ("服务企业1000余家。", "1000余家"),
        ("培训教师500多名。", "500多名"),
        ("改造厂房5万平方米以上。", "5万平方米以上"),
        ("为60周岁及以上老人体检。", "60周岁及以上"),
        ("门店数量达10家之多。", "10家之多"),
        ("产值增长两倍多。", "两倍多"),
        ("低保标准提高到每人900元/月。", "900元/月"),
        ("价格指数同比为-0.2%。", "-0.2%"),
        ("GDP超过10万亿", "超过10万亿"),
    ],
)
def test_modifiers_belong_to_the_figure(sentence: str, figure: str):
    assert texts(sentence) == [figure]


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("全年节约3%的用水。", "3%"),
        ("新签约12个项目。", "12个"),
        ("学校附近3家网吧关停。", "3家"),
        ("跨省3条以上海为终点的线路。", "3条"),
    ],
)
def test_what_only_looks_like_a_modifier_does_not(sentence: str, figure: str):
    assert texts(sentence) == [figure]


@pytest.mark.parametrize(
    ("sentence", "magnitude", "unit", "written_unit", "dimension"),
    [
        ("总投资3.5亿元", "350000000", "元", "亿元", "money"),
        ("总投资1.2万亿元", "1200000000000", "元", "万亿元", "money"),
        ("绿地12.8万平方米", "128000", "平方米", "万平方米", "area"),
        ("绿地500㎡", "500", "m2", "㎡", "area"),
        ("浓度为28微克/立方米", "28", "微克/立方米", "微克/立方米", "concentration"),
        ("里程120公里", "120", "公里", "公里", "length"),
        ("算力达1200P", "1200", "p", "P", "computing"),
        ("接待游客560万人次", "5600000", "人次", "万人次", "person"),
        ("惠及3.2万户", "32000", "户", "万户", "person"),
        ("占比42.5%", "42.5", "%", "%", "share"),
        ("提高0.8个百分点", "0.8", "个百分点", "个百分点", "points"),
        ("是上年的2.5倍", "2.5", "倍", "倍", "multiple"),
        ("慰问老人35位", "35", "位", "位", "person"),
        ("白酒产能5万千升", "50000", "千升", "万千升", "volume"),
        ("装机220万千瓦", "2200000", "千瓦", "万千瓦", "power"),
        ("发电3.2亿千瓦时", "320000000", "千瓦时", "亿千瓦时", "energy"),
        ("吞吐量30万TEU", "300000", "teu", "万TEU", "container"),
        ("补贴200元/月", "200", "元", "元/月", "money"),
        ("上升3个位次", "3", "个位次", "个位次", "rank"),
        ("指数达到92。", "92", "", "", "none"),
    ],
)
def test_number_unit_and_dimension(
    sentence: str, magnitude: str, unit: str, written_unit: str, dimension: str
):
    quantity = only(sentence)
    assert quantity.magnitude == Decimal(magnitude)
    assert (quantity.unit, quantity.written_unit) == (unit, written_unit)
    assert quantity.dimension == dimension
    assert not quantity.is_written_out


@pytest.mark.parametrize(
    ("sentence", "figure", "magnitude"),
    [
        ("实有人口1,234,567人", "1,234,567人", 1_234_567),
        ("实有人口12，345人", "12，345人", 12_345),
        ("里程１００公里", "１００公里", 100),
        ("占比10％", "10％", 10),
        ("投資3億元", "3億元", 300_000_000),
        ("培訓兩萬三千人", "兩萬三千人", 23_000),
    ],
)
def test_separators_width_and_traditional_forms(sentence: str, figure: str, magnitude: Decimal):
    assert (only(sentence).text, only(sentence).magnitude) == (figure, magnitude)


@pytest.mark.parametrize(
    ("sentence", "figure", "magnitude"),
    [
        ("新建三个园区", "三个", 3),
        ("新建两个园区", "两个", 2),
        ("办好十件民生实事", "十件", 10),
        ("出台十二条措施", "十二条", 12),
        ("培训两万三千人", "两万三千人", 23_000),
        ("投资三百二十亿元", "三百二十亿元", 32_000_000_000),
        ("投资三点五亿元", "三点五亿元", 350_000_000),
        ("规模突破万亿元", "万亿元", 10**12),
        ("人口一亿零三万人", "一亿零三万人", 100_030_000),
        ("占百分之五", "百分之五", 5),
        ("下降千分之三", "千分之三", 3),
        ("产值增长一倍", "一倍", 1),
        ("收入翻了七番以上", "七番以上", 7),
        ("提高一个百分点", "一个百分点", 1),
        ("占比超六成", "超六成", 6),
    ],
)
def test_chinese_numerals(sentence: str, figure: str, magnitude: int):
    quantity = only(sentence)
    assert (quantity.text, quantity.magnitude) == (figure, magnitude)
    assert quantity.is_written_out


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("每区新建3—5家", "3—5家"),
        ("预期增长5%-6%", "5%-6%"),
        ("预期增长5%至6%", "5%至6%"),
        ("奖励3至5万元", "3至5万元"),
        ("奖励3万元～5万元", "3万元～5万元"),
        ("聚集数十家企业", "数十家"),
        ("聚集上千家企业", "上千家"),
        ("聚集十几家企业", "十几家"),
        ("每村三四家农家乐", "三四家"),
        ("占全国近1/6", "近1/6"),
        ("完成三分之二以上", "三分之二以上"),
        ("一半以上的社区", "一半以上"),
        ("收入比缩小至2.04\u22361", "2.04\u22361"),
        ("夺得8金4银2铜", "8金4银2铜"),
        ("建设2×66万千瓦机组", "2×66万千瓦"),
    ],
)
def test_ranges_orders_and_shares_have_no_one_number(sentence: str, figure: str):
    assert (only(sentence).text, only(sentence).magnitude) == (figure, None)


def test_a_change_is_no_range():
    assert texts("从5%到6%") == ["5%", "6%"]


def test_a_figure_without_its_unit_has_the_next_one_s():
    first, second = quantities("分别提高11.1、11.2个百分点")
    assert (first.text, first.unit, first.dimension) == ("11.1", "个百分点", Dimension.POINTS)
    assert second.text == "11.2个百分点"


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("居全国第3位", "第3位"),
        ("居全省第二，增速居首位", "第二"),
        ("进入全国前三位", "前三位"),
        ("进入全国前50强", "前50强"),
        ("位居榜首", "榜首"),
    ],
)
def test_ranks(sentence: str, figure: str):
    quantity = quantities(sentence)[0]
    assert (quantity.text, quantity.dimension) == (figure, Dimension.RANK)


def test_the_figures_of_a_sentence_in_their_order():
    sentence = "新建口袋公园44处、12.8万平方米，绿化覆盖率提高到38.5%，惠及居民超30万人。"
    assert texts(sentence) == ["44处", "12.8万平方米", "38.5%", "超30万人"]


# --- what is no figure


@pytest.mark.parametrize(
    "sentence",
    [
        "113年度中央政府總預算",
        "截至25年底",
        "114年1月起",
        "98年度预算",
        "2024年1月15日在某某区第十八届人民代表大会第五次会议上",
        "2024 年工作回顾",
        "2024—2029年规划",
        "1—11月全市运行平稳",
        "从1月至5月",
        "二〇二四年",
        "今年9月底前",
        "上世纪70年代",
        "“十四五”规划",
        "党的二十届三中全会和二十大精神",
        "加强PM2.5治理",
        "推广5G和4G/5G网络",
        "地铁11号线、12号线通车",
        "3、4号机组投产",
        "G7高速和国道629线",
        "一是加快，二是推进，三是落实，六是巩固",
        "（一）稳增长（4）保民生",
        "“三度一色\uff3b15\uff3d”",
        "26．“谋治”系统",
        "“3815”战略和“1+2+N”体系",
        "实现“两个确立”",
        "第二产业和第三方评估",
        "第五套方案、第30届博览会",
        "一季度和前三季度、上半年",
        "12345热线",
        "7×24小时服务",
        "8:30开门",
        "举办2024世界智能大会",
        "面向2035",
        "500强企业和12部门",
        "保持两位数增长",
        "万家灯火、千方百计、百姓",
        "一家人、一个也不能少",
        "三级医院、五星级饭店",
        "百万人才计划",
        "迈上千亿台阶",
        "三公经费、三农工作、两会",
        "每平方公里",
        "环顾四周",
        "三个一批",
        "附件1",
        "图1 粮食总产量",
        "表 2",
        "（见表3）",
        "没有数字",
        "",
    ],
)
def test_names_dates_and_lists_are_no_figures(sentence: str):
    assert texts(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("12部门联合出台8条措施", "8条"),
        ("2024成功举办3场展会", "3场"),
        ("500强企业新增12家", "12家"),
        ("“十四五”期间完成30项", "30项"),
        ("PM2.5浓度30微克/立方米", "30微克/立方米"),
        ("5G基站1.2万个", "1.2万个"),
        ("14.2025年10件民生实事", "10件"),
        ("GDP5.2%的增速", "5.2%"),
    ],
)
def test_a_figure_beside_a_name(sentence: str, figure: str):
    assert texts(sentence) == [figure]


# --- properties

PIECES = st.sampled_from(
    [
        *(
            "约",
            "超",
            "近",
            "不少于",
            "左右",
            "以上",
            "余",
            "多",
            "第",
            "前",
            "从",
            "到",
            "增至",
            "分别",
        ),
        *(
            "3",
            "12",
            "1,234",
            "\uff13",
            "5.5",
            "½",
            "①",
            "三",
            "十二",
            "百",
            "万",
            "亿",
            "億",
            "百分之",
        ),
        *("亿元", "万平方米", "家", "个", "%", "％", "个百分点", "位", "人", "2024年", "月", "日"),
        *(
            "PM2.5",
            "5G",
            "号线",
            "-",
            "—",
            "至",
            "、",
            "，",
            "。",
            "“",
            "”",
            "（",
            "）",
            "\uff3b",
            ":",
            "×",
            "/",
        ),
        *("\n", "\u3000", "\u200b", "㍘", "😀", "a"),
    ]
)
SENTENCES = st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join))


@given(SENTENCES)
def test_figures_slice_back_and_do_not_overlap(text: str):
    at = 0
    for quantity in quantities(text):
        assert at <= quantity.start < quantity.end <= len(text)
        assert quantity.text == text[quantity.start : quantity.end]
        at = quantity.end


@given(st.integers(1, 10**9), st.sampled_from(["家", "亿元", "公里", "%", "人次"]))
def test_any_number_with_a_unit_is_found_whole(number: int, unit: str):
    figure = f"{number:,}{unit}"
    assert texts(f"共有{figure}，") == [figure]
