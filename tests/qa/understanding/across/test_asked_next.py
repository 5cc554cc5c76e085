"""qa.understanding.across.asked_next: what is asked next of many reports."""

from __future__ import annotations

import pytest

from qa.understanding.dialogue import self_contained


@pytest.mark.parametrize(
    ("before", "said", "whole"),
    [
        ("哪个省茶叶产量最高", "最低的呢?", "哪个省茶叶产量最低"),
        ("哪个省茶叶产量最高", "第二呢?", "哪个省茶叶产量第二高"),
        ("茶叶产量最低的是哪个县", "第三呢", "茶叶产量第三低是哪个县"),
        ("哪个省茶叶产量最高", "苹果呢", "哪个省苹果产量最高"),
        ("哪个省GDP居全国首位", "进出口总额呢", "哪个省进出口总额居全国首位"),
        ("哪些省GDP超过10万亿", "5万亿呢", "哪些省GDP超过5万亿"),
        ("哪些省GDP增速超过5%", "那6%呢", "哪些省GDP增速超过6%"),
        ("各省GDP", "人均呢", "各省人均GDP"),
        ("各省GDP增速", "目标呢", "各省GDP增速目标"),
        ("各省老旧小区改造", "城中村呢", "各省城中村改造"),
        ("各省2031年GDP增长目标", "失业率呢", "各省2031年失业率目标"),
        ("各省茶叶产量", "哪个最高", "各省茶叶产量哪个最高"),
        ("各省茶叶产量", "超过3万吨的有哪些?", "各省茶叶产量超过3万吨的有哪些?"),
        ("各县失业率?", "低于5%的县", "各县失业率低于5%的县"),
        ("各省茶叶产量", "2030年呢", "2030年各省茶叶产量"),
    ],
)
def test_it_is_asked_of_all_again(before: str, said: str, whole: str):
    assert self_contained(said, [before]) == whole


def test_a_question_of_one_report_is_not_asked_of_many():
    assert not self_contained("苹果呢", ["云溪县茶叶产量是多少?"]).startswith("各")
