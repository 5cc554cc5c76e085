"""What the chat says: a question with its answer, a refusal, a complaint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answering import coverage_told
from qa.kinds import Kind
from qa.listing.members import is_cited_each, members, rest
from qa.tables import answers
from qa.types import Level
from qa.web.fragments import citations, figures, quotation, refusals
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from index.types import Document
    from qa.types import Answer, Citation
    from qa.web.fragments.refusals import Searched
    from qa.web.texts import Texts

_SURE, _FAIRLY_SURE = 0.9, 0.7  # chances from which on an answer is called so
MAX_RIGHT_CHARS = 300  # of what a visitor says is right


def turn(
    answer: Answer,
    searched: Searched,
    texts: Texts,
    table: Markup | None = None,
    *,
    is_counted: bool = False,
    within: str = "",
    as_asked: str = "",
) -> Markup:
    """A question and its answer, with what can be done with it.

    Args:
        answer: the answer.
        searched: what was searched.
        texts: the texts of the visitor's language.
        table: what it was read off; it then stands in the place of quotations.
        is_counted: whether that is a count, which tells whether or not anything answers.
        within: what was chosen to search in, in words; empty where that is all.
        as_asked: the same of what the question names itself.
    """
    return render(
        "turn",
        answer=answer,
        question=answer.question.strip(),
        said=said(answer, searched, texts, table),
        is_counted=is_counted,
        within=within,
        as_asked=as_asked,
        n_right=MAX_RIGHT_CHARS,
        texts=texts,
    )


def following(questions: Sequence[str], texts: Texts) -> Markup:
    """Questions to go on with, each asked with a click; empty where there are none."""
    return render("next", questions=questions, texts=texts)


def said(answer: Answer, searched: Searched, texts: Texts, table: Markup | None = None) -> Markup:
    """The answer in the report's own words with its citations, or an honest no: as ``turn``."""
    if table is not None:
        return render("said", read_off=(), message=table)
    near = bool(answer.alternatives) and not answer.takes_reckoning
    message = (
        _quoted(answer, texts)
        if answer.found
        else refusals.refused(
            answer, searched, texts, figures.beside(answer, texts) if near else ""
        )
    )
    lines = () if searched.of_each else read_off(answer)  # which the refusal itself tells
    return render("said", read_off=lines, message=message)


def notice(text: str) -> Markup:
    """One line above the question box."""
    return render("notice", text=text, kind="")


def gone(text: str) -> Markup:
    """One line in place of a report that is not there."""
    return render("notice", text=text, kind="gone")


def _quoted(answer: Answer, texts: Texts) -> Markup:
    others = [each.citation.document for each in (*answer.conflicts, *answer.alternatives)]
    is_figure = answer.value is not None
    listed: Sequence[str] = members_of(answer)
    cited, contexts = answer.citations, [*filter(None, map(citations.in_context, answer.citations))]
    if is_cited_each(answer):  # a link each
        listed, cited, contexts = [citations.link(each, each.text) for each in cited], cited[:1], []
    is_entry = _is_entry(answer) and bool(contexts)
    return render(
        "quoted",
        quoted=contexts.pop() if is_entry else answer.text,
        rest=rest(answer.text) if listed else "",
        size="figure" if is_figure else "list" if listed else _size(answer),
        lead=lead(answer, texts),
        members=listed,
        chips=figures.chips(
            answer.value,
            confidence(answer, texts),
            texts,
            place=coverage_told.place(answer.place, texts) if answer.place else "",
            is_doubtful=_is_doubtful(answer),
            period=answer.citations[0].passage.period,
        ),
        uncovered=quotation.uncovered(answer, texts),
        contexts=contexts,
        cites=[
            _cite(source, texts, *others, is_near=answer.level is Level.LIKELY) for source in cited
        ],
        beside=figures.beside(answer, texts) if is_figure else "",
    )


def _is_entry(answer: Answer) -> bool:
    """Whether it is a definition, told with the rest of its sentence: the term, and what else is said of it."""
    if answer.kind is not Kind.DEFINITION or answer.level is not Level.ANSWERED:
        return False
    return len(answer.citations) == 1 and answer.citations[0].passage.table is None


def _size(answer: Answer) -> str:
    """Short answers are set larger than whole sentences, and what only likely tells never large."""
    if answer.level is Level.LIKELY:
        return "likely"
    if _is_entry(answer):
        return "sentence entry"
    return "name" if len(answer.text) <= 24 else "sentence"  # noqa: PLR2004 -- characters of a line


def members_of(answer: Answer) -> list[str]:
    """The members of a list, each a line of its own; none where the answer is another one."""
    if is_cited_each(answer):
        return [each.text for each in answer.citations]
    if answer.kind is not Kind.LIST or answer.level is Level.LIKELY or len(answer.citations) != 1:
        return []
    return [answer.text[start:end] for start, end in members(answer.text)]


def _cite(source: Citation, texts: Texts, *beside: Document, is_near: bool) -> Markup:
    where = citations.where(source.document, source.passage, texts, *beside)
    return citations.link(source, where, is_near=is_near)


def read_off(answer: Answer) -> tuple[str, ...]:
    """What was read off a table of several reports, then what could change it, a line each.

    Nothing where one report was asked, though it may be offered to ask them all.
    """
    found = answer.read_off
    if found is None:
        return tuple(filter(None, [answers.remark(answer)]))
    return found.text, *found.warnings


def lead(answer: Answer, texts: Texts) -> str:
    """What stands before a sentence that only likely tells; empty for every other answer."""
    return texts.likely if answer.level is Level.LIKELY else ""


def confidence(answer: Answer, texts: Texts) -> str:
    """How sure the answer is; not very, where another figure is about as likely to be meant.

    Empty of a sentence that only likely tells: it is called so, and is no answer to be sure of.
    """
    if answer.level is Level.LIKELY:
        return ""
    if answer.is_ambiguous or answer.confidence < _FAIRLY_SURE or _is_doubtful(answer):
        return texts.hardly_sure
    return texts.sure if answer.confidence >= _SURE else texts.fairly_sure


def _is_doubtful(answer: Answer) -> bool:
    """Whether a machine read what answers, and is not sure of a digit in it."""
    return any(source.is_doubtful for source in answer.citations)
