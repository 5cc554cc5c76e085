from __future__ import annotations

import pytest

from qa.understanding.dialogue import self_contained
from qa.understanding.following.siblings import asked_of, is_asked_of_a_thing, is_measured, of_kind


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        # how far it is
        ("松岭立交桥能走了吗", "东三环呢", "东三环能走了吗"),
        ("云溪小学盖到什么程度了？", "云溪幼儿园呢", "云溪幼儿园盖到什么程度了？"),
        ("引水工程南线完了没有", "两库连通呢", "两库连通完了没有"),
        ("茶博园盖好没", "陶瓷城呢?", "陶瓷城盖好没"),
        ("松岭高铁开工没", "云溪高速呢", "云溪高速开工没"),
        ("老茶厂改造进展怎么样", "老窑厂呢", "老窑厂改造进展怎么样"),
        # what is counted
        ("新建了几所幼儿园?", "医院呢?", "新建了几所医院?"),
        ("去年添了多少个停车位", "充电桩呢", "去年添了多少个充电桩"),
        ("松岭的医院有哪些", "那学校呢", "松岭的学校有哪些"),
        # an indicator
        ("GDP增长多少", "工业呢", "工业增长多少"),
        ("各省2025年GDP增长目标", "哪个最高?", "各省2025年GDP增长目标哪个最高?"),
        ("各市2024年茶叶产量是多少?", "前三名呢?", "各市2024年茶叶产量前三名呢?"),
        ("各省2025年GDP增长目标", "那失业率呢?", "各省2025年失业率目标"),
        ("什么是茶票入股?", "城市候茶楼呢", "什么是城市候茶楼?"),
        ("双高茶园是什么?", "一街四所呢", "一街四所是什么?"),
        ("老茶厂去年改造了多少个?", "口袋公园呢", "口袋公园去年改造了多少个?"),
        ("省级茶叶企业有多少家?", "示范茶园呢", "示范茶园有多少家?"),
        ("2024年茶叶产量是多少?", "蔬菜呢", "2024年蔬菜产量是多少?"),
        ("去年引进了多少茶叶企业", "基金呢", "去年引进了多少基金"),
        ("新增学位多少个", "停车位呢", "新增停车位多少个"),
        ("固定资产投资增速目标", "社会消费品零售总额呢", "社会消费品零售总额增速目标"),
        ("今年茶叶企业的目标是多少家？", "那茶农合作社呢?", "今年茶农合作社的目标是多少家？"),
        ("规上工业增加值增长了多少?", "那服务业呢?", "服务业增加值增长了多少?"),
        # another kind of the same
        ("今年要开工哪几条高铁", "在建的呢", "在建的高铁有哪些？"),
        ("今年建成的医院项目是哪几个", "在建的呢", "在建的医院项目有哪些？"),
        ("哪些茶叶产量下降了", "上升的呢", "上升的茶叶产量有哪些？"),
        ("今年要投产的项目有哪些", "还没开工的", "还没开工的项目有哪些？"),
        # what a thing has
        ("什么是云溪城际", "运力呢?", "云溪城际的运力是多少？"),
        ("云溪公园在哪里?", "面积呢?", "云溪公园的面积是多少？"),
        ("老茶厂改造了多少", "效果呢?", "老茶厂改造的效果怎么样？"),
    ],
)
def test_a_person_would_ask_it_so(before: str, text: str, whole: str):
    assert self_contained(text, [before]) == whole


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        ("一般公共预算收入", "支出呢", "一般公共预算支出"),
        (
            "2031年云溪县一般公共预算收入是多少?",
            "那支出呢？",
            "2031年云溪县一般公共预算支出是多少?",
        ),
        ("财政支出增长多少", "收入呢", "财政收入增长多少"),
        ("政府性基金预算收入完成多少亿元", "预算支出呢", "政府性基金预算支出完成多少亿元"),
        ("2031年出口增长多少", "进口呢", "2031年进口增长多少"),
        ("存款余额是多少", "那贷款方面呢", "贷款余额是多少"),
        ("城镇居民人均可支配收入增长多少", "农村呢", "农村居民人均可支配收入增长多少"),
        ("农村居民人均可支配收入是多少", "消费支出呢", "农村居民人均消费支出是多少"),
        ("各省一般公共预算收入", "支出呢", "各省一般公共预算支出"),
        ("2030年一般公共预算收入增长多少", "2031年支出呢", "2031年一般公共预算支出增长多少"),
        # neither side is asked of what has none
        ("茶叶产值增长多少", "支出呢", "支出增长多少"),
    ],
)
def test_the_other_side_is_of_the_same_thing(before: str, text: str, whole: str):
    assert self_contained(text, [before]) == whole


@pytest.mark.parametrize("text", ["惠及多少人?", "有什么用?", "什么时候开业?", "花了多少钱"])
@pytest.mark.parametrize("text_after", ["谁负责?", "面积多大?", "为什么这么多?", "哪天敲钟"])
def test_what_names_no_subject_carries_the_one_before(text: str, text_after: str):
    before = "“云上茶山”是什么?"
    assert "云上茶山" in self_contained(text, [before])
    assert "云上茶山" in self_contained(text_after, [before, text])


@pytest.mark.parametrize(
    "text",
    [
        "今年的GDP目标是多少",
        "2010年修了哪些路",
        "哪几条路改造完了",
        "潿洲島得了什麼獎？",
        "停工的工人咋安排的",
        "哪些企业上市了",
        "养老怎么样?",
        "县长是谁",
    ],
)
def test_a_new_topic_drops_the_one_before(text: str):
    assert self_contained(text, ["“云上茶山”是什么?"]) == text


def test_a_time_is_asked_of_the_last_sibling():
    history = ["GDP增长多少", "工业呢", "服务业呢"]
    assert self_contained("去年呢", history) == "去年服务业增长多少"


def test_what_is_planned_is_no_figure():
    assert (
        self_contained("那今年有什么打算?", ["去年引进了多少家茶厂?"])
        == "引进茶厂，今年有什么打算?"
    )
    assert (
        self_contained("今年有什么打算?", ["去年引进了多少家茶厂?"]) == "引进茶厂，今年有什么打算?"
    )


def test_a_chain_keeps_its_first_subject():
    history = ["老茶园去年改造了多少个?", "惠及多少人?"]
    assert self_contained("面积多大?", history) == "老茶园改造面积多大?"


def test_nothing_of_its_kind():
    assert not asked_of("外资项目", "去年引进了多少家?")
    assert not of_kind("在建的", "GDP增长多少")


def test_what_is_asked_of_a_thing():
    assert is_asked_of_a_thing("运力")
    assert is_measured("运力")
    assert is_asked_of_a_thing("效果")
    assert not is_measured("效果")
    assert not is_asked_of_a_thing("幼儿园")
    assert not is_asked_of_a_thing("")
