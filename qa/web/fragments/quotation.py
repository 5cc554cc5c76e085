"""A quotation to take along: as a citation, and a whole answer as Markdown."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from index.language.text import visible
from index.reading.tables.grid import texts_of
from qa import titles
from qa.web.fragments import periods
from qa.web.fragments.markdown import bold, inline, paragraph, table

if TYPE_CHECKING:
    from index.types import Document, Passage, RecognisedPage
    from qa.types import Answer, Citation, Finding, Value
    from qa.web.texts import Texts


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


def path(passage: Passage) -> str:
    """The headings above a passage, outermost first."""
    return " / ".join(passage.section)


def quoted(document: Document, passage: Passage, text: str, texts: Texts) -> str:
    """Words of a passage with where they stand, to be copied; what is hidden is spelled out."""
    cited = texts.quoted.format(citation=place(document, passage, texts), text=text)
    return visible(cited)


def lacking(answer: Answer, texts: Texts, *, is_narrowed: bool = False) -> str:
    """Which words of a question are nowhere in what was searched; empty where all are there.

    Words that are part of another one are left out. ``is_narrowed`` is whether only some of the
    reports, or of their passages, were searched.
    """
    terms = answer.missing_terms
    whole = [term for term in terms if not any(term != each and term in each for each in terms)]
    told = texts.missing_terms_within if is_narrowed else texts.missing_terms
    return told.format(terms=texts.separator.join(whole)) if whole else ""


def warnings(answer: Answer, texts: Texts) -> list[tuple[str, tuple[Finding, ...]]]:
    """What a reader has to be told of other figures, with these; nothing where there are none."""
    known = (
        (texts.conflicts, answer.conflicts),
        (texts.alternatives, answer.alternatives),
    )
    return [(warning, others) for warning, others in known if others]


def markdown(answer: Answer, texts: Texts, *, is_narrowed: bool = False) -> str:
    """A question with its answer and citations, in which no text of a report is markup."""
    lines = [f"## {inline(answer.question)}"]
    if answer.is_rewritten:
        lines.append(paragraph(texts.understood.format(question=answer.asked)))
    if not answer.found:
        lines.append(
            paragraph(texts.takes_reckoning if answer.takes_reckoning else texts.not_found)
        )
        if answer.takes_reckoning:
            items = (_item(each, each.citation, texts) for each in answer.alternatives)
            lines.append("\n".join(items))
        lines += filter(None, [paragraph(lacking(answer, texts, is_narrowed=is_narrowed))])
        return "\n\n".join(lines)
    lines.append(bold(answer.text))
    if answer.value:
        apart = [answer.value.unit] if answer.value.with_unit != answer.value.text else []
        lines.append(paragraph(" · ".join([*apart, *_said(answer.value, texts)])))
    if any(source.is_doubtful for source in answer.citations):
        lines.append(paragraph(texts.doubtful))
    for source in answer.citations:
        passage = source.passage
        where = " · ".join(filter(None, (place(source.document, passage, texts), path(passage))))
        lines.append(f"> {_passage(passage)}\n>\n> — {inline(where)}")
    for warning, others in warnings(answer, texts):
        items = (_item(each, answer.citations[0], texts) for each in others)
        lines += [paragraph(warning), "\n".join(items)]
    return "\n\n".join(lines)


def _passage(passage: Passage) -> str:
    """A passage as Markdown inside of a quotation: as a paragraph, or as the table that it is."""
    if passage.table is None:
        return paragraph(passage.text)
    heads, rows = texts_of(passage, passage.table)
    columns = itertools.zip_longest(*heads, fillvalue="")  # Markdown has one row of heads
    head = [" ".join(dict.fromkeys(filter(None, column))) for column in columns]
    captions = [paragraph(line) for line in passage.table.caption]
    return "\n>\n> ".join((*captions, "\n> ".join(table(head, rows))))


def _said(value: Value, texts: Texts) -> list[str]:
    """What a figure measures, and of which time it is, as far as it is known."""
    year = texts.year.format(year=value.year) if value.year else ""
    period = periods.of_figure(value.period, texts)
    return [part for part in (value.measure.strip(), year, period) if part]


def _item(found: Finding, cited: Citation, texts: Texts) -> str:
    """A figure and where it stands, as an item of a list."""
    where = place(found.citation.document, found.citation.passage, texts, cited.document)
    said = " · ".join((*_said(found.value, texts), where))
    return f"- {bold(found.value.with_unit)} {inline(said)}"
