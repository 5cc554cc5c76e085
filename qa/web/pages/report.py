"""A whole report, typeset for reading: its outline, and every paragraph with its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.reading.headings import Level
from qa import titles
from qa.types import Highlight, HighlightKind
from qa.web.fragments import addresses
from qa.web.fragments.html import element, escape, join, marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.published.documents import DocumentTable
    from index.published.passages import PassageTable
    from index.types import Document, Heading, Passage
    from qa.web.fragments.html import Html
    from qa.web.texts import Texts

_DEEPEST = Level.ITEM  # leads stand inside their paragraphs: the outline would only repeat them


def body(document: Document, passages: Sequence[Passage], texts: Texts) -> Html:
    """The outline, and the text of a report.

    Args:
        document: the report.
        passages: its passages, in their order.
        texts: the texts of the visitor's language.
    """
    alone = _alone(document.headings, passages)
    nav = element(
        "nav",
        element("h3", escape(texts.outline)),
        element("ol", *_outline(document, passages)),
        aria_label=texts.outline,
        class_="outline",
        lang="zh",
    )
    blocks = [(each.start, _heading(document, each)) for each in alone]
    blocks += [(each.start, _paragraph(document, each, texts)) for each in passages]
    blocks.sort(key=lambda block: block[0])
    text = element(
        "article",
        element("p", escape(_facts(document)), class_="facts") if _facts(document) else escape(""),
        *(markup for _, markup in blocks),
        _left_out(document, texts),
        class_="report",
        lang="zh",
    )
    return join((nav, text))


def paragraph(passage: Passage, start: int, end: int) -> Html:
    """The text of a paragraph with a span of the document marked in it, and the sentence around.

    Raises:
        ValueError: the span is no part of the passage.
    """
    marks = [
        Highlight(start=start - passage.start, end=end - passage.start, kind=HighlightKind.ANSWER),
        *(
            Highlight(
                start=sentence.start - passage.start,
                end=sentence.end - passage.start,
                kind=HighlightKind.SENTENCE,
            )
            for sentence in passage.sentences
            if sentence.start < end and start < sentence.end
        ),
    ]
    return marked(passage.text, marks)


def listed(documents: DocumentTable, passages: PassageTable, texts: Texts, n: int) -> Html:
    """The first n reports, each a link that opens it, and how many there are besides."""
    rows = range(min(len(documents), n))
    reports = [*map(documents.about, rows)]
    names = titles.telling(reports)
    links = element(
        "ul",
        *(
            element(
                "li",
                element(
                    "a",
                    escape(names[document.id]),
                    href=f"#{addresses.of(document)}/1",
                    lang="zh",
                ),
                element(
                    "span",
                    escape(texts.n_paragraphs.format(n=len(passages.of_document(row)))),
                    class_="count",
                ),
            )
            for row, document in zip(rows, reports, strict=True)
        ),
    )
    if len(documents) <= n:
        return links
    more = texts.more_reports.format(n=len(documents) - n)
    return join((links, element("p", escape(more), class_="hint")))


def _alone(headings: Sequence[Heading], passages: Sequence[Passage]) -> list[Heading]:
    """The headings that fill a line of their own; others begin a paragraph."""
    starts = [(passage.start, passage.end) for passage in passages]
    return [
        heading
        for heading in headings
        if heading.level != Level.TITLE
        and not any(start <= heading.start < end for start, end in starts)
    ]


def _outline(document: Document, passages: Sequence[Passage]) -> Iterable[Html]:
    """A link for each heading, to the first paragraph at or below it."""
    for heading in document.headings:
        if not Level.TITLE < heading.level <= _DEEPEST:
            continue
        below = next((each for each in passages if each.end > heading.start), None)
        if below is not None:
            yield element(
                "li",
                element(
                    "a",
                    escape(heading.title),
                    href=addresses.link(document, below),
                    data_heading=_anchor(document, heading),
                ),
                class_=f"level-{heading.level}",
            )


def _anchor(document: Document, heading: Heading) -> str:
    return f"{addresses.of(document)}-{heading.start}"


def _heading(document: Document, heading: Heading) -> Html:
    name = f"h{min(heading.level + 2, 6)}"  # the report's title is the reader's h2
    return element(
        name,
        escape(heading.title),
        id=_anchor(document, heading),
        class_=f"level-{heading.level}",
    )


def _paragraph(document: Document, passage: Passage, texts: Texts) -> Html:
    address = addresses.link(document, passage)
    number = element(
        "a",
        escape(str(passage.number)),
        href=address,
        class_="number",
        aria_label=texts.paragraph.format(number=passage.number),
    )
    text = element("span", escape(passage.text), class_="text")
    return element("p", number, text, id=address[1:], class_="paragraph")


def _facts(document: Document) -> str:
    """What is known of a report besides its title."""
    delivered = document.delivered.isoformat() if document.delivered else ""
    speaker = " ".join(filter(None, (document.office, document.speaker)))
    return " · ".join(filter(None, (document.place, delivered, speaker, document.path)))


def _left_out(document: Document, texts: Texts) -> Html:
    """What of the file is no part of the report: nothing is hidden from who looks for it."""
    if not document.dropped:
        return escape("")
    lines = (element("p", escape(document.text[d.start : d.end])) for d in document.dropped)
    return element(
        "details",
        element(
            "summary",
            escape(texts.left_out.format(n=len(document.dropped))),
            lang=texts.language,
        ),
        *lines,
        class_="left-out",
    )
