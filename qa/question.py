"""What a question asks: its terms, and the time it asks about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.text import fold
from index.tokens import tokenize
from index.types import Period
from index.years import years_of

if TYPE_CHECKING:
    from collections.abc import Collection

MAX_CHARS = 1000  # longer than any question; more is a pasted text

# Words that ask, link or point in time, and say nothing of the subject. What is left of a
# question without them is what a passage has to speak of. Single characters are the counting
# words that follow 多少 and 几.
_FUNCTION_WORDS = frozenset(
    [
        "的",
        "地",
        "得",
        "了",
        "着",
        "过",
        "是",
        "有",
        "在",
        "和",
        "与",
        "及",
        "或",
        "为",
        "被",
        "把",
        "让",
        "将",
        "给",
        "对",
        "从",
        "到",
        "向",
        "由",
        "于",
        "以",
        "而",
        "且",
        "但",
        "也",
        "都",
        "就",
        "才",
        "又",
        "还",
        "很",
        "更",
        "最",
        "请",
        "问",
        "请问",
        "告诉",
        "我",
        "我们",
        "你",
        "你们",
        "他",
        "她",
        "它",
        "咱们",
        "这",
        "那",
        "这个",
        "那个",
        "这些",
        "那些",
        "哪",
        "哪些",
        "哪个",
        "哪家",
        "哪条",
        "哪里",
        "哪儿",
        "哪位",
        "哪年",
        "谁",
        "什么",
        "啥",
        "怎么",
        "怎样",
        "怎么样",
        "怎么办",
        "如何",
        "为什么",
        "为何",
        "是否",
        "有没有",
        "能否",
        "能不能",
        "可否",
        "吗",
        "呢",
        "吧",
        "啊",
        "呀",
        "嘛",
        "多少",
        "几",
        "多",
        "几个",
        "多大",
        "多长",
        "多高",
        "多久",
        "多远",
        "是多少",
        "有多少",
        "有哪些",
        "有什么",
        "是什么",
        "什么样",
        "一共",
        "总共",
        "共",
        "共有",
        "分别",
        "大约",
        "大概",
        "要",
        "会",
        "能",
        "可以",
        "应该",
        "想",
        "个",
        "家",
        "元",
        "名",
        "位",
        "件",
        "项",
        "条",
        "座",
        "所",
        "户",
        "次",
        "场",
        "处",
        "人",
        "年",
        "月",
        "日",
        "里",
        "中",
        "上",
        "下",
        "内",
        "去年",
        "上年",
        "今年",
        "明年",
        "本年",
        "当年",
        "全年",
        "目前",
        "现在",
        "如今",
        "一下",
        "指",
        "叫",
        "做",
        "干",
        "搞",
        "弄",
        "说",
        "完成",
        "达到",
        "目标",
        "计划",
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "by",
        "with",
        "and",
        "or",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "how",
        "many",
        "much",
        "what",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "why",
        "there",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
    ]
)

_SURROGATES = re.compile("[\ud800-\udfff]")
_PLAN = re.compile(
    r"今年|本年|新的一年|目标|计划|力争|预期|打算|争取|安排|将|(?<![主重需必])要(?![求素点害闻])|"
    r"this year|target|goal|plan|will",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"去年|上年|上一年|过去一年|已经|[了过](?!.*[将要])|last year|\b(?:was|were|did|had)\b",
    re.IGNORECASE,
)


class QuestionError(ValueError):
    """A question that cannot be asked: empty, or too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, understood.

    ``terms`` are the folded terms of its subject, in order and once each; ``years`` the calendar
    years that it names; ``period`` the time that its words tell, ``None`` if they tell none.
    """

    text: str
    terms: tuple[str, ...]
    years: tuple[int, ...]
    period: Period | None

    def period_in(self, report_year: int | None) -> Period | None:
        """The part of a report that the question asks about, ``None`` for either.

        A report of 2024 says what 2023 brought and what 2024 is to bring: a year that the
        question names tells more than its other words do.
        """
        if report_year is not None:
            if report_year in self.years:
                return Period.PLAN
            if report_year - 1 in self.years:
                return Period.REVIEW
        return self.period


def parse(text: str, report_years: Collection[int] = ()) -> Question:
    """Understand a question about reports of the given years.

    Raises:
        QuestionError: the question is empty, or longer than ``MAX_CHARS``.
    """
    text = checked(text)
    folded = fold(text).text
    # The years that tell a report's parts apart are no part of the subject.
    told = {str(year) for report_year in report_years for year in (report_year, report_year - 1)}
    terms = dict.fromkeys(
        token.term
        for token in tokenize(text)
        if token.term not in _FUNCTION_WORDS and token.term.removesuffix("年") not in told
    )
    return Question(text=text, terms=tuple(terms), years=years_of(folded), period=_period(folded))


def checked(text: str) -> str:
    """A question as it can be asked, without the white space around it.

    Raises:
        QuestionError: the question is empty, or longer than ``MAX_CHARS``.
    """
    # Half a character, as a broken client or console sends it, cannot be encoded at all.
    text = _SURROGATES.sub("\ufffd", text).strip()
    if not text:
        raise QuestionError("the question is empty: ask for example 航运企业有多少家?")
    if len(text) > MAX_CHARS:
        raise QuestionError(
            f"the question has {len(text):,} characters, {MAX_CHARS:,} are allowed: "
            "ask one thing in a sentence or two"
        )
    return text


def _period(folded: str) -> Period | None:
    if _PLAN.search(folded):
        return Period.PLAN
    return Period.REVIEW if _REVIEW.search(folded) else None
