"""qa.web.fragments.messages and qa.web.fragments.figures: what the chat says of an answer, as markup."""

from __future__ import annotations

import dataclasses
import re

import pytest
from markupsafe import Markup

from index.types import Period
from qa.answer_places import AnsweredPlace, ReportsOf, Uncovered
from qa.kinds import Kind
from qa.types import OFFER, Answer, OfTable, Reason, Value
from qa.web.exporting import as_markdown, plain_text, word
from qa.web.exporting.content import content
from qa.web.fragments import cards, messages
from qa.web.fragments.refusals import Searched
from qa.web.texts import EN, LANGUAGES, ZH_CN, Texts
from tests.support.texts.answer_samples import (
    by_machine,
    likely,
    off_table,
    outlined,
    said_in,
    sample,
)

CONTEXT = "全县&lt;b&gt;茶园&lt;/b&gt;面积力争增长|4.5%左右|,达到九百亩。"  # the sentence that the figure stands in


def plain(markup: str) -> str:
    """Markup without its elements, one line a stretch of text."""
    return "|".join(filter(None, re.split(r"<[^>]*>", markup)))


def said_of(answer: Answer, texts: Texts) -> str:
    return messages.said(answer, Searched(n_documents=2, n_passages=83), texts)


def changed(**changes: object) -> Answer:
    """The sample with another value of its figure, and nothing beside it."""
    answer = sample()
    assert isinstance(answer.value, Value)
    value = dataclasses.replace(answer.value, **changes)  # type: ignore[arg-type]
    return dataclasses.replace(answer, value=value, counterpart=None, conflicts=(), alternatives=())


def test_a_figure_is_large_then_what_it_says_then_where_it_stands():
    said = said_of(changed(), ZH_CN)
    assert said.startswith('<blockquote class="figure" lang="zh">4.5%左右</blockquote><ul class=')
    assert plain(said) == (
        f"4.5%左右|&lt;b&gt;茶园&lt;/b&gt;面积力争增长|2024年目标|较有把握|{CONTEXT}|"
        "《2024年报告》第 1 段"
    )


def test_a_figure_speaks_the_language_of_the_visitor():
    said = plain(said_of(changed(falls=True), EN))
    assert said.endswith(f"|down|2024 target|Likely|{CONTEXT}|《2024年报告》 paragraph 1")


@pytest.mark.parametrize(
    ("period", "year", "chips"),
    [
        (Period.REVIEW, 2023, "面积|2023年"),
        (Period.GLOSSARY, None, "面积"),
        (Period.OTHER, 2020, "面积|2020年"),
        (Period.OTHER, None, "面积"),
    ],
)
def test_only_what_is_known_becomes_a_chip(period: Period, year: int | None, chips: str):
    said = said_of(changed(measure="面积", period=period, year=year), ZH_CN)
    assert plain(said) == f"4.5%左右|{chips}|较有把握|{CONTEXT}|《2024年报告》第 1 段"


def test_the_other_time_stands_beside_the_figure_the_earlier_first():
    answer = dataclasses.replace(sample(), conflicts=(), alternatives=())
    line = plain(said_of(answer, ZH_CN)).partition("《2024年报告》第 1 段|")[2]
    both = "2023年 |3%左右| → |2024年目标 |4.5%左右|"
    assert line == both + "茶园面积同比增长| |第 2 段"
    assert answer.value is not None
    assert answer.counterpart is not None
    turned = dataclasses.replace(
        answer,
        value=answer.counterpart.value,
        counterpart=dataclasses.replace(answer.counterpart, value=answer.value),
    )
    assert both in plain(said_of(turned, ZH_CN))


def test_what_stands_in_another_report_is_cited_whole():
    answer = sample()
    assert answer.counterpart is not None
    cited = answer.counterpart.citation
    elsewhere = dataclasses.replace(
        cited, document=dataclasses.replace(cited.document, id="y", title="另一份")
    )
    found = dataclasses.replace(answer.counterpart, citation=elsewhere)
    answer = dataclasses.replace(
        answer, counterpart=found, conflicts=(found,), alternatives=(found,)
    )
    assert said_of(answer, ZH_CN).count("《另一份》第 2 段") == 3


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
def test_other_figures_are_a_warning_with_their_citations(texts: Texts):
    said = said_of(sample(), texts)
    conflict, alternative = said.split('<div class="others" role="note">')[1:]
    assert texts.conflicts in conflict
    assert ">6%<" in conflict
    assert texts.paragraph.format(number=3) in conflict
    assert "\x1b[31m" not in conflict.replace("<bdi hidden>\x1b</bdi></span>", "")
    assert texts.alternatives in alternative
    assert ">5%<" in alternative
    assert texts.paragraph.format(number=4) in alternative
    assert "&lt;i&gt;果园&lt;/i&gt;面积力争增长" in alternative


def test_no_warning_where_the_reports_agree():
    assert "others" not in said_of(changed(), ZH_CN)


