"""Texts of one shape that may be as long as one likes, and the stages that each of them passes.

Run as a script it shows how the time of each stage grows with each shape, or of those named:
``python tests/long_texts.py [STAGE ...]`` with the root of the repository on PYTHONPATH.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from index.language import tokens
from index.language.measures import measures
from index.language.quantities import quantities
from index.language.text import fold, visible
from index.reading import report, splitting
from index.reading.formats import markdown
from index.reading.head import masthead
from index.reading.head.evidence import Evidence
from index.types import Passage, Period, Source
from qa.answering import highlights
from qa.choosing import name_evidence
from qa.choosing.entry_evidence import definitions
from qa.choosing.mentions import mentions
from qa.suggesting import derivations
from qa.understanding import question
from qa.understanding.concepts import Concepts
from qa.web.exporting.markdown import paragraph
from qa.web.fragments.html import escape, marked
from qa.web.texts import ZH_CN
from tests.support.texts.understood import figures

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Shape = Callable[[int], str]

_UNITS = {
    "unknown characters": "龘",
    "rare characters of the dictionary": "靐齉",
    "beyond the basic plane": "𠀀𪜀",
    "private use": "\ue000\ue001",
    "digits": "1234567890",
    "brackets": "(",
    "pairs of brackets": "（甲）",
    "enumeration": "、",
    "members": "甲、等",
    "stops": "。",
    "quotation marks": "“",
    "quoted": "“甲”",
    "NULs": "\0",
    "halves of characters": "\ud800",
    "combining marks": "a\u0301",
    "zero-width": "甲\u200b",
    "letters": "abcdefghij",
    "letters and hyphens": "a-",
    "numbers": "1,",
    "thousands": "1,234",
    "spaces": "甲 ",
    "blanks": "甲" + " " * 80,
    "per cent": "5%",
    "和": "甲和",
    "的": "的",
    "在": "在",
    "省": "省",
    "years": "2024年",
    "years written out": "二〇二四年",
    "growth": "增长5%",
    "growths": "增长5%，",
    "in turn": "甲、乙分别增长3%、5%，",
    "ranges": "1-",
    "lines of the underground": "1、",
    "reached": "达到",
    "counted": "一是甲。二是乙。丙。",
    "ellipses": "…",
    "table": "| 甲 | 1 ",
    "links": "[a](b) ",
    "openings of links": "[a](",
    "stars": "*a **a ",
    "quotes": "> ",
    "ticks": "`a``b",
    "tags": "<a ",
    "lists": "- ",
    "one-character lines": "甲\n",
    "headings": "一、甲\n",
    "headings below": "（一）甲\n",
    "titles": "2024年甲市政府工作报告\n",
    "a kind of report": "政府",
    "page numbers": "— 1 —\n",
    "glossary": "1.甲：乙。\n",
    "lines of Markdown": "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛\n",
}


def _repeated(unit: str) -> Shape:
    return lambda n: (unit * (n // len(unit) + 1))[:n]


SHAPES: Mapping[str, Shape] = {
    **{name: _repeated(unit) for name, unit in _UNITS.items()},
    "nested": lambda n: "“" * (n // 3) + "甲" * (n // 3) + "”" * (n // 3),
    "blanks first": lambda n: " " * n + "甲",
    "blanks at the end": lambda n: "附" + " " * n + "甲",
    "office and blanks": lambda n: "省长" + " " * n + "甲",
    "titles above an address": lambda n: (
        "2024年甲市政府工作报告\n" * (n // 14) + "各位代表：\n甲。"
    ),
    "a long heading": lambda n: f"# {'甲' * (n // 2)}\n\n" + "乙。\n\n" * (n // 8),
    "parts": lambda n: "".join(f"一、甲{i}\n乙丙。\n" for i in range(n // 10)),
}

_HOW_MUCH = question.parse("地区生产总值增长多少?")
_WHICH = question.parse("哪个街道建成了甲?")
_LIST = question.parse("甲和乙有哪些?")
_WHAT = question.parse("什么是甲?")


def passage(text: str, period: Period = Period.REVIEW) -> Passage:
    """A text as one passage, whatever stands in it."""
    sentences = tuple(splitting.sentences(text))
    return Passage(
        document_id="x",
        number=1,
        section=("甲",),
        period=period,
        start=0,
        end=len(text),
        text=text,
        sentences=sentences,
    )


def concepts_of(asked: question.Question) -> Concepts:
    """The concepts of a question, of one weight."""
    return Concepts(asked.concepts, [1.0] * len(asked.concepts))


def _structure(text: str) -> object:
    return splitting.split(report.parse(Source(id="x", path="x.txt", text=text, headings=())))


def _markdown(text: str) -> object:
    extract = markdown.read(f"{text}\n甲".replace("\0", "").encode("utf-8", "replace"), "x")
    source = Source(id="x", path="x.md", text=extract.text, headings=extract.headings)
    found = splitting.split(report.parse(source))
    return [splitting.in_context(each) for each in found]


def _sentences(text: str) -> list[str]:
    return [sentence.text for sentence in splitting.sentences(text)]


def _highlights(text: str) -> object:
    whole = passage(text)
    marks = [
        mark
        for sentence in whole.sentences
        for mark in highlights.highlights(whole, sentence, ["甲", "增长", text[:1]])
    ]
    return marked(text, marks)


_PHRASES = ZH_CN.asks


def _examples(text: str) -> object:
    review, plan = passage(text + "达到5家。"), passage(text, Period.PLAN)
    return [
        *derivations._levels([review], "", _PHRASES),  # noqa: SLF001 - without an engine to ask them of
        *derivations._targets([plan], "", 2024, _PHRASES),  # noqa: SLF001 - likewise
        *derivations._lists([review], "", _PHRASES),  # noqa: SLF001 - likewise
    ]


# What is called on a text on its way into an index, and on a passage on its way to an answer.
STAGES: Mapping[str, Callable[[str], object]] = {
    "fold": fold,
    "structure": _structure,
    "markdown": _markdown,
    "masthead": lambda text: masthead.read(
        Evidence(titles=[text], lines=[text], around=[text], parts=[text], body=text, stem=text)
    ),
    "tokens": lambda text: tokens.terms_of_each([text]),
    "words": tokens.words,
    "quantities": quantities,
    "measures": lambda text: [measures(each) for each in _sentences(text)],
    "mentions": lambda text: [
        mentions(each, _WHICH.text, concepts_of(_WHICH)) for each in _sentences(text)
    ],
    "figures": lambda text: figures(_HOW_MUCH, passage(text)),
    "names": lambda text: name_evidence.names(
        _WHICH, concepts_of(_WHICH), passage(text + "街道建成甲")
    ),
    "lists": lambda text: name_evidence.enumerations(
        _LIST, concepts_of(_LIST), passage(text + "甲和乙")
    ),
    "entries": lambda text: definitions(
        _WHAT, concepts_of(_WHAT), passage("甲：" + text, Period.GLOSSARY)
    ),
    "entries without a head": lambda text: definitions(
        _WHAT, concepts_of(_WHAT), passage(text, Period.GLOSSARY)
    ),
    "highlights": _highlights,
    "examples": _examples,
    "shown": lambda text: (escape(text), visible(text), paragraph(text)),
}


def main() -> None:
    """Print how often longer a text of four times the length takes."""
    chosen = sys.argv[1:] or list(STAGES)
    for stage in chosen:
        for name, shape in SHAPES.items():
            spent = []
            for n in (4_000, 8_000, 16_000):
                started = time.process_time()
                STAGES[stage](shape(n))
                spent.append(time.process_time() - started)
            growth = spent[-1] / max(spent[0], 1e-4)
            told = " ".join(f"{1000 * each:8.1f}" for each in spent)
            sys.stdout.write(f"{stage:24}{name:36}{told} ms   x{growth:.1f}\n")


if __name__ == "__main__":
    main()
