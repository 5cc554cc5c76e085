"""An answer as a row of a table: what it says, how sure it is, its quotation and its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qa.tables.wording.chinese import CHINESE

if TYPE_CHECKING:
    from qa.mentions.mention import Mentions
    from qa.tables.wording.wording import Wording
    from qa.types import Answer, Citation, Finding, OfTable

ANSWER_FIELDS = (
    *("answer", "level", "confidence", "quote", "report", "file", "place", "year", "paragraph"),
    *("page", "section", "period", "also", "start", "end", "document", "error"),
)
COUNTED, NOT_ASKED = "counted", "not asked"  # beside the levels of an answer


def of_answer(value: Answer, words: Wording = CHINESE) -> dict[str, Any]:
    """An answer's row; of a refusal nothing is quoted.

    The address is that of the first citation; ``also`` are the figures that contradict it, or may be
    meant as well. Where many reports were asked, the answer is the result and their figures with
    their places, and ``also`` what could change it, in these ``words``.
    """
    table = value.read_off
    row = dict.fromkeys(ANSWER_FIELDS) | {
        "answer": value.text if table is None else _read_off(table, words),
        "level": value.level.value,
        "confidence": round(value.confidence, 4),
        "also": "; ".join(
            map(_other, (*value.conflicts, *value.alternatives))
            if table is None
            else table.warnings
        ),
    }
    if not value.found:
        return row
    quotes = dict.fromkeys(map(_sentences, value.citations))
    return row | _address(value.citations[0]) | {"quote": "\n".join(quotes)}


def of_mentions(value: Mentions) -> dict[str, Any]:
    """The row of a question for the places of a phrase: how many, and the first of them."""
    row = dict.fromkeys(ANSWER_FIELDS) | {
        "answer": (
            f"{len(value.reports)} / {value.n_reports} 份报告提到, {value.n_mentions} 处: {value.text}"
        ),
        "level": COUNTED,
        "also": "; ".join(f"{each.about.title} {len(each.mentions)}" for each in value.reports),
    }
    if not value.reports:
        return row
    about, first = value.reports[0].about, value.reports[0].mentions[0]
    return row | {
        "quote": first.quote,
        "report": about.title,
        "file": about.path,
        "place": about.place,
        "year": about.year,
        "paragraph": first.number,
        "page": first.page,
        "start": first.start,
        "end": first.end,
        "document": about.id,
    }


def of_trouble(line: str) -> dict[str, Any]:
    """The row of a line that cannot be asked."""
    return dict.fromkeys(ANSWER_FIELDS) | {"level": NOT_ASKED, "error": line}


def _address(cited: Citation) -> dict[str, Any]:
    document, passage = cited.document, cited.passage
    return {
        "report": document.title,
        "file": document.path,
        "place": document.place,
        "year": document.year,
        "paragraph": passage.number,
        "page": document.page_of(cited.start),
        "section": " / ".join(passage.section),
        "period": passage.period.value,
        "start": cited.start,
        "end": cited.end,
        "document": document.id,
    }


def _sentences(cited: Citation) -> str:
    """The sentences that an answer stands in, as they stand in the report."""
    around = [
        each
        for each in cited.passage.sentences
        if each.start < cited.end and cited.start < each.end
    ]
    if not around:
        return cited.text
    return cited.document.text[min(around[0].start, cited.start) : max(around[-1].end, cited.end)]


def _read_off(table: OfTable, words: Wording) -> str:
    return "\n".join([table.text, *map(words.of_line, table.lines)])


def _other(value: Finding) -> str:
    told = value.value
    year = f"{told.year}年" if told.year else ""
    return " ".join(filter(None, (told.with_unit, told.measure, year)))
