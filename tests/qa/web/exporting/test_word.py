"""qa.web.exporting.word and plain_text: an answer as the body of a Word file, and as text."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from index.language.text import visible
from qa.kinds import Kind
from qa.types import Answer, Citation
from qa.web.exporting import as_markdown, plain_text, word
from qa.web.exporting.content import content
from qa.web.texts import LANGUAGES, ZH_CN, Texts
from tests.support.tables.answers import table_answer
from tests.support.texts.answer_samples import PARAGRAPHS, likely, off_table, sample

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BASE = "http://127.0.0.1:7860/"


def paragraphs(body: str) -> list[tuple[str, str]]:
    """The paragraphs of a body: each with its style and its text."""
    root = etree.fromstring(f'<w:body xmlns:w="{W}">{body}</w:body>'.encode())
    return [
        (
            next(style.get(f"{{{W}}}val", "") for style in each.iter(f"{{{W}}}pStyle")),
            "".join(text.text or "" for text in each.iter(f"{{{W}}}t")),
        )
        for each in root.iter(f"{{{W}}}p")
    ]


def listed(text: str) -> Answer:
    """A list that is answered by some words of the sample's first passage."""
    answer = sample()
    document, passage = answer.citations[0].document, answer.citations[0].passage
    at = passage.start + passage.text.index(text)
    cited = Citation(document=document, passage=passage, start=at, end=at + len(text))
    return dataclasses.replace(
        answer,
        kind=Kind.LIST,
        text=text,
        citations=(cited,),
        value=None,
        counterpart=None,
        conflicts=(),
        alternatives=(),
    )


def test_a_word_file_holds_answer_level_sentence_source_pair_and_others():
    told = content(sample(), ZH_CN, base=BASE)
    assert paragraphs(word.written(told, ZH_CN)) == [
        ("Heading2", "茶园面积增长目标是多少?"),
        ("Answer", "4.5%左右"),
        ("Said", "<b>茶园</b>面积力争增长 · 2024年目标 · 把握一般，请核对原文"),
        ("Quote", "“全县<b>茶园</b>面积力争增长4.5%左右,达到九百亩。”"),
        ("Source", "——《2024年报告》第 1 段 在报告中查看"),
        (
            "Normal",
            "2023年 3%左右 → 2024年目标 4.5%左右（茶园面积同比增长 · 《2024年报告》第 2 段）",
        ),
        ("Normal", ZH_CN.conflicts),
        ("Member", "6% 茶园面积增长<U+001B>[31m · 2024年目标 · 《2024年报告》第 3 段"),
        ("Normal", ZH_CN.alternatives),
        ("Member", "5% <i>果园</i>面积力争增长 · 2024年目标 · 《2024年报告》第 4 段"),
    ]


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
def test_text_holds_the_same_and_no_marks_of_another_form(texts: Texts):
    told = plain_text.written(content(sample(), texts, base=BASE), texts)
    lines = told.splitlines()
    assert lines[1] == "4.5%左右"
    assert texts.in_quotes.format(text=PARAGRAPHS[0].partition("其他")[0]) in lines
    assert f"{BASE}#x/1" in lines
    assert "\\" not in told
    assert "**" not in told


def test_what_is_copied_is_the_answer_its_sentence_and_its_source():
    assert plain_text.copied(content(sample(), ZH_CN, base=BASE), ZH_CN).splitlines() == [
        "4.5%左右",
        "“全县<b>茶园</b>面积力争增长4.5%左右,达到九百亩。”",
        "——《2024年报告》第 1 段",
    ]


def test_the_members_of_a_list_are_lines_however_it_is_taken_along():
    text = "茶园</b>面积力争增长4.5%左右,达到九百亩"
    told = content(listed(text), ZH_CN)
    assert (told.answer, told.is_list) == ((text,), False)
    told = dataclasses.replace(told, answer=("甲", "乙"), is_list=True)
    assert plain_text.copied(told, ZH_CN).splitlines()[:2] == ["甲", "乙"]
    assert [each for each in paragraphs(word.written(told, ZH_CN)) if each[0] == "Member"] == [
        ("Member", "甲"),
        ("Member", "乙"),
    ]


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
def test_before_what_only_likely_tells_stands_that_it_does_however_it_is_taken_along(texts: Texts):
    told = content(likely(), texts)
    sentence = PARAGRAPHS[0].partition("其他")[0]
    assert as_markdown.written(told, texts).split("\n\n")[1] == texts.likely
    assert plain_text.written(told, texts).splitlines()[1:3] == [texts.likely, sentence]
    assert plain_text.copied(told, texts).splitlines()[:2] == [texts.likely, sentence]
    assert paragraphs(word.written(told, texts))[1:3] == [
        ("Said", texts.likely),
        ("Answer", sentence),
    ]


@pytest.mark.parametrize("answer", [sample(), sample(found=False)])
def test_no_other_answer_is_called_likely(answer: Answer):
    told = content(answer, ZH_CN)
    for taken in (
        as_markdown.written(told, ZH_CN),
        plain_text.written(told, ZH_CN),
        plain_text.copied(told, ZH_CN),
        word.written(told, ZH_CN),
    ):
        assert ZH_CN.likely not in taken


@pytest.mark.parametrize("found", [True, False])
def test_what_was_read_off_a_table_is_taken_along_with_its_warnings(*, found: bool):
    told = content(off_table(found=found), ZH_CN)
    read, warning = "最高的是<b>云溪</b>县", "*青田*县没有写明"
    assert as_markdown.written(told, ZH_CN).split("\n\n")[1:3] == [
        "最高的是\\<b>云溪\\</b>县",
        r"\*青田\*县没有写明",
    ]
    assert plain_text.written(told, ZH_CN).splitlines()[1:3] == [read, warning]
    assert plain_text.copied(told, ZH_CN).splitlines()[:2] == [read, warning]
    assert paragraphs(word.written(told, ZH_CN))[1:3] == [("Said", read), ("Said", warning)]


def test_an_answer_that_is_its_sentence_is_not_told_twice():
    sentence = "其他不变。"
    told = plain_text.copied(content(listed(sentence), ZH_CN), ZH_CN)
    assert told == f"{sentence}\n——《2024年报告》第 1 段"


def test_a_table_is_a_table_with_the_rows_that_answer():
    told = content(table_answer(), ZH_CN)
    body = word.written(told, ZH_CN)
    assert body.count("<w:tr>") == 2  # the heads and the row
    cells = [text for _, text in paragraphs(body)]
    assert {"品种", "茶|叶", "52.5", "-2.4"} <= set(cells)
    assert any("\t52.5\t-2.4" in line for line in plain_text.copied(told, ZH_CN).splitlines())


def test_a_refusal_is_told_as_one():
    told = content(sample(found=False), ZH_CN)
    assert paragraphs(word.written(told, ZH_CN))[1:] == [
        ("Said", ZH_CN.not_found),
        ("Said", "报告里没有出现过：火<U+001B>箭"),
    ]


@given(st.text(max_size=60))
def test_whatever_is_in_a_text_the_body_is_whole_and_shows_it(text: str):
    told = dataclasses.replace(content(sample(), ZH_CN), question=text)
    style, shown = paragraphs(word.written(told, ZH_CN))[0]
    assert style == "Heading2"
    assert shown == visible(" ".join(text.split("\n")))
