"""The sources pane: a card for each passage that was found."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from qa.types import Citation, HighlightKind, Level
from qa.web.fragments import citations, originals, periods, quotation
from qa.web.fragments.folding import folded
from qa.web.fragments.templates import render
from qa.web.fragments.why import why

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markupsafe import Markup

    from index.types import Document, Passage
    from qa.types import Answer, Hit, TableLine, Version
    from qa.web.fragments.originals import Original
    from qa.web.texts import Texts

_HIGH, _FAIR = 0.75, 0.4  # chances from which on a match is called so


def sources(
    answer: Answer,
    texts: Texts,
    offer: Callable[[Document], Original | None] = originals.nothing,
    n_lines: int = 5,
) -> Markup:
    """The pane for an answer, which names its question.

    Args:
        answer: the answer.
        texts: the texts of the visitor's language.
        offer: tells what is there of a report's file.
        n_lines: how many quotations are shown of an answer that was read off a table.
    """
    if answer.read_off is not None and answer.found:
        return _of_table(answer, answer.read_off.lines, texts, offer, n_lines)
    told = texts.sources_of.format(question=answer.asked)
    cited = {_id(source.passage) for source in answer.citations}
    reports = {hit.document.id: hit.document for hit in answer.hits}
    only = next(iter(reports.values())) if len(reports) == 1 else None
    is_sure = answer.level is Level.ANSWERED
    cards = [
        _card(
            hit if is_sure else _nearest(hit),
            answer.hits,
            texts,
            offer(hit.document),
            is_cited=_id(hit.passage) in cited,
            match=_match(hit.similarity, texts)
            if is_sure
            else _nearness(answer, texts, is_cited=_id(hit.passage) in cited),
            is_sure=is_sure,
            is_titled=only is None or bool(hit.versions),
        )
        for hit in answer.hits
    ]
    is_weak = [
        is_sure and hit.similarity < _FAIR and _id(hit.passage) not in cited for hit in answer.hits
    ]
    if all(is_weak):  # where what answers is cited from elsewhere
        is_weak = [False] * len(cards)
    return render(
        "sources",
        is_found=answer.found,
        note=told if answer.found else texts.sources_unanswered if answer.hits else "",
        report=texts.report_title.format(title=only.title) if only is not None else "",
        cards=[card for card, weak in zip(cards, is_weak, strict=True) if not weak],
        weak=[card for card, weak in zip(cards, is_weak, strict=True) if weak],
        texts=texts,
    )


def _of_table(
    answer: Answer,
    lines: Sequence[TableLine],
    texts: Texts,
    offer: Callable[[Document], Original | None],
    n: int,
) -> Markup:
    """The quotations of the first figures of a table; all others are a click away in it."""
    cited = [(line, line.citation) for line in lines if line.citation is not None]
    shown = cited[:n]
    notes = [texts.table.sources_told]
    if shown:
        notes.append(texts.table.sources_first.format(n=len(shown), all=f"{len(cited):,}"))
    return render(
        "sources",
        is_found=answer.found,
        note="\n".join(notes),
        report="",
        weak=(),
        texts=texts,
        cards=[_line_card(line, source, texts, offer(source.document)) for line, source in shown],
    )


def _line_card(
    line: TableLine, source: Citation, texts: Texts, original: Original | None
) -> Markup:
    document, passage = source.document, source.passage
    return render(
        "table_card",
        line=line,
        link=citations.link(source, quotation.place(document, passage, texts)),
        section=quotation.path(passage),
        quote=citations.in_context(source) or source.text,
        is_table=passage.table is not None,
        original=originals.controls(source, original, texts),
        copied=quotation.quoted(document, passage, quotation.sentence_around(source), texts),
        texts=texts,
    )


def _id(passage: Passage) -> tuple[str, int]:
    return passage.document_id, passage.number


def _nearest(hit: Hit) -> Hit:
    """A passage of what is not answered outright: what would best answer in it is not marked."""
    marks = (mark for mark in hit.highlights if mark.kind is not HighlightKind.ANSWER)
    return dataclasses.replace(hit, highlights=tuple(marks))


def _card(
    hit: Hit,
    hits: Sequence[Hit],
    texts: Texts,
    original: Original | None,
    *,
    match: str,
    is_sure: bool,
    is_cited: bool,
    is_titled: bool,
) -> Markup:
    passage, document = hit.passage, hit.document
    place = quotation.place_in_report(document, passage, texts)
    if is_titled:
        versions = (each.document for each in hit.versions)
        place = quotation.place(document, passage, texts, *versions)
    strongest = min(hit.highlights, key=lambda mark: mark.kind is not HighlightKind.ANSWER)
    cited = citations.of(hit, strongest)
    shown = folded(passage, [*hit.highlights, *citations.doubts(document, passage)], hit.sentence)
    return render(
        "card",
        hit=hit,
        passage=passage,
        is_cited=is_cited,
        link=citations.link(cited, place, is_near=strongest.kind is not HighlightKind.ANSWER),
        original=originals.controls(cited, original, texts),
        period=periods.of_passage(passage.period, texts),
        section=quotation.path(passage),
        text=shown.text,
        is_folded=shown.is_folded,
        is_table=passage.table is not None,
        versions=[_version(hit, each, texts) for each in hit.versions],
        share=f"{hit.similarity:.0%}" if is_sure else "",
        match=match,
        copied=_copied(hit, texts),
        why=why(hit, hits, texts) if hit.trace.legs else "",  # nothing was weighed for an outline
        texts=texts,
    )


def _version(hit: Hit, version: Version, texts: Texts) -> tuple[str, Markup]:
    """Where nearly the same stands in another version of the report: what is said, and a link."""
    passage, document = version.passage, version.document
    cited = Citation(document=document, passage=passage, start=passage.start, end=passage.end)
    where = quotation.place(document, passage, texts, hit.document)
    told = texts.also_otherwise if version.differs else texts.also
    return told, citations.link(cited, where)


def _copied(hit: Hit, texts: Texts) -> str:
    sentence = hit.passage.text[hit.sentence.start : hit.sentence.end].strip()
    if hit.passage.table is not None:  # its cells are parted by tabs
        sentence = " ".join(sentence.split())
    return quotation.quoted(hit.document, hit.passage, sentence, texts)


def _match(similarity: float, texts: Texts) -> str:
    """How well a passage matches, in words."""
    if similarity >= _HIGH:
        return texts.match_high
    return texts.match_fair if similarity >= _FAIR else texts.match_low


def _nearness(answer: Answer, texts: Texts, *, is_cited: bool) -> str:
    """What a passage is to a question that nothing answers outright: never how well it matches."""
    if not answer.found:
        return texts.turn.source_no_answer
    return texts.turn.source_likely if is_cited else texts.turn.source_near
