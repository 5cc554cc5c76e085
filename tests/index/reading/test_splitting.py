"""index.reading.splitting: paragraphs and sentences as spans."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading import readers, report, splitting
from index.reading.splitting import in_context, sentences, split
from index.types import Passage, Period, Sentence
from tests.support.texts.samples import parse, passage_with, source

if TYPE_CHECKING:
    from pathlib import Path


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("经济回升。就业稳定。", ["经济回升。", "就业稳定。"]),
        ("经济回升!就业稳定?还有", ["经济回升!", "就业稳定?", "还有"]),
        ("修路31公里；建桥2座;种树。", ["修路31公里；", "建桥2座;", "种树。"]),
        ("我们说“向上向好。”大家都说好。", ["我们说“向上向好。”", "大家都说好。"]),
        ("(见附件。)另有说明。", ["(见附件。)", "另有说明。"]),
        ("真的吗?!是的。", ["真的吗?!", "是的。"]),
        ("增长5.5%,达到12.8万㎡。", ["增长5.5%,达到12.8万㎡。"]),
        ("第一行\n第二行。", ["第一行", "第二行。"]),
        ("  经济回升。  就业稳定。  ", ["经济回升。", "就业稳定。"]),
        ("没有句号", ["没有句号"]),
        ("。", ["。"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text: str, parts: list[str]):
    assert texts(text) == parts


def test_sentences_count_from_their_paragraphs_place_in_the_document():
    assert list(sentences("甲。 乙。", 100)) == [
        Sentence(start=100 + 0, end=100 + 2, text="甲。"),
        Sentence(start=100 + 3, end=100 + 5, text="乙。"),
    ]


@given(st.text(alphabet="甲乙,。！？!?；;”’）)》 \n\u30001.5%") | st.text())
def test_sentences_slice_back_in_order_and_leave_nothing_out(text: str):
    at = 0
    for sentence in sentences(text):
        assert sentence.start >= at
        assert not text[at : sentence.start].strip()
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != ""
        at = sentence.end
    assert not text[at:].strip()


def test_passages_are_numbered_from_one_and_know_their_document():
    document, split = parse("甲。\n乙。\n丙。")
    assert [(passage.number, passage.text) for passage in split] == [
        (1, "甲。"),
        (2, "乙。"),
        (3, "丙。"),
    ]
    assert {passage.document_id for passage in split} == {document.id}


def test_a_report_without_paragraphs_has_no_passages():
    assert splitting.split(report.parse(source("— 1 —\n— 2 —"))) == ()


def test_a_passage_in_context_has_its_headings_above_it_outermost_first():
    _, split = parse("一、2023年工作回顾\n(一)聚力稳增长\n新增企业48家。")
    passage = passage_with(split, "48家")
    assert in_context(passage) == "一、2023年工作回顾\n(一)聚力稳增长\n新增企业48家。"


def test_a_passage_without_headings_is_its_own_context():
    (passage,) = parse("新增企业48家。")[1]
    assert in_context(passage) == "新增企业48家。"


def test_values_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="a sentence's text is not as long as its span"):
        Sentence(start=0, end=3, text="甲。")
    passage = partial(Passage, document_id="0", section=(), period=Period.OTHER, sentences=())
    with pytest.raises(ValueError, match="passages are numbered from 1, not 0"):
        passage(number=0, start=0, end=2, text="甲。")
    with pytest.raises(ValueError, match="a passage's text is not as long as its span"):
        passage(number=1, start=0, end=3, text="甲。")


def test_some_clauses_are_of_the_texts_and_drawn_alike_every_time():
    of = [
        "全市地区生产总值1.8万亿元，增长5.1%；就业稳定。",
        "种树。",
        "推动产品变商品、工厂变市场。",
    ]
    drawn = splitting.some_clauses(of, 50)
    assert len(drawn) == 50
    # What is shorter than six characters is no question, unless it is all that a text says.
    assert set(drawn) == {"全市地区生产总值1.8万亿元", "增长5.1%", "种树。", "推动产品变商品"}
    assert drawn == splitting.some_clauses(of, 50)


def test_a_paragraph_that_holds_a_part_of_a_table_is_text(tmp_path: Path):
    file = tmp_path / "表.csv"
    rows = ("序号,内容", *(f"{i},全县新建绿道{i}公里。" for i in range(200)))
    file.write_text("\n".join(rows), encoding="utf-8")
    parsed = report.parse(readers.read(file, "表.csv"))
    assert len(split(parsed)) > 2
    (paragraph,) = parsed.paragraphs
    for start, end in ((0, paragraph.end // 2), (paragraph.end // 2, paragraph.end)):
        part = dataclasses.replace(paragraph, start=start, end=end)
        (passage,) = split(dataclasses.replace(parsed, paragraphs=(part,)))
        assert passage.table is None
        assert passage.text == parsed.document.text[start:end]
