"""A citation tells its page wherever one is read, and leads to the report's own file."""

from __future__ import annotations

import dataclasses
import re

import pytest

from qa.cli.printing import passages, terminal
from qa.types import Citation
from qa.web.exporting.as_markdown import markdown
from qa.web.fragments import cards, messages, originals
from qa.web.fragments.originals import Original
from qa.web.fragments.refusals import Searched
from qa.web.texts import EN, ZH_CN, ZH_TW, Texts
from tests.support.texts.answer_samples import sample

PAGED = sample(pages=(0, 30, 60))  # the first paragraph is on pages 1 and 2
SEARCHED = Searched(n_documents=1, n_passages=4)
HIT = PAGED.hits[0]
SEVERAL = dataclasses.replace(  # where more than one report is cited, each card names its own
    PAGED,
    hits=(
        HIT,
        dataclasses.replace(
            HIT, document=dataclasses.replace(HIT.document, id="y", title="另一份")
        ),
    ),
)
CITED = Citation(
    document=HIT.document, passage=HIT.passage, start=HIT.passage.start, end=HIT.passage.end
)


def plain(markup: str) -> str:
    return re.sub(r"<[^>]*>", "", markup)


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (ZH_CN, "《2024年报告》第 1 段（第 1–2 页）"),
        (ZH_TW, "《2024年报告》第 1 段（第 1–2 頁）"),
        (EN, "1–2"),
    ],
    ids=["zh-CN", "zh-TW", "en"],
)
def test_a_citation_reads_its_page_wherever_it_is_read(texts: Texts, told: str):
    everywhere = {
        "chat": plain(messages.said(PAGED, SEARCHED, texts)),
        "nearest": plain(messages.said(sample(found=False, pages=(0, 30)), SEARCHED, texts)),
        "card": plain(cards.sources(SEVERAL, texts)),
        "copied": cards.sources(PAGED, texts).partition("data-copy=")[2],
        "exported": markdown(PAGED, texts),
    }
    assert {name: told in text for name, text in everywhere.items() if told not in text} == {}
    assert "（第 1–2 页）" in terminal.answer(PAGED)
    assert "（第 1–2 页）" in passages.hit(HIT)


def test_a_figure_beside_the_answer_reads_its_page_too():
    said = plain(messages.said(PAGED, SEARCHED, ZH_CN))
    assert "第 2 段（第 2 页）" in said
    assert "第 4 段（第 3 页）" in said
    assert "页）" not in plain(messages.said(sample(), SEARCHED, ZH_CN))


def test_a_pdf_leads_to_its_page_and_opens_there():
    markup = originals.controls(CITED, Original(is_pdf=True), ZH_CN)
    assert 'data-number="1" data-start=' in markup
    assert f'href="originals/{HIT.document.id}#page=1" rel="noopener" target="_blank"' in markup
    assert 'aria-label="看第 1 段的原页：第 1 页"' in markup
    assert plain(markup) == "看原页打开原件"


def test_another_file_is_saved_and_says_where_to_look():
    markup = originals.controls(CITED, Original(is_pdf=False), ZH_CN)
    assert f'href="originals/{HIT.document.id}" rel="noopener" download="download"' in markup
    assert plain(markup) == "下载原件 第 1 段（第 1–2 页）"


def test_without_a_file_there_is_nothing():
    assert originals.controls(CITED, None, ZH_CN) == ""
    assert originals.see(HIT.document, HIT.passage, None, ZH_CN) == ""
    assert "original" not in cards.sources(PAGED, ZH_CN)


def test_a_pdf_of_which_no_page_is_known_is_only_opened():
    hit = sample().hits[0]
    cited = Citation(document=hit.document, passage=hit.passage, start=CITED.start, end=CITED.end)
    markup = originals.controls(cited, Original(is_pdf=True), ZH_CN)
    assert plain(markup) == "打开原件 第 1 段"
    assert originals.see(hit.document, hit.passage, Original(is_pdf=True), ZH_CN) == ""
