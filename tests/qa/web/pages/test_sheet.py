"""qa.web.pages.sheet: what is answered where a page is to be shown, whatever a browser sends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from index.build import build
from qa.engine import Engine
from qa.web.fragments import addresses
from qa.web.library import Library
from qa.web.originals.shelf import Shelf
from qa.web.pages import report
from qa.web.pages.chat import Chat
from qa.web.pages.sheet import Sheet
from qa.web.texts import EN, ZH_CN, ZH_TW
from tests.support.files.pdf_pages import HEIGHT, LEFT, SIZE, TOP, WIDTH, column, pdf, set_lines

if TYPE_CHECKING:
    from pathlib import Path

    from index.types import Document, Passage
    from qa.snapshot import Snapshot
    from tests.support.hash_encoder import HashEncoder

FIRST = "全县新建绿道三十一公里，新增就业一万二千人，城乡面貌明显改善，群众生活持续改善。"
SECOND = "我们坚持把发展经济的着力点放在<实体经济>上，新引进企业四十八家，技改投资增长百分之十二。"
LINES = set_lines([FIRST, SECOND])
BOX = re.compile(r'class="box (\w+)".*?left:([\d.]+)%;top:([\d.]+)%;width:([\d.]+)%')


class Shown:
    """A library of a PDF whose second paragraph goes over a page's end, and of a text."""

    def __init__(self, folder: Path, encoder: HashEncoder) -> None:
        self.corpus = folder / "corpus"
        self.corpus.mkdir()
        self.file = self.corpus / "甲.pdf"
        self.file.write_bytes(pdf([column(LINES[:3]), column(LINES[3:])]))
        (self.corpus / "乙.txt").write_text("全县种茶三千亩。", encoding="utf-8")
        build([self.corpus], folder / "index", lambda: encoder)
        self.library = Library(Engine.open(folder / "index", load=lambda _: encoder))
        self.sheet = Sheet(self.library)

    @property
    def snapshot(self) -> Snapshot:
        return self.library.snapshot()

    def document(self, name: str = "甲.pdf") -> Document:
        return next(each for each in self.snapshot.documents if each.path == name)

    def passage(self, words: str) -> Passage:
        return next(each for each in self.snapshot.passages if words in each.text)

    def show(self, words: str, name: str = "甲.pdf", **sent: Any) -> dict[str, Any]:
        """The answer to who wants to see words, which stand in one paragraph."""
        passage = self.passage(words)
        start = passage.start + passage.text.index(words)
        asked = {
            "report": addresses.of(self.document(name)),
            "number": passage.number,
            "start": start,
            "end": start + len(words),
        }
        return self.sheet.show(asked | sent, ZH_CN)


@pytest.fixture
def shown(tmp_path: Path, hash_encoder: HashEncoder) -> Shown:
    return Shown(tmp_path, hash_encoder)


def boxes(reply: dict[str, Any], kind: str) -> list[tuple[float, ...]]:
    """The left and upper edge and the width of the boxes of a kind, in per cent."""
    return [
        tuple(map(float, places)) for name, *places in BOX.findall(reply["body"]) if name == kind
    ]


def test_words_are_boxed_on_their_page(shown: Shown):
    reply = shown.show("三十一公里")
    assert (reply["page"], reply["n_pages"]) == (1, 2)
    assert reply["title"].endswith("第 1 页，共 2 页")
    ((left, top, width),) = boxes(reply, "span")
    assert left == pytest.approx((LEFT + 8 * SIZE) / WIDTH * 100, abs=0.2)
    assert width == pytest.approx(5 * SIZE / WIDTH * 100, abs=0.2)
    assert (1 - (TOP + SIZE) / HEIGHT) * 100 < top + 0.5 < (1 - TOP / HEIGHT) * 100
    assert len(boxes(reply, "around")) == 2
    assert "框出的文字：三十一公里" in reply["body"]
    identity = shown.document().id
    assert f'src="originals/{identity}/pages/1"' in reply["body"]
    assert f'href="originals/{identity}#page=1"' in reply["file"]


