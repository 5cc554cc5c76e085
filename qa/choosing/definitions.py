"""Definitions: the entry that explains a term, and of it the words that say what the term is."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.language.text import fold

if TYPE_CHECKING:
    from index.types import Passage

_NUMBER = re.compile(r"^\s*+(?:[\[\uff3b(（【]?\s*\d{1,3}\s*[\]\uff3d)）】]?\s*[.、．]?|[①-⑳])\s*")
_HEAD_MAX_CHARS = 40
_MARKS = "“”\"'‘’「」『』《》〈〉()（）· "
_WHAT = "(?:什么|啥)"
_ASKING = re.compile(
    # what leads to the term
    r"^(?:请问|请|问一下|帮我|我想知道|报告(?:里|中)?(?:说|提到)?的?|解释(?:一下|下)?|名词解释[::]?|"
    r"(?:怎么|怎样|如何)(?:理解|解释)|什么是|何谓|何为|什么叫(?:做)?|所谓的?|"
    r"what (?:is|are|does)(?: the| an?)?|define)\s*"
    # what follows it: 是一种什么样的模式, 指的是哪些内容
    r"|(?:具体)?(?:是|指|叫|说)?的?(?:具体)?(?:是|指的是|指)?(?:一个|个|一种)?"
    rf"(?:{_WHAT}|哪(?:些|几|[一二两三四五六七八九十])?)(?:样的?)?"
    r"(?:意思|含义|概念|东西|单位|模型|机制|制度|政策|活动|工程|行动|平台|模式|组织|机构|称号|项目|地方|"
    r"个?片区|内容|情况|[种个项类]?\S{0,4})?[?。!吗呢啊]*$"
    rf"|(?:的)?(?:意思|含义|定义|概念)(?:是)?{_WHAT}?[?。!]*$"
    r"|(?:怎么|怎样|如何)(?:理解|解释)[?。!]*$"
    rf"|(?:是)?(?:做|干){_WHAT}的?[?。!]*$"
    r"|\s*mean[?]*$|[?。!]+$"
)
# What a body begins with before it says what the term is.
_BEFORE_BODY = re.compile(
    r"\s*(?:是指|指的是|即指|指|即|是|为|主要是指|主要指|简称|就是)?\s*[,，:：]?\s*(?:是指|指的是|指|即|是)?\s*"
)
_SAYS_WHAT = re.compile(r"(?:将|把)[^,，]{2,40}(?:为|成|作)|列为|是指|是一种|简称")
_BEGINS_ASIDE = re.compile(
    r"^(?:在|按照|根据|依据|通过|依托|为了?(?!主)|围绕|由|按|经|与|和|联合|以.{0,12}为(?:目标|依据|基础|核心|引领|抓手)$)"
)
_TAIL = re.compile(r"的([^的、“”\"]{2,9})$")  # what is longer says what the thing does
_ENDS_ASIDE = re.compile(r"(?:上|下|中|时|后|前|间|基础上|过程中|作用|工作)$")


@functools.lru_cache(maxsize=64)  # every candidate asks for that of the question
def term_of(folded: str) -> str:
    """The term that a folded question asks to be explained."""
    before = None
    while before != folded:
        before, folded = folded, _ASKING.sub("", folded).strip()
    return folded.strip(_MARKS + ",，")


@functools.lru_cache(maxsize=1024)
def entry(passage: Passage) -> tuple[str, int] | None:
    """The head of an entry (folded, without marks) and where its body begins in the passage.

    ``None`` for a passage that is no entry of the form ``head: body``.
    """
    number = _NUMBER.match(passage.text)
    start = number.end() if number else 0
    colon = re.search("[:：]", passage.text[start : start + _HEAD_MAX_CHARS])
    if colon is None or re.search("[,，。;；]", passage.text[start : start + colon.start()]):
        return None
    head = fold(passage.text[start : start + colon.start()] or " ").text
    return unmarked(head), start + colon.end()


def unmarked(term: str) -> str:
    """A folded term without quotation marks and spaces."""
    return "".join(c for c in term if c not in _MARKS)


def fit(term: str, head: str) -> float:
    """How well an entry's head is the term that is asked about, 0 to 1."""
    term = unmarked(term)
    if not term or not head:
        return 0.0
    if term == head:
        return 1.0
    if term in head or head in term:
        return 0.5 + 0.4 * min(len(term), len(head)) / max(len(term), len(head))
    return 0.0


def body(text: str, start: int) -> tuple[int, int]:
    """The words of an entry's body that say what the term is: a span of the entry's text.

    The first clause that can stand for the whole (one that names what kind of thing the term is),
    else the first sentence.
    """
    lead = _BEFORE_BODY.match(text, start)
    begin = lead.end() if lead else start
    begin += len(text[begin:]) - len(text[begin:].lstrip())
    stop = re.search(r"[。;；\n]", text[begin:])
    end = begin + stop.start() if stop else max(begin, len(text.rstrip()))
    at = begin
    for clause in re.split(r"(?<=[,，])", text[begin:end]):
        words = clause.strip(",， ")
        if _names_a_kind(words):
            return at, at + len(clause.rstrip(",， "))
        tail = _TAIL.search(words)
        if tail and _BEGINS_ASIDE.match(words):  # 与某校合作开发的国内首个大模型
            return at + tail.start(1), at + tail.end(1)
        if not _BEGINS_ASIDE.match(words):
            break
        at += len(clause)
    return begin, end


def _names_a_kind(clause: str) -> bool:
    if _SAYS_WHAT.search(clause):
        return True
    if _BEGINS_ASIDE.match(clause) or _ENDS_ASIDE.search(clause):
        return False
    return bool(_TAIL.search(clause)) and "、" not in clause
