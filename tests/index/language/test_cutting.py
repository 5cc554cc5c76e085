"""index.language.cutting: spans of sentences and clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import cutting

if TYPE_CHECKING:
    import re

TEXTS = st.text(alphabet="甲乙,，。.！？!?；;：:“”’）)(》、— \n\u30001.5%") | st.text()
BREAKS = [cutting.OF_NAMES, cutting.OF_FIGURES, cutting.IN_SENTENCE, cutting.OF_WORDING]


@given(TEXTS)
def test_sentences_follow_each_other_and_leave_only_blanks_out(text: str):
    at = 0
    for start, end in cutting.sentences(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(TEXTS)
def test_lines_are_all_that_a_text_holds_and_their_sentences_too(text: str):
    lines = [text[start:end] for start, end in cutting.lines(text)]
    assert lines == [line.strip() for line in text.split("\n") if line.strip()]
    assert [text[start:end] for start, end in cutting.sentences_of_lines(text)] == lines


def test_a_line_without_end_is_cut_as_a_sentence_is():
    line = "甲乙，" * cutting.MAX_SENTENCE_CHARS
    assert list(cutting.lines(line)) == [(0, len(line))]
    parts = [line[start:end] for start, end in cutting.sentences_of_lines(line)]
    assert "".join(parts) == line
    assert max(map(len, parts)) <= cutting.MAX_SENTENCE_CHARS


@given(TEXTS, st.sampled_from(BREAKS))
def test_clauses_joined_are_the_text(text: str, breaks: re.Pattern[str]):
    assert "".join(text[start:end] for start, end in cutting.clauses(text, breaks)) == text


@pytest.mark.parametrize(
    ("breaks", "clauses"),
    [
        (cutting.OF_NAMES, ["甲（", "乙）", "达1,", "234家,", "丙—", "—", "丁。"]),
        (cutting.OF_FIGURES, ["甲（乙）达1,", "234家,", "丙——", "丁。"]),
        (cutting.IN_SENTENCE, ["甲（乙）达1,234家,", "丙——丁。"]),
        (cutting.OF_WORDING, ["甲（乙）达1,234家,", "丙——丁。"]),
    ],
)
def test_what_parts_clauses_depends_on_what_is_looked_for(
    breaks: re.Pattern[str], clauses: list[str]
):
    text = "甲（乙）达1,234家,丙——丁。"
    assert [text[start:end] for start, end in cutting.clauses(text, breaks)] == clauses


def test_a_line_end_parts_no_clauses_by_which_texts_are_compared():
    assert cutting.clauses("甲\n乙。", cutting.OF_WORDING) == [(0, 4)]


def test_clauses_that_say_something_have_six_characters():
    assert cutting.telling_clauses("甲乙丙丁戊己，甲乙丙丁戊；甲乙丙丁戊己庚、") == [
        "甲乙丙丁戊己",
        "甲乙丙丁戊己庚",
    ]


@pytest.mark.parametrize(
    ("paragraph", "opening"),
    [("甲；乙。", "甲"), ("甲,乙;丙。丁。", "甲,乙;丙"), ("甲", "甲"), ("", "")],
)
def test_the_opening_of_a_paragraph_ends_at_a_chinese_stop(paragraph: str, opening: str):
    assert cutting.opening(paragraph) == opening


@pytest.mark.parametrize(
    ("line", "lead"),
    [
        ("一是稳增长。二是……", "一是稳增长。"),
        ("一是稳增长：二是", "一是稳增长："),
        ("“稳增长！”二是", "“稳增长！”"),
        ("稳增长；二是。", ""),
        ("稳增长", ""),
    ],
)
def test_the_lead_of_a_line_ends_at_a_stop_or_colon(line: str, lead: str):
    assert cutting.lead(line) == lead


@pytest.mark.parametrize("line", ["如下：", "1.", "等等…", "《甲。》", "甲。'"])
def test_a_paragraph_may_end_where_no_sentence_does(line: str):
    assert cutting.ends_paragraph(line)
    assert not cutting.is_prose(line)


@given(TEXTS)
def test_a_line_of_prose_ends_a_paragraph(line: str):
    assert cutting.ends_paragraph(line) or not cutting.is_prose(line)
