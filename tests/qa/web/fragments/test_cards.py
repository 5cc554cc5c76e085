"""qa.web.fragments.cards, why, filters, report and quotation: as markup and text."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import pytest

from index.fact_types import Amount, Direction, Fact, Origin, Status, Time, Words
from index.reading.report import parse
from index.reading.splitting import split
from index.types import Aspect, Period, RecognisedPage, Source
from qa.answer_places import AnsweredPlace, ReportsOf, Uncovered
from qa.retrieval.scope import EVERYTHING
from qa.web.exporting.as_markdown import markdown
from qa.web.fragments import cards, messages, quotation
from qa.web.fragments.refusals import Searched
from qa.web.pages import filters, report
from qa.web.pages.view import View
from qa.web.texts import ZH_CN
from tests.support.texts.answer_samples import by_machine, likely, sample
from tests.support.texts.held import held

if TYPE_CHECKING:
    from qa.types import Answer

HIT = sample().hits[0]
REPORT = parse(
    Source(
        id="0123456789abc",
        path="a.txt",
        text="首页\n2024年甲县政府工作报告\n各位代表:\n一、2023年工作回顾\n修路<b>十</b>条。\n"
        "二、2024年工作安排\n(一)办好实事\n建园三座。",
    )
)
PASSAGES = split(REPORT)
INDEX = held([REPORT.document], PASSAGES)


def plain(markup: str) -> str:
    return "|".join(filter(None, re.split(r"<[^>]*>", markup)))


def test_a_card_offers_its_sentence_as_a_citation():
    card = cards.sources(sample(), ZH_CN)
    (copied,) = re.findall(r'data-copy="([^"]*)"', card)
    assert copied == (
        "《2024年报告》第 1 段：“全县&lt;b&gt;茶园&lt;/b&gt;面积力争增长4.5%左右,达到九百亩。”"
    )


@pytest.mark.parametrize(
    ("similarity", "said"),
    [(0.75, ZH_CN.match_high), (0.74, ZH_CN.match_fair), (0.39, ZH_CN.match_low)],
)
def test_a_match_is_told_in_words_and_by_a_bar(similarity: float, said: str):
    hit = dataclasses.replace(HIT, similarity=similarity)
    card = cards.sources(dataclasses.replace(sample(), hits=(hit,)), ZH_CN)
    assert f"inline-size:{similarity:.0%}" in card
    assert said in plain(card)


@pytest.mark.parametrize(
    ("answer", "is_cited", "said"),
    [
        (likely(), True, ZH_CN.turn.source_likely),
        (likely(), False, ZH_CN.turn.source_near),
        (sample(found=False), False, ZH_CN.turn.source_no_answer),
    ],
)
def test_what_answers_not_outright_never_matches_well(
    answer: Answer,
    is_cited: bool,  # noqa: FBT001 -- a parameter
    said: str,
):
    sure = dataclasses.replace(HIT, similarity=0.99)
    if not is_cited:
        sure = dataclasses.replace(sure, passage=dataclasses.replace(HIT.passage, number=99))
    card = cards.sources(dataclasses.replace(answer, hits=(sure,)), ZH_CN)
    assert said in plain(card)
    assert ZH_CN.match_high not in card
    assert 'class="bar"' not in card


def test_beside_an_answer_what_hardly_matches_is_folded_and_in_a_refusal_it_is_not():
    far = dataclasses.replace(HIT.passage, number=99)
    weak = dataclasses.replace(HIT, passage=far, similarity=0.39)
    told = ZH_CN.sources_weak.format(n=1)
    for answer, is_folded in ((sample(), True), (likely(), False), (sample(found=False), False)):
        shown = cards.sources(dataclasses.replace(answer, hits=(HIT, weak)), ZH_CN)
        assert shown.count("<article") == 2
        assert (told in shown) is is_folded
    cited = dataclasses.replace(HIT, similarity=0.1)
    assert '<details class="weak"' not in cards.sources(
        dataclasses.replace(sample(), hits=(cited,)), ZH_CN
    )


def test_filters_offer_what_there_is_to_choose():
    other = dataclasses.replace(
        REPORT.document,
        id="f" * 12,
        path="b.txt",
        title="2025年乙县政府工作报告",
        place="乙县",
        year=2025,
    )
    index = held([REPORT.document, other], PASSAGES)
    form = filters.form(index, index.reports(EVERYTHING), ZH_CN)
    assert (
        '<option value="0123456789" data-told="《2024年甲县政府工作报告》">2024年甲县政府工作报告</option>'
        in form
    )
    assert '<option value="乙县">乙县</option>' in form
    assert '<option value="2025" data-told="2025年">2025</option>' in form
    assert '<option value="2023" data-told="讲2023年的段落">2023</option>' in form
    assert '<option value="一、2023年工作回顾" data-reports="0123456789">' in form
    assert '<option value="5" selected="selected">5</option>' in form
    assert re.findall(r'<select name="(\w+)"', form) == [
        "report", "place", "year", "spoken", "period", "section", "n"
    ]  # fmt: skip


def test_what_leaves_no_choice_is_not_offered():
    form = filters.form(INDEX, INDEX.reports(EVERYTHING), ZH_CN)
    assert re.findall(r'<select name="(\w+)"', form) == ["spoken", "period", "section", "n"]
    told = [ZH_CN.period_review, ZH_CN.period_plan]
    assert re.findall(r'<option value="[a-z]+">(\w+)<', form) == told  # no glossary is there


def test_a_view_is_told_in_words():
    view = View(report="0123456789", year=2024, period=Period.PLAN, section="一、", spoken=2023)
    told = filters.told(view, INDEX, ZH_CN)
    assert told == "《2024年甲县政府工作报告》、2024年、计划、一、、讲2023年的段落"
    assert filters.told(View(), INDEX, ZH_CN) == ""


def test_a_report_is_its_headings_and_paragraphs_in_their_order():
    body = report.body(REPORT.document, PASSAGES, ZH_CN)
    article = body[body.index("<article") :]
    in_order = [
        "一、2023年工作回顾",
        "修路&lt;b&gt;十&lt;/b&gt;条。",
        "二、2024年工作安排",
        "建园三座。",
    ]
    places = [article.index(each) for each in in_order]
    assert places == sorted(places)
    assert f'id="0123456789/{PASSAGES[-1].number}"' in article
    assert "首页" in plain(article)  # what is left out is told at the end


def test_an_outline_leads_to_each_heading():
    body = report.body(REPORT.document, PASSAGES, ZH_CN)
    nav = body[: body.index("</nav>")]
    for anchor in re.findall(r'data-heading="([^"]+)"', nav):
        assert f'id="{anchor}"' in body
    assert re.findall(r'class="level-(\d)"', nav) == ["1", "1", "2"]


def test_the_title_of_the_only_report_stands_once():
    card = cards.sources(sample(), ZH_CN)
    assert plain(card).count("《2024年报告》") == 1
    assert "|第 1 段|" in plain(card)
    other = dataclasses.replace(
        HIT, document=dataclasses.replace(HIT.document, id="y", title="另一份")
    )
    several = plain(cards.sources(dataclasses.replace(sample(), hits=(HIT, other)), ZH_CN))
    assert "《2024年报告》第 1 段" in several
    assert "《另一份》第 1 段" in several


def test_a_card_of_a_refusal_marks_no_figure():
    refused = cards.sources(sample(found=False), ZH_CN)
    assert "<strong>" not in refused
    assert "<mark>" in refused
    assert 'data-near="yes"' in refused
    assert 'data-near="yes"' not in cards.sources(sample(), ZH_CN)


def test_a_long_passage_is_unfolded_by_a_button():
    card = cards.sources(sample(), ZH_CN)
    assert "unfold" not in card
    text = HIT.passage.text + "后面还有很多话要说。" * 20
    document = dataclasses.replace(HIT.document, text=text)
    passage = dataclasses.replace(
        split(parse(Source(id="x", path="x.txt", text="2024年报告\n" + text)))[0],
    )
    long = dataclasses.replace(HIT, passage=passage, document=document)
    card = cards.sources(dataclasses.replace(sample(), hits=(long,)), ZH_CN)
    assert f'data-fold="{ZH_CN.fold}">{ZH_CN.unfold}<' in card


def test_a_paragraph_marks_a_span_and_the_sentence_around_it():
    passage = PASSAGES[-1]
    marked = report.paragraph(REPORT.document, passage, passage.start + 2, passage.start + 4)
    assert marked == "<mark>建园<strong>三座</strong>。</mark>"


def test_the_nearest_that_is_no_answer_is_marked_as_a_sentence_only():
    passage = PASSAGES[-1]
    start, end = passage.start + 2, passage.start + 4
    marked = report.paragraph(REPORT.document, passage, start, end, is_near=True)
    assert marked == "<mark>建园三座。</mark>"


def test_the_figures_of_a_paragraph_are_listed_below_it():
    passage = PASSAGES[-1]
    at = passage.start + passage.text.index("三座")
    fact = Fact(
        document_id=REPORT.document.id,
        passage=passage.number,
        start=at,
        end=at + 2,
        text="三座",
        amount=Amount(),
        measure=Words(text="<i>园</i>"),
        subject=Words(),
        aspect=Aspect.LEVEL,
        direction=Direction.NONE,
        time=Time(first=2024, last=2024),
        status=Status.PLAN,
        status_origin=Origin.HEADING,
    )
    body = report.body(REPORT.document, PASSAGES, ZH_CN, facts=[fact])
    (listed,) = re.findall(r'<details class="figures">.*?</details>', body)
    assert plain(listed) == "本段数字（1）|三座|&lt;i&gt;园&lt;/i&gt;| |2024年计划"
    assert body.index("建园三座") < body.index(listed)
    assert "figures" not in report.body(REPORT.document, PASSAGES, ZH_CN)


def test_reports_are_listed_with_their_length():
    listed = report.listed(INDEX, INDEX.reports(EVERYTHING), ZH_CN, 1)
    assert 'href="#0123456789/1"' in listed
    assert f"{len(PASSAGES)} 段" in plain(listed)


def test_markdown_holds_the_answer_and_where_it_stands():
    text = markdown(sample(), ZH_CN)
    assert text.startswith("## 茶园面积增长目标是多少?\n\n**4.5%左右**")
    assert "\n\n> “全县\\<b>茶园\\</b>面积力争增长4.5%左右,达到九百亩。”\n>\n> —" in text
    assert "\n\n\\<b>茶园\\</b>面积力争增长 · 2024年目标 · 把握一般，请核对原文\n\n" in text
    assert (
        "\n\n2023年 3%左右 → 2024年目标 4.5%左右（茶园面积同比增长 · 《2024年报告》第 2 段）"
        in text
    )
    assert "> — 《2024年报告》第 1 段" in text


def test_markdown_warns_of_other_figures():
    text = markdown(sample(), ZH_CN)
    assert text.endswith(
        "\n\n注意：报告中另有不同的数字\n\n"
        "- **6%** 茶园面积增长\\<U+001B>\\[31m · 2024年目标 · 《2024年报告》第 3 段"
        "\n\n所问也可能是下列数字，请核对原文\n\n"
        "- **5%** \\<i>果园\\</i>面积力争增长 · 2024年目标 · 《2024年报告》第 4 段"
    )
    agreed = dataclasses.replace(sample(), counterpart=None, conflicts=(), alternatives=())
    assert markdown(agreed, ZH_CN).endswith("> — 《2024年报告》第 1 段")


def test_markdown_of_a_refusal_says_so():
    text = markdown(sample(found=False, follows_up=True), ZH_CN)
    assert "理解为：茶园面积增长目标是多少?" in text
    assert text.endswith("报告里没有出现过：火\\<U+001B>箭")


def test_parts_of_a_lacking_word_are_not_told():
    answer = dataclasses.replace(sample(found=False), missing_terms=("悟空", "孙悟空", "兵器"))
    assert quotation.lacking(answer, ZH_CN) == "报告里没有出现过：孙悟空、兵器"
    assert quotation.lacking(sample(), ZH_CN) == ""


@pytest.mark.parametrize(
    ("asked", "terms", "told"),
    [
        ("Which province has the highest target?", ("highest", "target"), ZH_CN.ask_in_chinese),
        ("hospital beds of Henan", ("hospital", "beds"), ZH_CN.ask_in_chinese),
        ("EFlops算力是多少?", ("eflops",), "报告里没有出现过：eflops"),
        ("离婚率 of Henan", ("离婚率",), "报告里没有出现过：离婚率"),
        ("script是什么?", ("script",), "报告里没有出现过：script"),
    ],
)
def test_english_words_are_not_told_to_be_nowhere(asked: str, terms: tuple[str, ...], told: str):
    answer = dataclasses.replace(sample(found=False), asked=asked, missing_terms=terms)
    assert quotation.lacking(answer, ZH_CN) == told


def test_what_is_lacking_in_some_reports_is_not_said_of_all():
    answer = dataclasses.replace(sample(found=False), missing_terms=("兵器",))
    told = "在所选范围里没有出现过：兵器"
    assert quotation.lacking(answer, ZH_CN, is_narrowed=True) == told
    assert markdown(answer, ZH_CN, within="计划").endswith(told)
    within = Searched(n_documents=1, n_passages=7, filters="甲县")
    assert told in plain(messages.said(answer, within, ZH_CN))


def test_a_card_marks_what_a_machine_read_and_doubts_in_its_text():
    card = cards.sources(by_machine(sample(), doubted="5"), ZH_CN)
    assert "|第 1 段（第 1 页）（机器识读，置信度 93%）|" in plain(card)
    assert "<mark>" in card
    assert re.search(r"4\.<u>5</u>%", card)
    (copied,) = re.findall(r'data-copy="([^"]*)"', card)
    assert copied.startswith("《2024年报告》第 1 段（第 1 页）（机器识读，置信度 93%）：")


def test_the_markdown_of_an_answer_tells_what_a_machine_read():
    exported = markdown(by_machine(sample(), doubted="5"), ZH_CN)
    assert "（机器识读，置信度 93%）" in exported
    assert ZH_CN.doubtful in exported
    assert ZH_CN.doubtful not in markdown(by_machine(sample()), ZH_CN)


def test_a_report_tells_which_pages_a_machine_read():
    source = Source(
        id="0123456789abc",
        path="a.pdf",
        text="2024年甲县政府工作报告\n各位代表:\n修路8条。\n建园3座。",
        pages=(0, 26),
        recognised=(RecognisedPage(number=1, confidence=0.9349, lowest=0.9),),
        doubtful=((22, 23),),
    )
    read = parse(source)
    body = report.body(read.document, split(read), ZH_CN)
    told = re.findall(r'<p class="recognised"[^>]*>([^<]*)</p>', body)
    assert told == ["第 1 页：机器识读，置信度 93%，引用前请对照原件"]
    assert "修路<u>8</u>条。" in body
    assert "建园3座。" in body


def test_an_export_tells_what_no_report_is_of_and_whose_an_answer_is():
    there = ReportsOf(place="云溪*县*", years=(2024,), looks_back_on=(2023,))
    uncovered = Uncovered(places=(), years=(2021,), of=(), there=(there,), n_places=1)
    place = AnsweredPlace(place="白鹭*镇*", report_place="云溪县")
    told = r"没有2021年的报告；云溪\*县\*有2024年的报告（回顾2023年）。"
    refused = dataclasses.replace(sample(found=False), uncovered=uncovered)
    assert told in markdown(refused, ZH_CN).split("\n\n")
    found = markdown(dataclasses.replace(sample(), uncovered=uncovered, place=place), ZH_CN)
    assert told in found.split("\n\n")
    assert r" · 白鹭\*镇\*（据云溪县的报告） · 2024年目标" in found
