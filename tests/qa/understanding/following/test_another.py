"""qa.understanding.following.another: what was asked, of another measure, place or time."""

from __future__ import annotations

import pytest

from qa.understanding.dialogue import self_contained


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        # a question that only names its measure
        ("云南2031年GDP", "城镇新增就业呢", "云南2031年城镇新增就业是多少？"),
        ("云南2031年GDP", "失业率呢？", "云南2031年失业率是多少？"),
        ("2031年茶叶产量", "蔬菜呢", "2031年蔬菜产量是多少？"),
        ("云南茶叶产量", "蔬菜产量呢", "云南蔬菜产量是多少？"),
        ("2031年云南省地区生产总值", "人均可支配收入呢", "云南省2031年人均可支配收入是多少？"),
        ("去年GDP", "进出口呢", "去年进出口"),
        # one that asks how much
        ("云南2031年GDP是多少", "城镇新增就业呢", "云南2031年城镇新增就业是多少？"),
        ("云南茶叶产量多少？", "蔬菜呢", "云南蔬菜产量多少？"),
        ("云南2031年GDP增长多少", "工业呢", "云南2031年工业增长多少"),
        # no growth of what is told by itself
        ("云南2031年GDP增长多少?", "失业率呢", "云南2031年失业率是多少？"),
        ("云南2031年GDP增长多少?", "城镇新增就业呢", "云南2031年城镇新增就业是多少？"),
        # a measure after what asks for no figure
        ("云南有哪些机场", "城镇新增就业呢", "云南城镇新增就业是多少？"),
        ("云南省长是谁", "失业率呢", "云南失业率是多少？"),
        # a target
        ("云南2031年GDP增长目标是多少", "城镇新增就业呢", "云南2031年城镇新增就业目标是多少？"),
        ("云南GDP目标", "城镇新增就业目标呢", "云南城镇新增就业目标是多少？"),
        # in another unit
        ("云南2031年GDP是多少亿元", "茶叶产量呢", "云南2031年茶叶产量是多少"),
        ("云南茶叶产量是多少万吨", "蔬菜呢", "云南蔬菜产量是多少万吨"),
        # of each
        ("云南2031年GDP", "人均呢", "云南2031年人均GDP"),
        ("云南2031年GDP", "增速呢", "2031年云南GDP的增速是多少？"),
        ("云南2031年GDP是多少", "其增速是多少?", "2031年云南GDP的增速是多少?"),
        ("云南2031年GDP", "增长多少?", "2031年云南GDP增长多少?"),
        ("云南2031年GDP是多少?", "同比增长多少", "2031年云南GDP同比增长多少"),
        ("2031年云南茶叶产量", "增速是多少", "2031年云南茶叶产量增速是多少"),
        ("云南2031年GDP", "2030年增长多少", "云南GDP，2030年增长多少"),
        ("去年建了多少座公园?", "面积是多少", "建公园面积是多少"),
    ],
)
def test_another_measure_is_of_the_same_place_and_year(before: str, text: str, whole: str):
    assert self_contained(text, [before]) == whole


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        # the whole country, or all of the reports
        ("云南2031年GDP", "全国呢", "全国2031年GDP"),
        ("云南2031年GDP", "各省呢", "各省2031年GDP"),
        ("云南2031年GDP", "各省城镇新增就业呢", "各省2031年城镇新增就业是多少？"),
        ("各省2031年GDP", "城镇新增就业呢", "各省2031年城镇新增就业是多少？"),
        ("全国2031年GDP", "城镇新增就业呢", "全国2031年城镇新增就业是多少？"),
        ("云南和贵州2031年GDP", "城镇新增就业呢", "云南和贵州2031年城镇新增就业是多少？"),
        ("各省2031年GDP", "贵州呢", "贵州2031年GDP"),
        # which is first
        ("哪个省GDP最高", "茶叶产量呢", "哪个省茶叶产量最高"),
        ("哪个省GDP增长最快", "茶叶产量呢", "哪个省茶叶产量增长最快"),
        ("哪个省GDP增长最快", "失业率呢", "哪个省失业率最高"),
        # a place that is named
        ("云南2031年GDP", "贵州城镇新增就业呢", "贵州2031年城镇新增就业是多少？"),
        ("云南2031年GDP", "贵州呢", "贵州2031年GDP"),
        ("2031年GDP是多少", "贵州呢", "贵州2031年GDP是多少"),
        ("云南省长是谁", "贵州呢", "贵州省长是谁"),
        ("云南2031年GDP", "2030年城镇新增就业呢", "云南2030年城镇新增就业是多少？"),
        ("云南2031年GDP是多少", "贵州2030年呢", "2030年贵州GDP是多少"),
        ("云南2031年GDP增长目标是多少", "贵州去年的呢", "去年贵州GDP增长是多少"),
        ("云南2031年GDP", "贵州2032年目标呢", "2032年贵州GDP的目标是多少？"),
    ],
)
def test_other_places_and_times(before: str, text: str, whole: str):
    assert self_contained(text, [before]) == whole


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        ("云南省长是谁", "副省长呢", "云南副省长是谁"),
        ("云南经济怎么样", "就业呢", "云南就业怎么样"),
        ("云南农民收入增长多少", "脱贫地区的呢", "云南脱贫地区的农民收入增长多少"),
        ("云南2031年建了多少公里高速路", "铁路呢", "云南2031年建了多少公里铁路"),
        # of a name that holds a place's, the place is none
        ("天津港吞吐量是多少", "集装箱呢", "集装箱吞吐量是多少"),
    ],
)
def test_what_else_there_is_in_the_place(before: str, text: str, whole: str):
    assert self_contained(text, [before]) == whole


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        ("云南的短板是什么", "哪些省下调了增长目标", "哪些省下调了增长目标"),
        ("云南2031年GDP", "哪个省最高", "哪个省2031年GDP最高"),
        ("云南2031年GDP是多少?", "哪个省最低？", "哪个省2031年GDP最低？"),
        ("云南2031年GDP", "哪些省没有提出", "哪些省没有提出"),
        ("各省2031年GDP", "哪个省最高", "哪个省2031年GDP最高"),
        ("各省2031年GDP增长目标", "哪个省最高", "哪个省2031年GDP增长目标最高"),
        ("云南2031年GDP增长目标是多少?", "哪个省最高", "哪个省2031年GDP增长目标最高"),
        ("哪个省2031年GDP最高", "云南呢", "云南2031年GDP"),
        ("各省2031年GDP哪个最高", "云南呢", "云南2031年GDP"),
        ("云南2031年GDP目标是多少", "云南和贵州哪个高", "云南和贵州2031年GDP目标哪个高"),
        ("云南2031年GDP", "云南和贵州哪个更高?", "云南和贵州2031年GDP哪个更高?"),
        ("今年云南GDP目标", "去年实际呢", "去年云南GDP"),
        ("云南2031年GDP是多少", "和去年比呢", "去年云南GDP是多少"),
        ("云南GDP增长多少", "跟2030年相比呢?", "2030年云南GDP增长多少"),
        ("GDP of 云南 in 2031", "And 贵州?", "GDP of 贵州 in 2031"),
        ("云南2031年GDP", "2030年哪个省最高", "哪个省2030年GDP最高"),
    ],
)
def test_many_are_asked_after_one(before: str, text: str, whole: str):
    assert self_contained(text, [before]) == whole


def test_a_chain_keeps_its_place_and_year():
    history = ["云南2031年GDP", "城镇新增就业呢", "贵州呢"]
    assert self_contained("茶叶产量呢", history) == "贵州2031年茶叶产量是多少？"
