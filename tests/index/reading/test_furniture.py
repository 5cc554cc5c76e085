"""index.reading.furniture: what in a saved page is no part of the report."""

from __future__ import annotations

import pytest

from index.language.cutting import is_prose
from index.reading.furniture import is_furniture, is_page_number


@pytest.mark.parametrize(
    "line",
    [
        "设为首页收藏本站",
        "查看: 75|回复: 0",
        "[复制链接]",
        "发表于 2024-4-9 21:24:37 | 显示全部楼层 |阅读模式",
        "签到天数: 723 天",
        "您需要登录后才可以回帖 登录 | 立即注册",
        "本版积分规则",
        "客服中心",
        "联系电话:",
        "POWERED BY Discuz! X3.4",
        "京ICP备05000000号",
        "当前位置:首页 > 政务公开",
        "字体:[大 中 小] 打印本页",
        "上一篇:云溪市统计公报",
        "责任编辑 沈禾",
    ],
)
def test_words_of_web_pages_make_a_line_furniture(line: str):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "一、2023年工作回顾",
        "完善企业开办“一网通办”,新登记市场主体1.2万户。",
        "推行“一次登录、全网通办”。",  # a sentence, though with a word of web pages
        "“互联网+政务服务”平台实现统一登录!",
        "首页" + "很长" * 40,
        "2024年云溪市政府工作报告",
        "各位代表:",
        "关闭小散乱污企业12家",
        "",
    ],
)
def test_lines_of_reports_are_no_furniture(line: str):
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "3",
        "— 3 —",
        "—12—",
        "- 3 -",
        "–3–",
        "第3页",
        "第 3 页 共 20 页",
        "第3页/共20页",
        "3/20",
        "2024",
    ],
)
def test_page_numbers(line: str):
    assert is_page_number(line)


@pytest.mark.parametrize(
    "line",
    ["", "—", "20245", "3家", "第3章", "3.5", "1.", "12.8%", "— 3 — 4", "第三页内容", "2024年"],
)
def test_other_numbers_are_no_page_numbers(line: str):
    assert not is_page_number(line)


@pytest.mark.parametrize(
    "line",
    [
        "稳步回升。",
        "携手前行!",
        "谁来做?",
        "一是稳增长;",
        "“向上向好。”",
        "(见附件。)",
        "好!】",
        "end;",
    ],
)
def test_prose_ends_as_a_sentence_does(line: str):
    assert is_prose(line)


@pytest.mark.parametrize(
    "line", ["", "一、工作回顾", "各位代表:", "增长5.5", "。然后", "稳增长,", "市长 沈 禾"]
)
def test_other_lines_are_no_prose(line: str):
    assert not is_prose(line)