def test_where_another_figure_may_be_meant_the_answer_is_not_sure():
    sure = dataclasses.replace(changed(), confidence=0.99)
    doubtful = dataclasses.replace(sure, alternatives=sample().alternatives)
    assert ZH_CN.sure in said_of(sure, ZH_CN)
    assert ZH_CN.sure not in said_of(doubtful, ZH_CN)
    assert ZH_CN.hardly_sure in said_of(doubtful, ZH_CN)


@pytest.mark.parametrize("found", [True, False])
def test_what_was_understood_stands_before_the_answer(found: bool):  # noqa: FBT001 -- a parameter
    searched = Searched(n_documents=2, n_passages=83)
    follows = sample(found=found, follows_up=True)
    turn = messages.turn(follows, searched, ZH_CN, within="计划", as_asked="2024年")
    at = [
        turn.index(each)
        for each in ("</h2>", 'class="understood"', 'class="within"', 'class="said"')
    ]
    assert at == sorted(at)
    assert '<p class="understood">理解为：茶园面积增长目标是多少? <button ' in turn
    assert "理解为" not in messages.turn(sample(found=found), searched, ZH_CN)


def test_what_was_understood_is_escaped():
    answer = dataclasses.replace(sample(found=False), asked="<img src=x>")
    turn = messages.turn(answer, Searched(n_documents=2, n_passages=83), ZH_CN)
    assert "理解为：&lt;img src=x&gt; <button" in turn


def test_an_answer_that_is_no_figure_is_a_quotation():
    answer = dataclasses.replace(
        sample(), value=None, counterpart=None, conflicts=(), alternatives=()
    )
    said = said_of(answer, ZH_CN)
    assert said.startswith(
        '<blockquote class="name" lang="zh">4.5%左右</blockquote><ul class="chips">'
    )


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
def test_a_sentence_that_likely_tells_is_called_so_and_never_large(texts: Texts):
    said = said_of(likely(), texts)
    assert said.startswith(f'<p class="lead">{texts.likely}</p>')
    assert '<blockquote class="likely" lang="zh">全县&lt;b&gt;茶园' in said
    assert "达到九百亩。</blockquote>" in said
    assert 'class="confidence"' not in said
    assert "<strong>" in cards.sources(sample(), texts)
    assert "<strong>" not in cards.sources(likely(), texts)
    assert not any(each in said for each in (texts.sure, texts.fairly_sure, texts.hardly_sure))
    turn = messages.turn(likely(), Searched(n_documents=2, n_passages=83), texts)
    assert turn.startswith('<article class="turn found likely">')


@pytest.mark.parametrize("found", [True, False])
def test_what_was_read_off_a_table_stands_first_with_its_warnings(*, found: bool):
    said = said_of(off_table(found=found), ZH_CN)
    assert said.startswith(
        '<p class="read-off">最高的是&lt;b&gt;云溪&lt;/b&gt;县</p>'
        '<p class="uncovered">*青田*县没有写明</p>'
    )
    assert (ZH_CN.not_found in said) is not found


def test_the_offer_of_a_table_is_no_part_of_an_answer():
    offer = OfTable(wish=OFFER, text="各地的数字", question="面积是多少?")
    offered = dataclasses.replace(sample(), of_table=offer)
    assert said_of(offered, ZH_CN) == said_of(sample(), ZH_CN)


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
def test_a_refusal_says_why(texts: Texts):
    for reason, told in (
        (Reason.OTHER_YEAR, texts.untold_year),
        (Reason.OTHER_PLACE, texts.untold_place),
        (Reason.MANY_REPORTS, texts.untold_many),
    ):
        answer = dataclasses.replace(sample(found=False), reason=reason, missing_terms=())
        assert f'<p class="missing">{told}</p>' in said_of(answer, texts)


def test_no_report_makes_an_element_of_its_own():
    for markup in (said_of(sample(), ZH_CN), cards.sources(sample(), ZH_CN)):
        assert "<b>" not in markup
        assert "&lt;b&gt;茶园" in markup


def test_the_card_that_is_quoted_marks_what_answers():
    assert '<article class="card cited">' in cards.sources(sample(), ZH_CN)
    assert "<em>增长</em><strong>4.5%左右</strong>,达到" in cards.sources(sample(), ZH_CN)
    assert '<article class="card">' in cards.sources(sample(found=False), ZH_CN)


@pytest.mark.parametrize(
    ("confidence", "said"),
    [(0.9, ZH_CN.sure), (0.7, ZH_CN.fairly_sure), (0.5, ZH_CN.hardly_sure)],
)
def test_how_sure_an_answer_is_is_told_in_words(confidence: float, said: str):
    answer = dataclasses.replace(sample(), confidence=confidence, alternatives=())
    assert f'<li class="confidence">{said}</li>' in said_of(answer, ZH_CN)


