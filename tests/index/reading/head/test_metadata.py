"""index.reading.head.metadata: what a web page says of a report in lines of its own."""

from __future__ import annotations

import pytest

from index.reading.head.metadata import Metadata, is_metadata, parse


@pytest.mark.parametrize(
    "line",
    [
        "标题：2024年云溪市政府工作报告",
        "发文单位：云溪市人民政府",
        "来源URL：https://example.org/a",
        "正文：",
        "索引号: 0001/2024",
        "【发布时间】：2024-01-02",
        "来源：云溪日报 发布时间：2024-01-02",
    ],
)
def test_lines_of_a_page(line: str):
    assert is_metadata(line)


@pytest.mark.parametrize(
    "line",
    [
        "来源：云溪日报",
        "各位代表：",
        "任务一：抓好标题：",
        "2024年1月16日",
        "标题党要整治",
        "",
    ],
)
def test_other_lines(line: str):
    assert not is_metadata(line)


def test_several_labels_in_a_line_and_what_is_left_open():
    lines = [
        "时间：2024-01-02????\t\t作者：穆青????\t来源：云溪网",
        "发文单位：云溪市人民政府  发布日期：2024-02-03",
        "报告人：未知",
        "标题：甲报告",
    ]
    assert parse(lines) == Metadata(
        titles=("甲报告",),
        issuers=("云溪市人民政府",),
        dates=("2024-01-02", "2024-02-03"),
    )
