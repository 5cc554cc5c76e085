"""Reports in web pages of sites of every kind: what is read of each, and what is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from index.reading import readers, report, splitting
from tests.support.texts.county_report import (
    BODY,
    HEAD,
    LINES,
    OCCASION,
    PARTS,
    PASSAGES,
    REVIEWED,
    SPEAKER,
    TITLE,
)

if TYPE_CHECKING:
    from pathlib import Path

    from index.types import Document, Passage

META = "发布时间：2031-01-20　来源：云溪县人民政府办公室　浏览次数：1203"
MENU = "".join(
    f"<li><a href='/{n}'>{name}</a></li>" for n, name in enumerate(("首页", "新闻", "政务", "服务"))
)
LINKS = "".join(
    f"<li><a href='/{year}'>{year}年河口县政府工作报告</a></li>" for year in range(2024, 2031)
)
FOOT = "主办：云溪县人民政府办公室 <a>网站地图</a> 云ICP备12000000号-1 网站标识码：5300000001"


def paragraphs(tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in LINES[1:])


def page(inner: str, head: str = "") -> str:
    title = f"<title>{TITLE}_云溪县人民政府</title>{head}"
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8>{title}</head><body>{inner}</body></html>"
    )


def framed(content: str) -> str:
    """A page of a site around a content."""
    return page(
        f"<div class=top><ul>{MENU}</ul></div><div class=path>当前位置：<a>首页</a> &gt; <a>报告</a></div>"
        f"<div class=main><h1>{TITLE}</h1><div class=meta>{META}</div><div id=zoom>{content}</div>"
        f"<div class=share>分享到：<a>微信</a><a>微博</a></div><div>【<a>打印</a>】【<a>关闭</a>】</div></div>"
        f"<div class=side><h3>相关报告</h3><ul>{LINKS}</ul></div><div class=foot>{FOOT}</div>"
    )


def parsed(
    html: str | bytes, folder: Path, name: str = "报告.html"
) -> tuple[Document, tuple[Passage, ...]]:
    file = folder / name
    file.write_bytes(html if isinstance(html, bytes) else html.encode())
    found = report.parse(readers.read(file, name))
    return found.document, splitting.split(found)


def check(html: str | bytes, folder: Path, name: str = "报告.html") -> Document:
    """That of a page just the report is read, paragraph by paragraph."""
    document, split = parsed(html, folder, name)
    assert [squeezed(passage.text) for passage in split] == [squeezed(text) for text in PASSAGES]
    assert [h.title for h in document.headings if h.level == 1] == list(PARTS)
    assert (document.title, document.place, document.year) == (TITLE, "云溪县", 2031)
    return document


def squeezed(text: str) -> str:
    return "".join(text.split())


def wrapped(line: str, width: int) -> list[str]:
    return [line[i : i + width] for i in range(0, len(line), width)]


SHAPES = {
    "paragraphs": framed(paragraphs()),
    "blocks": framed(paragraphs("div")),
    "line breaks only": framed("<br>".join(f"&nbsp;&nbsp;{line}" for line in LINES[1:])),
    "line breaks by two": framed("<br/>\n<br/>".join(LINES[1:])),
    "a paragraph of line breaks": framed(f"<p>{'<br>　　'.join(LINES[1:])}</p>"),
    "spans in paragraphs": framed("".join(f"<p><span style='font-size:16pt'>{line[:9]}</span><span>{line[9:]}</span></p>" for line in LINES[1:])),
    "old fonts": framed("".join(f"<p><font face=仿宋>{line[:7]}<b>{line[7:]}</b></font></p>" for line in LINES[1:])),
    "a table sets the page": page(
        f"<table><tr><td>{MENU}</td></tr><tr><td><table><tr><td align=center>{TITLE}</td></tr><tr><td>{META}</td></tr>"
        f"<tr><td>{paragraphs()}</td></tr></table></td><td><ul>{LINKS}</ul></td></tr><tr><td>{FOOT}</td></tr></table>"
    ),
    "an article of HTML 5": page(
        f"<header>云溪县人民政府</header><nav><ul>{MENU}</ul></nav><main><article><h1>{TITLE}</h1><p>{META}</p>"
        f"{paragraphs()}</article></main><aside><ul>{LINKS}</ul></aside><footer>{FOOT}</footer>"
    ),
    "all in one block": page(f"<ul>{MENU}</ul><h2>{TITLE}</h2><p>{META}</p>{paragraphs()}<ul>{LINKS}</ul><p>{FOOT}</p>"),
    "buttons below the text": framed(f"{paragraphs()}<p>（责任编辑：穆青）</p><p>扫一扫在手机打开当前页</p><p>上一篇：<a>云溪县财政预算报告</a></p>"),
    "a caption in the text": framed(paragraphs().replace(f"<p>{REVIEWED[1]}", f"<p><img src=a.jpg></p><p>县长沈禾作政府工作报告。记者 穆青 摄</p><p>{REVIEWED[1]}")),
    "text with its own line ends": framed("<pre>" + "\n".join(f"    {line}" for line in LINES[1:]) + "</pre>"),
    "broken at a width": framed("<pre>" + "\n".join(part for line in LINES[1:] for part in wrapped(line, 34)) + "</pre>"),
    "comments": framed(f"{paragraphs()}<div>网友评论</div><div><a>登录</a>后发表评论</div><div>暂无评论</div>"),
    "scripts and what is hidden": framed(f"<script>var a='各位代表：';</script><div style='display:none'>隐藏的一段话，不给人看。</div>{paragraphs()}<style>p{{}}</style>"),
    "a player": framed(f"<div>语音播报</div><div>00:00 / 21:37</div>{paragraphs()}"),
    "chosen type": framed(f"<div>【字体：<a>大</a> <a>中</a> <a>小</a>】</div>{paragraphs()}"),
}  # fmt: skip


@pytest.mark.parametrize("html", SHAPES.values(), ids=SHAPES.keys())
def test_the_report_is_read_out_of_a_page(html: str, tmp_path: Path):
    document = check(html, tmp_path)
    assert (document.speaker, document.occasion[:3]) == ("沈禾", "云溪县")


@pytest.mark.parametrize("tag", ["a", "font", "span", "b", "strong", "u", "em"])
def test_marks_inside_of_a_sentence_do_not_break_it(tag: str, tmp_path: Path):
    marked = paragraphs()
    for words in ("规模以上工业增加值", "一般公共预算收入", "茶文化节", "6.2%"):
        marked = marked.replace(words, f"<{tag} href='/x'>{words}</{tag}>")
    check(framed(marked), tmp_path)


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "gb18030"])
def test_older_encodings(charset: str, tmp_path: Path):
    html = framed(paragraphs()).replace("charset=utf-8", f"charset={charset}")
    check(html.encode("gb18030"), tmp_path)


def test_big5(tmp_path: Path):
    lines = (
        "行政長官2031年施政報告",
        "(一)前言",
        "1. 今天我發表任內第三份《施政報告》。",
        "2. 未來十年將興建公營房屋單位30萬個，輪候時間縮短至四年半。",
    )
    html = f"<html><head><meta charset=big5><title>{lines[0]}</title></head><body><h1>{lines[0]}</h1>{''.join(f'<p>{line}</p>' for line in lines[1:])}<p>列印</p><p>回頁首</p><p>版權所有</p></body></html>"
    document, split = parsed(html.encode("big5hkscs"), tmp_path)
    assert [passage.text for passage in split] == list(lines[2:])
    assert document.title == lines[0]


def test_a_page_that_is_named_as_a_word_file(tmp_path: Path):
    check(framed(paragraphs()), tmp_path, "报告.doc")


def test_a_table_of_data_is_one(tmp_path: Path):
    rows = "".join(
        f"<tr><td>{name}</td><td>{figure}</td></tr>"
        for name, figure in (("指标", "2030年"), ("粮食", "9.2万吨"), ("茶叶", "2.4万吨"))
    )
    html = framed(
        paragraphs().replace(
            f"<p>{REVIEWED[1]}", f"<p>表1 主要农产品产量</p><table>{rows}</table><p>{REVIEWED[1]}"
        )
    )
    _, split = parsed(html, tmp_path)
    (table,) = [passage for passage in split if passage.table]
    assert table.text.split("\n") == [
        "表1 主要农产品产量",
        "指标\t2030年",
        "粮食\t9.2万吨",
        "茶叶\t2.4万吨",
    ]
    assert len(split) == len(PASSAGES) + 1


def test_what_is_left_out_stays_listed(tmp_path: Path):
    document = check(framed(paragraphs()), tmp_path)
    told = squeezed("".join(document.text[drop.start : drop.end] for drop in document.dropped))
    for words in (
        "首页",
        "浏览次数：1203",
        "分享到：微信微博",
        "2030年河口县政府工作报告",
        "网站标识码",
    ):
        assert words in told


def test_a_page_keeps_all_words_that_it_shows(tmp_path: Path):
    html = framed(paragraphs())
    document, _ = parsed(html, tmp_path)
    shown = squeezed(re.sub(r"<[^>]+>", "", html.partition("<body>")[2])).replace("&gt;", ">")
    assert squeezed(document.text) == shown
    assert len(HEAD) + len(BODY) == len(LINES)
    assert LINES[1:3] == (OCCASION, SPEAKER)
