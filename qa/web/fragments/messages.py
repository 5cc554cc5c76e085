"""What the chat says: a question with its answer, a refusal, a complaint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from qa.types import Highlight, HighlightKind
from qa.web.fragments import citations, figures, quotation, tables
from qa.web.fragments.html import marked
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from index.types import Document
    from qa.types import Answer, Citation, Finding
    from qa.web.texts import Texts

_SURE, _FAIRLY_SURE = 0.9, 0.7  # chances from which on an answer is called so
_N_NEAREST = 3  # paragraphs that a refusal names


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What a question was asked of: ``filters`` in words, empty where there were none."""

    n_documents: int
    n_passages: int
    filters: str = ""


def turn(answer: Answer, searched: Searched, texts: Texts) -> Markup:
    """A question and its answer, with what can be done with it."""
    return render(
        "turn",
        answer=answer,
        question=answer.question.strip(),
        said=said(answer, searched, texts),
        texts=texts,
    )


def said(answer: Answer, searched: Searched, texts: Texts) -> Markup:
    """The answer in the report's own words with its citations, or an honest no.

    Before it stands what the question was understood to be, where that is not what was typed.
    """
    message = _quoted(answer, texts) if answer.found else _refused(answer, searched, texts)
    return render("said", answer=answer, message=message, texts=texts)


def notice(text: str) -> Markup:
    """One line above the question box."""
    return render("notice", text=text, kind="")


def gone(text: str) -> Markup:
    """One line in place of a report that is not there."""
    return render("notice", text=text, kind="gone")


def _quoted(answer: Answer, texts: Texts) -> Markup:
    others = [each.citation.document for each in (*answer.conflicts, *answer.alternatives)]
    is_figure = answer.value is not None
    return render(
        "quoted",
        answer=answer,
        size="figure" if is_figure else _size(answer.text),
        chips=figures.chips(
            answer.value,
            _confidence(answer, texts),
            texts,
            is_doubtful=_is_doubtful(answer),
        ),
        contexts=[*filter(None, map(_context, answer.citations))] if is_figure else [],
        cites=[_cite(source, texts, *others) for source in answer.citations],
        beside=figures.beside(answer, texts) if is_figure else "",
    )


def _size(text: str) -> str:
    """Short answers are set larger than whole sentences."""
    return "name" if len(text) <= 24 else "sentence"  # noqa: PLR2004 -- characters of a line


def _context(source: Citation) -> Markup | None:
    """The sentence in which a figure stands, or its row; none where it stands in no single one."""
    passage = source.passage
    if passage.table is not None:
        start, end = source.start - passage.start, source.end - passage.start
        mark = Highlight(start=start, end=end, kind=HighlightKind.ANSWER)
        return tables.text_of(passage, [mark], only_best=True)
    for sentence in passage.sentences:
        if sentence.start <= source.start and source.end <= sentence.end:
            mark = Highlight(
                start=source.start - sentence.start,
                end=source.end - sentence.start,
                kind=HighlightKind.ANSWER,
            )
            return marked(sentence.text, [mark])
    return None


def _cite(source: Citation, texts: Texts, *beside: Document) -> Markup:
    where = citations.where(source.document, source.passage, texts, *beside)
    return citations.link(source, where)


def _confidence(answer: Answer, texts: Texts) -> str:
    """How sure the answer is; not very, where another figure is about as likely to be meant."""
    if answer.alternatives or answer.confidence < _FAIRLY_SURE or _is_doubtful(answer):
        return texts.hardly_sure
    return texts.sure if answer.confidence >= _SURE else texts.fairly_sure


def _is_doubtful(answer: Answer) -> bool:
    """Whether a machine read what answers, and is not sure of a digit in it."""
    return any(source.is_doubtful for source in answer.citations)


def _side(each: Finding, texts: Texts) -> Markup:
    """A figure that a reckoning takes, with what it measures, as a link to where it stands."""
    where = citations.where(each.citation.document, each.citation.passage, texts)
    told = " · ".join(filter(None, (each.value.with_unit, each.value.measure)))
    return citations.link(each.citation, Markup("{} {}").format(told, where))


def _refused(answer: Answer, searched: Searched, texts: Texts) -> Markup:
    told = texts.searched_within if searched.filters else texts.searched
    told = told.format(
        documents=searched.n_documents, passages=searched.n_passages, filters=searched.filters
    )
    nearest = (
        citations.link(
            citations.of(hit, hit.sentence), citations.where(hit.document, hit.passage, texts)
        )
        for hit in answer.hits[:_N_NEAREST]
    )
    return render(
        "refused",
        side_by_side=[_side(each, texts) for each in answer.alternatives]
        if answer.takes_reckoning
        else [],
        searched=told,
        lacking=quotation.lacking(answer, texts, is_narrowed=bool(searched.filters)),
        nearest=list(nearest),
        texts=texts,
    )
