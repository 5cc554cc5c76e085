"""index.reading.formats.plain_text: the text as it is, but for what programs leave in it."""

from __future__ import annotations

import pytest

from index.reading.formats.extract import Extract
from index.reading.formats.plain_text import read


def test_plain_text_is_kept_as_it_is():
    assert read("# 不是标题\n  正文\n".encode(), "报告.txt") == Extract(text="# 不是标题\n  正文\n")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("新办企业&nbsp;13家", "新办企业\xa013家"),
        ("&ldquo;十五五&rdquo;开局", "“十五五”开局"),
        ("A&amp;B", "A&B"),
        ("5&#37;", "5%"),
        ("&#x4E00;是", "一是"),
        ("&#0;&#xFFFF;&none;R&D; &", "&#0;&#xFFFF;&none;R&D; &"),
    ],
)
def test_what_a_page_left_of_its_marks_is_the_character(written: str, meant: str):
    assert read(f"{written}。".encode(), "a.txt").text == f"{meant}。"


def test_what_stands_apart_behind_a_paragraph_is_a_line():
    text = "让我们携手前行！  来自云溪数据网\n谢谢大家。　　2031年1月3日"
    assert read(text.encode(), "a.txt").text.split("\n") == [
        "让我们携手前行！",
        "来自云溪数据网",
        "谢谢大家。",
        "2031年1月3日",
    ]


def test_a_sentence_behind_a_gap_stays_in_its_paragraph():
    text = "经济稳步回升。  就业稳定。"
    assert read(text.encode(), "a.txt").text == text
