"""qa.web.fragments.refusals: an honest no, with what is near and what could be asked."""

from __future__ import annotations

import dataclasses
import re

import pytest

from qa.types import Highlight, HighlightKind, Hit
from qa.web.fragments.refusals import Searched, refused
from qa.web.texts import LANGUAGES, ZH_CN, Texts
from tests.support.texts.answer_samples import by_machine, sample

SEARCHED = Searched(n_documents=2, n_passages=83)
REFUSAL = sample(found=False)
HIT = REFUSAL.hits[0]
SENTENCE = "全县&lt;b&gt;茶园&lt;/b&gt;面积力争|增长|4.5%左右,达到九百亩。"


def plain(markup: str) -> str:
    return "|".join(filter(None, re.split(r"<[^>]*>", markup)))


def with_hits(*hits: Hit) -> str:
    return refused(dataclasses.replace(REFUSAL, hits=hits), SEARCHED, ZH_CN)


def test_the_nearest_sentence_is_shown_with_the_words_of_the_question():
    assert plain(refused(REFUSAL, SEARCHED, ZH_CN)).endswith(
        f"|{ZH_CN.nearest}|{SENTENCE}|《2024年报告》第 1 段"
    )


def test_a_figure_that_is_no_evidence_is_not_marked():
    said = refused(REFUSAL, SEARCHED, ZH_CN)
    assert "<em>增长</em>4.5%左右" in said
    assert "<mark>" not in said
    assert said.count("<strong>") == 1  # the refusal itself
    assert 'data-near="yes"' in said


def test_what_shares_no_word_with_the_question_is_not_near():
    marks = tuple(mark for mark in HIT.highlights if mark.kind is not HighlightKind.TERM)
    said = with_hits(dataclasses.replace(HIT, highlights=marks))
    assert ZH_CN.nearest not in said
    assert "茶园" not in said


@pytest.mark.parametrize(("word", "is_near"), [("达到", True), ("亩", False), ("百亩", False)])
def test_a_unit_alone_is_nothing_in_common(word: str, is_near: bool):  # noqa: FBT001 -- a parameter
    at = HIT.passage.text.index(word)
    term = Highlight(start=at, end=at + len(word), kind=HighlightKind.TERM)
    marks = (HIT.sentence, term)
    said = with_hits(dataclasses.replace(HIT, highlights=marks))
    assert (ZH_CN.nearest in said) is is_near


def test_a_report_is_named_once_where_the_next_is_of_it_too():
    other = dataclasses.replace(
        HIT, document=dataclasses.replace(HIT.document, id="y", title="另一份")
    )
    said = plain(with_hits(HIT, HIT, other))
    assert [place for place in said.split("|") if "第 1 段" in place] == [
        "《2024年报告》第 1 段",
        "第 1 段",
        "《另一份》第 1 段",
    ]


def test_no_more_than_three_are_shown():
    assert plain(with_hits(*[HIT] * 5)).count("第 1 段") == 3


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
def test_what_could_be_asked_is_offered(texts: Texts):
    offered = dataclasses.replace(SEARCHED, offered=("<i>茶园</i>有多少亩?",))
    said = refused(REFUSAL, offered, texts)
    assert texts.could_ask in said
    assert 'data-ask="&lt;i&gt;茶园&lt;/i&gt;有多少亩?"' in said
    assert texts.could_ask not in refused(REFUSAL, SEARCHED, texts)


def test_where_only_some_was_searched_all_of_it_is_offered():
    narrowed = dataclasses.replace(SEARCHED, filters="甲县")
    said = refused(REFUSAL, narrowed, ZH_CN)
    assert f'data-ask="{REFUSAL.asked}">{ZH_CN.ask_all}<' in said
    assert ZH_CN.ask_all not in refused(REFUSAL, SEARCHED, ZH_CN)


def test_digits_that_a_machine_is_not_sure_of_are_marked_in_the_sentence():
    assert "4.<u>5</u>%" in refused(by_machine(REFUSAL, doubted="5"), SEARCHED, ZH_CN)
