"""qa.web.fragments.folding: a passage is folded to what was found in it, and all of it is there."""

from __future__ import annotations

import re

import pytest

from qa.types import Highlight, HighlightKind
from qa.web.fragments.folding import folded
from tests.support.tables.answers import long_table
from tests.support.texts.understood import passage

SENTENCES = [f"第{each}件事已经办好,各方面都满意,群众也都这样说了。" for each in "一二三四五六七八"]
TEXT = "".join(SENTENCES)


def found(text: str, within: str = TEXT) -> Highlight:
    at = within.index(text)
    return Highlight(start=at, end=at + len(text), kind=HighlightKind.SENTENCE)


def far(markup: str) -> list[str]:
    """What is hidden at first."""
    return re.findall(r'<span class="far"><span>(.*?)</span></span>', markup)


def plain(markup: str) -> str:
    return re.sub(r"<[^>]*>", "", markup)


@pytest.mark.parametrize(
    ("i", "hidden"),
    [
        (0, [SENTENCES[2:]]),
        (1, [SENTENCES[3:]]),
        (3, [SENTENCES[5:]]),  # the two before its neighbours are not worth a click
        (4, [SENTENCES[:3]]),
        (7, [SENTENCES[:6]]),
    ],
)
def test_the_sentence_and_its_neighbours_stay(i: int, hidden: list[list[str]]):
    mark = found(SENTENCES[i])
    shown = folded(passage(TEXT), [mark], mark)
    assert shown.is_folded
    assert far(shown.text) == ["".join(each) for each in hidden]
    assert f"<mark>{SENTENCES[i]}</mark>" in shown.text
    assert plain(shown.text) == TEXT


def test_a_little_is_not_worth_a_click():
    short = "".join(SENTENCES[:4])  # one sentence is left after the neighbours
    mark = found(SENTENCES[1], short)
    shown = folded(passage(short), [mark], mark)
    assert not shown.is_folded
    assert far(shown.text) == []


def test_marks_in_what_is_hidden_are_there_when_it_is_shown():
    mark, doubt = found(SENTENCES[0]), found("七")
    doubt = Highlight(start=doubt.start, end=doubt.end, kind=HighlightKind.DOUBTFUL)
    shown = folded(passage(TEXT), [mark, doubt], mark)
    assert "第<u>七</u>件事" in far(shown.text)[0]


def test_a_long_table_keeps_its_heads_and_the_rows_around_the_best():
    first, _ = long_table()
    mark = Highlight(start=len(first.text) - 1, end=len(first.text), kind=HighlightKind.SENTENCE)
    shown = folded(first, [mark], mark)
    rows = re.findall(r"<tr[^>]*>", shown.text)
    assert shown.is_folded
    assert rows[-3:] == ["<tr>", "<tr>", '<tr class="best">']
    assert set(rows[1:-3]) == {'<tr class="far-row">'}
    assert rows[0] == "<tr>"
