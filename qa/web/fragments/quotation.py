"""A quotation to take along: where words stand, and what is told of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.text import visible
from qa import titles
from qa.answering import coverage_told, value_times
from qa.types import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import Document, Passage, RecognisedPage
    from qa.types import Answer, Citation, Finding, Value
    from qa.web.texts import Texts


_IN_ENGLISH = re.compile(r"[A-Za-z]{2,}\W+[A-Za-z]{2,}")


def place(document: Document, passage: Passage, texts: Texts, *beside: Document) -> str:
    """Where a passage stands: 《title》第 n 段（第 p 页）; told from reports that are named beside it."""
    cited = texts.citation.format(title=titles.beside(document, *beside), number=passage.number)
    pages = document.pages_of(passage.start, passage.end)
    on_pages = texts.pages.format(pages=titles.pages(*pages)) if pages else ""
    return cited + on_pages + recognised(document, passage, texts)


def recognised(document: Document, passage: Passage, texts: Texts) -> str:
    """That a machine read a passage of a picture, and how sure it was; empty where none did."""
    page = document.recognised_in(passage.start, passage.end)
    return texts.in_brackets.format(text=by_machine(page, texts)) if page is not None else ""


def by_machine(page: RecognisedPage, texts: Texts) -> str:
    """That a machine read a page of a picture, and how sure it was."""
    if page.confidence is None:
        return texts.recognised
    return texts.recognised_so_surely.format(confidence=titles.confidence(page.confidence))


def recognised_page(page: RecognisedPage, texts: Texts) -> str:
    """The same, with the number of the page."""
    return texts.recognised_page.format(number=page.number, told=by_machine(page, texts))


def in_report(document: Document, passage: Passage, texts: Texts) -> str:
    """Where in its report a passage stands, where that is known: 第 n 段（第 p 页）."""
    pages = document.pages_of(passage.start, passage.end)
    told = texts.paragraph.format(number=passage.number)
    return told + texts.pages.format(pages=titles.pages(*pages)) if pages else told


def place_in_report(document: Document, passage: Passage, texts: Texts) -> str:
    """The same where its report has been named: 第 n 段（第 p 页）, and that a machine read it."""
    return in_report(document, passage, texts) + recognised(document, passage, texts)


def path(passage: Passage) -> str:
    """The headings above a passage, outermost first."""
    return " / ".join(passage.section)


def quoted(document: Document, passage: Passage, text: str, texts: Texts) -> str:
    """Words of a passage with where they stand, to be copied; what is hidden is spelled out."""
    cited = texts.quoted.format(citation=place(document, passage, texts), text=text)
    return visible(cited)


def lacking(answer: Answer, texts: Texts, *, is_narrowed: bool = False) -> str:
    """Why a question is not told, and which words of it are nowhere in what was searched.

    Empty where nothing of this is known.
    ``is_narrowed`` is whether only some of the reports, or of their passages, were searched.
    """
    reasons = {
        Reason.OTHER_YEAR: texts.untold_year,
        Reason.OTHER_PLACE: texts.untold_place,
        Reason.MANY_REPORTS: texts.untold_many,
    }
    why = reasons.get(answer.reason, "") if answer.reason and not answer.uncovered else ""
    whole = coverage_told.missing_words(answer)
    told = texts.missing_terms_within if is_narrowed else texts.missing_terms
    words = told.format(terms=texts.separator.join(whole)) if whole else ""
    if whole and _IN_ENGLISH.search(answer.asked) and all(map(str.isascii, whole)):
        words = texts.ask_in_chinese  # that no report has the words highest and target says nothing
    return " ".join(filter(None, (why, words)))


def whole_terms(terms: Sequence[str]) -> list[str]:
    """Words without those that are part of another one."""
    return [term for term in terms if not any(term != each and term in each for each in terms)]


def uncovered(answer: Answer, texts: Texts) -> str:
    """Which places and years no report is of, and what there is; empty where there is no such thing."""
    return coverage_told.sentence(answer.uncovered, texts) if answer.uncovered else ""


def warnings(answer: Answer, texts: Texts) -> list[tuple[str, tuple[Finding, ...]]]:
    """What a reader has to be told of other figures, with these; nothing where there are none."""
    others = texts.alternatives if answer.found else texts.near
    known = (
        (texts.conflicts, answer.conflicts),
        (texts.takes_reckoning if answer.takes_reckoning else others, answer.alternatives),
    )
    return [(warning, others) for warning, others in known if others]


def sentence_around(source: Citation) -> str:
    """The sentence that a citation stands in, or those; of a table the row, its cells parted by spaces."""
    passage = source.passage
    spans = [
        (each.start, each.end)
        for each in passage.sentences
        if each.start < source.end and source.start < each.end
    ]
    if not spans:  # a heading above it
        return source.text.strip()
    start, end = spans[0][0], spans[-1][1]
    text = passage.text[start - passage.start : end - passage.start].strip()
    return " ".join(text.split()) if passage.table is not None else text


def said(value: Value, texts: Texts, *whose: str) -> list[str]:
    """What a figure measures, ``whose`` it is, and of which time, as far as that is known."""
    time = value_times.told(value, texts.times)
    subject = () if whose else (value.subject,)
    return [part for part in (*subject, value.measure.strip(), *whose, time) if part]
