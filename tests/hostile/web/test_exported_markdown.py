from __future__ import annotations

import dataclasses
import html
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.language.text import visible
from qa.web.exporting.as_markdown import markdown
from qa.web.exporting.markdown import bold, inline, paragraph
from qa.web.texts import ZH_CN
from tests.support.texts.answer_samples import sample

if TYPE_CHECKING:
    from collections.abc import Callable

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

ATTACKS = [
    "1. 甲",
    "1) 甲",
    "123456789. 甲",
    "- 甲",
    "+ 甲",
    "* 甲",
    "-",
    "1.",
    "    甲",
    "\t甲",
    "\u3000\u3000甲",
    "甲  ",
    "甲\\",
    "# 甲",
    "###### 甲 ##",
    "甲 #",
    "#",
    "> 甲",
    ">甲",
    "---",
    "- - -",
    "***",
    "___",
    "===",
    "甲\n===",
    "甲\n---",
    "```",
    "``` 甲",
    "~~~",
    "`甲`",
    "**甲**",
    "*甲*",
    "__甲__",
    "a_b_c _d_",
    "~~甲~~",
    "5~6,7~8",
    "[甲](http://a.com)",
    "![甲](http://a.com/b.png)",
    "[甲]: http://a.com",
    "[^1]",
    "[^1]: 甲",
    "[ ] 甲",
    "[x] 甲",
    "<b>甲</b>",
    "<!-- 甲 -->",
    "<http://a.com>",
    "<a@b.com>",
    "<script>alert(1)</script>",
    "&lt;b&gt;",
    "&#60;",
    "&copy;",
    "|甲|乙|\n|-|-|\n|1|2|",
    "甲|乙\n-|-",
    "$x$",
    "http://a.com/甲?b=c#d",
    "甲https://a.com。",
    "HTTP://A.COM",
    "ftp://a.com",
    "www.a.com",
    "甲WWW.a.com",
    "www.例子.中国",
    "a@b.com",
    "mailto:a@b.com",
    "//a.com",
    "a.com",
    "@user",
    "#12",
    "甲\r\n- 乙",
    "甲\u2028- 乙",
    "甲\x85# 乙",
    "\u202e甲",
    "\x1b[31m甲",
    "\0甲",
    "\ud800甲",
    "",
    " ",
]
PIECES = st.one_of(
    st.sampled_from(
        [
            *"1.)#>-+*_`~=|[]()!<>&;:\\$^@/ \n甲a",
            "    ",
            "http://",
            "www.",
            "a@b.com",
            "&lt;",
            "<b>",
        ]
    ),
    st.text(max_size=2),
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)

# What GitHub's dialect makes a link of by itself.
LINKED = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)


def as_shown(text: str) -> str:
    """A text as a reader sees it: in one line, what is hidden spelled out."""
    return visible(" ".join(text.strip().split("\n")))


def rendered(source: str) -> tuple[list[str], str]:
    """The elements of what a source is rendered to, and its text."""
    page = RENDERER.render(source)
    lines = html.unescape(re.sub(r"<[^>]*>", "", page)).strip("\n").split("\n")
    return re.findall(r"<([a-z0-9]+)", page), "".join(lines)


def all_attacks(test: Callable[[str], None]) -> Callable[[], None]:
    for attack in ATTACKS:
        test = example(text=attack)(test)
    return given(text=TEXTS)(test)


@all_attacks
def test_a_paragraph_is_its_text(text: str):
    elements, words = rendered(paragraph(text))
    assert (elements, words) == (["p"] if as_shown(text) else [], as_shown(text))


@all_attacks
def test_a_quoted_paragraph_is_its_text(text: str):
    elements, words = rendered(f"> {paragraph(text)}\n>\n> — 甲")
    told = ["p"] if as_shown(text) else []
    assert (elements, words) == (["blockquote", *told, "p"], as_shown(text) + "— 甲")


@all_attacks
def test_a_heading_is_its_text(text: str):
    assert rendered(f"## {inline(text)}") == (["h2"], as_shown(text))


@all_attacks
def test_an_item_is_its_text(text: str):
    elements, words = rendered(f"- **甲** {inline(text)}\n- **乙** {inline(text)}")
    told = f" {as_shown(text)}" if as_shown(text) else ""
    assert elements == ["ul", "li", "strong", "li", "strong"]
    assert words == f"甲{told}乙{told}"


@all_attacks
def test_bold_is_its_text(text: str):
    told = ["p", "strong"] if as_shown(text) else []
    assert rendered(bold(text)) == (told, as_shown(text))


@all_attacks
def test_no_address_is_left_for_a_renderer_to_link(text: str):
    assert not LINKED.search(inline(text))


@pytest.mark.parametrize(
    "text",
    [
        "一、2023年工作回顾",
        "1.甲",
        "地区生产总值增长4.5%左右，1,234.5亿元（含乙）",
        "PM2.5浓度35μg/m3 – 下降3%",
        "“十四五”规划·甲 — 乙",
        "甲-乙 + 丙 = 丁",
        "1/6 | 5A级 > 4A级",
        "@所有人",
        "a_b",
        "{甲}!",
    ],
)
def test_what_is_no_markup_stands_as_it_is(text: str):
    assert paragraph(text) == text


@given(text=TEXTS)
def test_an_exported_answer_has_the_elements_of_its_own_and_no_other(text: str):
    plain = sample(follows_up=True)
    own, _ = rendered(markdown(plain, ZH_CN))
    assert plain.value is not None
    value = dataclasses.replace(plain.value, measure=f"甲{text}")
    hostile = dataclasses.replace(plain, question=f"甲{text}", asked=f"乙{text}", value=value)
    assert rendered(markdown(hostile, ZH_CN))[0] == own
