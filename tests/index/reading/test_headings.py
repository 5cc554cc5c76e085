"""index.reading.headings: which lines are headings, which paragraphs begin with one, and how deep."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.headings import (
    Level,
    is_annex,
    is_glossary,
    mark_of,
    names_part,
    numbering,
    numbering_of,
    numbers_entry,
    ranks_of,
)
from index.types import Period
from tests.support.texts.samples import heading_titles, parse


def alone(line: str) -> tuple[Level, str]:
    """Level and title of a line that is a heading and nothing more."""
    mark = mark_of(line)
    assert mark is not None
    assert mark.alone
    assert mark.n_chars == len(line)
    return mark.level, mark.title


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、2023年工作回顾", Level.PART),
        ("十二、附则", Level.PART),
        ("一.总体要求", Level.PART),
        ("第一部分 工作回顾", Level.PART),
        ("第三章 重点任务", Level.PART),
        ("第二编 发展目标", Level.PART),
        ("壹、迎面而來的挑戰", Level.PART),
        ("乙、财政概况", Level.PART),
        ("(一)聚力稳增长,经济运行回升向好", Level.CHAPTER),
        ("（十一）聚力惠民生", Level.CHAPTER),
        ("1.培育壮大特色产业", Level.ITEM),
        ("12、培育壮大特色产业", Level.ITEM),
        ("(3)培育壮大特色产业", Level.ITEM),
        ("（3）培育壮大特色产业", Level.ITEM),
        ("——产业基础更加稳固", Level.LEAD),
        ("一是聚力稳增长", Level.CHAPTER),  # alone on its line, it heads what is below
    ],
)
def test_a_numbered_line_without_a_stop_is_a_heading(line: str, level: Level):
    assert alone(line) == (level, line.lstrip("—"))


@pytest.mark.parametrize(
    "line",
    [
        "2023年工作回顾",
        "过去一年工作回顾",
        "2024年工作安排建议",
        "今年重点工作",
        "2024年总体要求和主要目标",
        "加强政府自身建设",
        "今后五年工作任务",
        "今年政府工作重点",
        "2024年主要工作",
        "名词解释:",
        "附件",
        "附件1",
        "附件1:2024年民生实事",
        "附 表",
        "附录二 主要指标",
    ],
)
def test_an_unnumbered_part_is_known_by_its_words(line: str):
    assert alone(line) == (Level.PART, line.rstrip(":"))


@pytest.mark.parametrize(
    ("line", "level", "title"),
    [
        ("——产业基础更加稳固。规上工业增加值增长6.2%。", Level.LEAD, "产业基础更加稳固"),
        ("----产业基础更加稳固。增长6.2%。", Level.LEAD, "产业基础更加稳固"),
        ("一是稳增长。全年开工项目120个。", Level.LEAD, "一是稳增长"),
        ("(一)坚持稳中求进。全年开工项目120个。", Level.CHAPTER, "(一)坚持稳中求进"),
        ("一、工业:增长6.2%。", Level.PART, "一、工业"),
        ("1.绿道:沿水系建设的道路。", Level.ITEM, "1.绿道"),
        ("（2）“好茶”。每年四月举办。", Level.ITEM, "（2）“好茶”"),
        ("——“向上向好。”增长6.2%。", Level.LEAD, "“向上向好。”"),
    ],
)
def test_a_paragraph_can_begin_with_a_heading(line: str, level: Level, title: str):
    mark = mark_of(line)
    assert mark is not None
    assert (mark.level, mark.title, mark.alone) == (level, title, False)
    assert line[: mark.n_chars].strip("—-。:") == title.strip("。")


@pytest.mark.parametrize(
    "line",
    [
        "全市上下迎难而上,经济稳步回升。",
        "各位代表:",
        "工业经济提质增效",
        "——" + "很长" * 40 + "。后面还有。",
        "一、" + "很长" * 40,
        "一是,还是二是,说不清楚。后面还有。",
        "一、首先,",
        "3.5%的增长。后面还有。",
        "2023年,全市上下迎难而上。经济稳步回升。",
        "一个重点工作。后面还有。",
        "——",
        "-----",
        "——。后面还有。",
        "",
    ],
)
def test_other_lines_have_no_heading(line: str):
    assert mark_of(line) is None


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("二十一、", Level.PART),
        ("(二十)", Level.CHAPTER),
        ("12.", Level.ITEM),
        ("12.5", None),
        ("1234.", None),
        ("一一", None),
        ("一是稳", Level.LEAD),
        ("一是，", None),
        ("—", None),
        ("——", Level.LEAD),
        ("绿道1.", None),
    ],
)
def test_numbering_of(line: str, level: Level | None):
    assert numbering_of(line) is level


@pytest.mark.parametrize(
    "line",
    [
        "名词解释",
        "名词解释:",
        "附件2 名词解释",
        "《政府工作报告》名词注释",
        "有关用语说明",
        "术语释义",
    ],
)
def test_glossaries(line: str):
    assert is_glossary(line)


@pytest.mark.parametrize(
    "line",
    [
        "名词解释见附件。",
        "(名词解释附后)",
        "名词解释见文末",
        "很长" * 20 + "名词解释",
        "名词",
        "解释",
    ],
)
def test_other_lines_are_no_glossaries(line: str):
    assert not is_glossary(line)


@pytest.mark.parametrize(
    "line", ["附件", "附件1", "附件 2", "附表一", "附录:指标", "附件1 民生实事", "附:民生实事"]
)
def test_annexes(line: str):
    assert is_annex(line)


@pytest.mark.parametrize("line", ["附件如下所示", "附近12公里", "见附件1", "附件:" + "很" * 41])
def test_other_lines_are_no_annexes(line: str):
    assert not is_annex(line)


@given(
    st.text(alphabet="一二三(（)）12.、。：:是——-第部分章附件名词解释回顾 AB，,“”\u3000").map(
        str.strip
    )
)
def test_a_heading_lies_in_its_line(line: str):
    mark = mark_of(line)
    if mark is None:
        return
    assert 0 < mark.n_chars <= len(line)
    assert mark.title
    assert mark.alone == (mark.n_chars == len(line))
    assert mark.title in line[: mark.n_chars]


@pytest.mark.parametrize(
    "line",
    ["一、2023年工作回顾", "2024年工作安排建议", "三、加强政府自身建设", "二、总体要求和主要目标"],
)
def test_a_line_can_end_as_the_name_of_a_part_does(line: str):
    assert names_part(line)
    assert not names_part(f"{line},续写新篇")


def test_a_short_sentence_with_a_number_is_a_heading_where_something_stands_below():
    line = "（一）持续抓好生态环境治理各项工作。"
    assert alone(line) == (Level.CHAPTER, line[:-1])
    document, split = parse(
        f"一、2031年工作安排\n{line}\n新的一年，修路。\n（二）抓好教育。\n（三）抓好文化。"
    )
    assert heading_titles(document, 2) == [line[:-1]]
    assert [passage.text for passage in split] == [
        "新的一年，修路。",
        "（二）抓好教育。",
        "（三）抓好文化。",
    ]


def test_the_last_item_of_a_list_heads_no_address():
    document, split = parse(
        "一、2031年工作安排\n（一）抓好教育。\n（二）抓好文化。\n各位代表，路在脚下。"
    )
    assert heading_titles(document, 2) == []
    assert len(split) == 3


@pytest.mark.parametrize(
    "line",
    [
        "（一）新建学校三所，修路8条。",  # it tells a figure
        "1.修好三条路。",
        "（二）修路。架桥。",
        "（三）一个句子若长过四十个字便不再是标题而是一个段落，因为没有人会写这么长这么长的标题。",
        "完成主要工作",
    ],
)
def test_sentences_that_are_no_headings(line: str):
    mark = mark_of(line)
    assert mark is None or not mark.alone


@pytest.mark.parametrize(
    ("lines", "levels"),
    [
        (["壹、挑戰", "一、人口", "（一）生育", "貳、施政", "一、照顧"], [1, 2, 3, 1, 2]),
        (["第一章 总则", "第一节 目标", "一、指标", "第二节 任务", "第二章 重点"], [1, 2, 3, 2, 1]),
        (["第一篇 基础", "第一章 回顾", "第二章 环境", "第二篇 目标"], [1, 2, 2, 1]),
        (["一、回顾", "（一）工业", "1.技改", "二、安排"], [1, 2, 3, 1]),
        (["(一)前言", "我們開局。", "(二)房屋", "1.公屋"], [1, None, 1, 2]),
        (["壹、只有一个", "一、人口", "二、物价"], [1, 1, 1]),
    ],
)
def test_how_deep_a_numbering_stands_depends_on_those_that_a_report_has(
    lines: list[str], levels: list[int | None]
):
    ranks = ranks_of(lines)
    marks = map(mark_of, lines)
    found = [mark and ranks.level(line, mark) for line, mark in zip(lines, marks, strict=True)]
    assert found == levels


@pytest.mark.parametrize(
    "line", ["※注释※", "【名詞解釋】", "[注释]：", "附：名词解释", "（名词注释）"]
)
def test_the_heading_of_a_glossary_may_be_set_off(line: str):
    assert is_glossary(line)


@pytest.mark.parametrize(
    "line", ["注释", "※注意※", "【解释法律】", "名词解释附后", "说明：数据为初步数。"]
)
def test_other_headings_are_of_no_glossary(line: str):
    assert not is_glossary(line)


@pytest.mark.parametrize(
    "number", ["[1]", "\uff3b12\uff3d", "\u30143\u3015", "【4】", "①", "㉑", "1.", "(2)", "3、"]
)
def test_entries_of_a_glossary_are_numbered_in_many_ways(number: str):
    assert numbers_entry(f"{number}绿道：慢行道路。")
    body = f"一、2030年工作回顾\n修路。\n※注释※\n{number}绿道：慢行道路。\n宽三米以上。"
    _, split = parse(body)
    assert split[-1].text == f"{number}绿道：慢行道路。\n宽三米以上。"
    assert split[-1].period is Period.GLOSSARY


@pytest.mark.parametrize(
    ("line", "style", "number", "title"),
    [
        ("（十二）扩大内需。", "chapter", 12, "扩大内需。"),
        ("二、 2013年重点工作", "part", 2, "2013年重点工作"),
        ("第三部分 工作回顾", "volume", 3, "工作回顾"),
        ("1、大力推进经济结构调整", "item", 1, "大力推进经济结构调整"),
        ("三是在防范风险上用力。", "lead", 3, "在防范风险上用力。"),
        ("——— 经济平稳。", "dash", None, "经济平稳。"),
        ("壹、五大挑戰", "formal", None, "五大挑戰"),
    ],
)
def test_what_numbers_a_heading(line: str, style: str, number: int | None, title: str):
    found = numbering(line)
    assert found is not None
    assert (found.style, found.number, line[found.n_chars :]) == (style, number, title)


@pytest.mark.parametrize("line", ["2024年工作回顾", "加强政府自身建设", "3.5万人"])
def test_what_is_not_numbered(line: str):
    assert numbering(line) is None