def test_a_paragraph_over_two_pages_is_boxed_on_both(shown: Shown):
    passage = shown.passage("四十八家")
    whole: dict[str, Any] = {"start": None, "end": None}
    first = shown.show("四十八家", **whole, page=1)
    second = shown.show("四十八家", **whole, page=2)
    assert len(boxes(first, "span")) == len(boxes(second, "span")) == 1
    assert boxes(first, "around") == []
    for reply in (first, second):
        assert "这段文字在第 1–2 页。" in reply["body"]
        assert "&lt;实体经济&gt;" in reply["body"]
    assert "<实体" not in first["body"] + second["body"]
    assert passage.text == SECOND


def test_another_page_says_where_the_words_are(shown: Shown):
    reply = shown.show("三十一公里", page=2)
    assert (reply["page"], boxes(reply, "span"), boxes(reply, "around")) == (2, [], [])
    assert "这段文字在第 1 页。" in reply["body"]
    assert ZH_CN.not_boxed not in reply["body"]


@pytest.mark.parametrize(
    "sent",
    [
        {"start": -5, "end": 10**9},
        {"start": 7, "end": 7},
        {"start": "0", "end": "5"},
        {"start": None},
        {"end": None},
        {"start": [0], "end": {"a": 1}},
    ],
)
def test_a_span_that_is_none_is_the_whole_paragraph(shown: Shown, sent: dict[str, Any]):
    assert len(boxes(shown.show("三十一公里", **sent), "span")) == 2


@pytest.mark.parametrize("page", [0, -1, 3, 10**30])
def test_a_page_that_is_none_is_told(shown: Shown, page: int):
    reply = shown.show("三十一公里", page=page)
    assert f"看不到原页：没有第 {page} 页，全文共 2 页。" in reply["gone"]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"report": "0123456789", "number": 1},
        {"report": ["x"], "number": 1},
        {"report": "../../etc/passwd", "number": 1},
    ],
)
def test_a_report_that_is_none_is_told(shown: Shown, sent: dict[str, Any]):
    assert ZH_CN.report_gone in shown.sheet.show(sent, ZH_CN)["gone"]
    known = {"report": addresses.of(shown.document()), "number": 99}
    assert ZH_CN.report_gone in shown.sheet.show(known, ZH_CN)["gone"]


@pytest.mark.parametrize("texts", [ZH_CN, ZH_TW, EN], ids=lambda texts: texts.language)
def test_a_file_that_was_changed_is_told_and_its_text_stays_until_it_is_deleted(
    shown: Shown, texts: Any
):
    asked = {"report": addresses.of(shown.document()), "number": 1}
    shown.sheet.show(asked, texts)
    shown.file.write_bytes(pdf([[(LEFT, TOP, "全县新建绿道三十二公里。")]]))
    assert texts.original_gone in shown.sheet.show(asked, texts)["gone"]
    read = Chat(shown.library, shelf=Shelf()).read({"report": asked["report"]}, texts)
    assert "三十一公里" in read["body"]
    shown.file.unlink()
    assert texts.original_gone in shown.sheet.show(asked, texts)["gone"]


def test_each_paragraph_of_a_pdf_and_each_source_leads_to_its_page(shown: Shown):
    chat = Chat(shown.library, shelf=Shelf())
    body = chat.read({"report": addresses.of(shown.document())}, ZH_CN)["body"]
    assert body.count('class="see-page quiet"') == len(shown.snapshot.passages) - 1
    assert "看原页 · 第 1 页" in body
    assert f'href="originals/{shown.document().id}"' in body
    sources = chat.ask({"question": "新建绿道多少公里?"}, ZH_CN)["sources"]
    cards = sources.split("<article")[1:]
    pages = [each for each in cards if "甲" in each and 'class="see-page quiet"' in each]
    assert len(pages) == len(shown.snapshot.passages) - 1
    (other,) = (each for each in cards if "种茶" in each)
    assert "see-page" not in other
    assert "下载原件" in other
    assert '<span class="where"> 第 1 段</span>' in other
    assert 'target="_blank"' not in other


def test_without_files_nothing_is_offered(shown: Shown):
    body = report.body(shown.document(), [*shown.snapshot.passages][1:], ZH_CN)
    assert "see-page" not in body
    assert "originals/" not in body
    assert "original" not in Chat(shown.library).ask({"question": "绿道?"}, ZH_CN)["sources"]


def test_before_there_is_an_index_it_is_told():
    assert "报告正在读取，请稍候再问。" in Sheet(Library()).show({"report": "x"}, ZH_CN)["gone"]