def test_a_refusal_tells_what_was_searched_and_what_is_lacking():
    said = plain(said_of(sample(found=False), ZH_CN))
    assert said.startswith(f"{ZH_CN.not_found}|查找了 2 份报告的 83 段。|报告里没有出现过：火")


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
def test_what_a_machine_read_is_marked_and_its_doubts_are_told(texts: Texts):
    searched = Searched(n_documents=1, n_passages=1)
    told = texts.recognised_so_surely.format(confidence="93%")
    message = plain(messages.said(by_machine(sample()), searched, texts))
    assert texts.in_brackets.format(text=told) in message
    assert texts.doubtful not in message
    doubted = plain(messages.said(by_machine(sample(), doubted="5"), searched, texts))
    assert f"|{texts.doubtful}|{texts.hardly_sure}|" in doubted
    assert told not in plain(messages.said(sample(), searched, texts))
    unknown = plain(messages.said(by_machine(sample(), None), searched, texts))
    assert texts.in_brackets.format(text=texts.recognised) in unknown


UNCOVERED = Uncovered(
    places=("<b>松风</b>县",),
    years=(),
    of=(),
    there=(ReportsOf(place="云溪<i>县", years=(2024,), looks_back_on=(2023,)),),
    n_places=31,
)


@pytest.mark.parametrize("found", [True, False])
def test_what_no_report_is_of_is_told_with_what_is_there(*, found: bool):
    answer = dataclasses.replace(sample(found=found), uncovered=UNCOVERED)
    told = (
        "没有&lt;b&gt;松风&lt;/b&gt;县的报告；有31个地方的报告，按文件顺序依次是云溪&lt;i&gt;县等。"
    )
    assert f'<p class="uncovered">{told}</p>' in said_of(answer, ZH_CN)
    assert "There is no report of" in said_of(answer, EN)
    assert "uncovered" not in said_of(sample(found=found), ZH_CN)


def test_whose_an_answer_is_becomes_a_chip():
    place = AnsweredPlace(place="白鹭<镇", report_place="云溪县")
    said = said_of(dataclasses.replace(changed(), place=place), ZH_CN)
    assert '<li class="place" lang="zh">白鹭&lt;镇（据云溪县的报告）</li>' in said
    assert 'class="place"' not in said_of(changed(), ZH_CN)


def test_a_table_stands_in_the_place_of_what_was_read_off_and_of_quotations():
    table = Markup('<div class="report-table"></div>')
    searched = Searched(n_documents=2, n_passages=83)
    assert messages.said(off_table(), searched, ZH_CN, table) == table
    assert table in messages.turn(off_table(), searched, ZH_CN, table)


def test_what_counts_the_members_of_a_list_stands_behind_them():
    answer = said_in(
        "引入中科启迪、中科芯创等58家企业。", "中科启迪、中科芯创等58家企业", Kind.LIST
    )
    said = said_of(answer, ZH_CN)
    assert "<ul><li>中科启迪</li><li>中科芯创</li></ul></blockquote>" in said
    assert '</blockquote><p class="rest" lang="zh">等58家企业</p>' in said
    told = content(answer, ZH_CN)
    assert "- 中科启迪\n- 中科芯创\n\n等58家企业\n" in as_markdown.written(told, ZH_CN)
    assert "· 中科芯创\n等58家企业\n" in plain_text.written(told, ZH_CN)
    assert plain_text.copied(told, ZH_CN).startswith("中科启迪\n中科芯创\n等58家企业\n")
    assert word.written(told, ZH_CN).index("中科芯创") < word.written(told, ZH_CN).index("等58家")


def test_a_definition_stands_once_in_the_sentence_that_it_is_of():
    sentence = "3.数据入表：将数据列为资产，促进流通。"
    said = said_of(said_in(sentence, "将数据列为资产", Kind.DEFINITION), ZH_CN)
    assert "3.数据入表：<strong>将数据列为资产</strong>，促进流通。</blockquote>" in said
    assert said.count("将数据列为资产") == 1
    whole = said_of(said_in(sentence, sentence, Kind.DEFINITION), ZH_CN)
    assert whole.count("将数据列为资产") == 1


def test_each_member_of_an_outline_is_a_link_to_its_heading():
    answer = outlined()
    said = said_of(answer, ZH_CN)
    assert '<a href="#x/1" data-heading="x-' in " ".join(said.split())
    assert 'data-start="' in said
    assert "<li>" in said
    assert "种&lt;b&gt;茶&lt;/b&gt;" in said
    assert said.count("<cite>") == 1
    assert 'class="context"' not in said


def test_an_outline_is_taken_along_as_a_list_each_member_with_its_place():
    answer = outlined()
    told = content(answer, ZH_CN, base="http://127.0.0.1/")
    assert told.is_list
    assert told.answer == ("种<b>茶</b>", "养鱼")
    assert [quote.sentence for quote in told.quotes] == ["", ""]
    assert [quote.link for quote in told.quotes] == [
        "http://127.0.0.1/#x/1",
        "http://127.0.0.1/#x/2",
    ]
    assert "- 养鱼" in as_markdown.markdown(answer, ZH_CN)
    assert "养鱼" in word.written(told, ZH_CN)
    assert "· 养鱼" in plain_text.written(told, ZH_CN)


def test_the_sources_of_an_outline_say_nothing_of_how_they_were_found():
    shown = cards.sources(outlined(), ZH_CN)
    assert shown.count('<article class="card cited">') == 2
    assert "<details" not in shown
