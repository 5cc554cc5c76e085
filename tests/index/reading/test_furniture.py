"""index.reading.furniture: what in a saved page is no part of the report."""

from __future__ import annotations

import pytest

from index.language.cutting import is_prose
from index.reading.furniture import is_control, is_furniture, is_notice, is_page_number


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
        "【打印】 【关闭】",
        "[打印本页] [关闭窗口]",
        "【字体：大 中 小】",
        "字号：[ 大 ] [ 中 ] [ 小 ]",
        "分享到：微信 微博",
        "上一篇：云溪县2029年政府工作报告",
        "下一条:没有了",
        "责任编辑：沈禾",
        "（责任编辑：沈禾）",
        "扫一扫在手机打开当前页",
        "当前位置：首页 > 政府信息公开 > 工作报告",
        "您现在的位置：首页",
        "相关链接",
        "相关附件：",
        "版權所有 © 2030",
        "修訂日期：2030年1月3日",
        "浏览次数：1205",
        "（下转第三版）",
        "来自云溪数据网",
        "百度搜索云 溪 数 据 网",
    ],
)
def test_buttons_and_labels_of_pages_are_told_wherever_they_stand(line: str):
    assert is_control(line)


@pytest.mark.parametrize(
    "line",
    [
        "来自各地的游客",
        "分享到更多人的改革红利持续释放成为共识",
        "字体设计产业园",
        "（三）打印耗材产业",
        "上一篇文章已经写就，下一篇更精彩。",
        "扫一扫，事办好。",
        "一、首页",
        "各位代表：",
        "来自云溪，走向全网",
    ],
)
def test_lines_of_reports_are_no_buttons(line: str):
    assert not is_control(line)


@pytest.mark.parametrize(
    "line",
    [
        "免责声明：本文仅代表作者观点。",
        "版权声明",
        "凡本网注明来源的作品，未经许可不得转载。",
        "如有侵权，请联系本站删除。",
        "本站文章版权归原作者所有，不代表本站立场。",
    ],
)
def test_notices_of_sites(line: str):
    assert is_notice(line)


@pytest.mark.parametrize(
    "line",
    ["严厉打击侵权假冒。", "媒体转载报道三千篇次。", "建成网站三个。", "本网格员入户走访。"],
)
def test_sentences_of_reports_are_no_notices(line: str):
    assert not is_notice(line)


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
