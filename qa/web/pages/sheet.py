"""A page of a report's file beside its text, with what is cited in a box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.errors import CorpusError, WenbaoError
from qa import titles
from qa.retrieval.scope import Scope
from qa.web.fragments import addresses, messages, originals
from qa.web.fragments.html import escape
from qa.web.fragments.templates import render
from qa.web.originals import shelf as shelves
from qa.web.originals.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.reading.formats.layout.page_image import Box, PageImage
    from index.types import Document, Passage
    from qa.snapshot import Snapshot
    from qa.web.library import Library
    from qa.web.texts import Texts

Reply = dict[str, Any]


class Sheet:
    """Answers what the scripts of the page ask of pages.

    What a browser sends is a mapping of which nothing is taken for granted.

    Args:
        library: the engine, once there is one.
        shelf: the files of the reports.
    """

    def __init__(self, library: Library, shelf: Shelf | None = None) -> None:
        self._library = library
        self._shelf = shelf or Shelf()

    def show(self, sent: Mapping[str, Any], texts: Texts) -> Reply:
        """The page that a paragraph stands on, or another one of its file; or why it is not shown."""
        try:
            snapshot = self._library.snapshot()
            document = addresses.find(snapshot.index, str(sent.get("report") or ""))
            if document is not None:
                passage = _passage(snapshot, document, sent.get("number"))
                if passage is not None:
                    return self._page(snapshot, document, passage, sent, texts)
        except WenbaoError as error:
            return {"gone": messages.gone(texts.no_picture.format(reason=texts.reason(error)))}
        return {"gone": messages.gone(texts.report_gone)}

    def _page(
        self,
        snapshot: Snapshot,
        document: Document,
        passage: Passage,
        sent: Mapping[str, Any],
        texts: Texts,
    ) -> Reply:
        start, end = _span(passage, sent)
        original = self._shelf.offer(snapshot, document)
        number = sent.get("page")
        if not isinstance(number, int):
            number = document.page_of(start)
        if original is None or not original.is_pdf or number is None:
            return {"gone": messages.gone(texts.original_gone)}
        try:
            self._shelf.opened(snapshot, document).close()
        except CorpusError:
            return {"gone": messages.gone(texts.original_gone)}
        image = self._shelf.picture(snapshot, document, number)
        title = texts.original_page.format(title=document.title, page=number, n=image.n_pages)
        return {
            "page": number,
            "n_pages": image.n_pages,
            "title": escape(title),
            "file": originals.open_file(document, original, texts, page=number),
            "body": body(image, document, passage, (start, end), texts),
        }


def body(
    image: PageImage,
    document: Document,
    passage: Passage,
    span: tuple[int, int],
    texts: Texts,
) -> Any:
    """A page with a passage marked on it and a span of it in a box, and what is told of them.

    Args:
        image: the page.
        document: its report.
        passage: the passage.
        span: the span, in offsets of the document.
        texts: the texts of the visitor's language.
    """
    around = shelves.boxes(image, document, passage.start, passage.end)
    boxes = shelves.boxes(image, document, *span)
    is_whole = span == (passage.start, passage.end)
    return render(
        "original",
        told=_told(image, document, span, texts, is_found=bool(boxes)),
        picture=originals.picture(document, image.number),
        image=image,
        alt=texts.page_picture.format(page=image.number),
        layers=[("around", [] if is_whole else _percent(around)), ("span", _percent(boxes))],
    )


def _told(
    image: PageImage, document: Document, span: tuple[int, int], texts: Texts, *, is_found: bool
) -> str:
    """What is in the box, in words; or where else it stands."""
    first, last = document.pages_of(*span) or (image.number, image.number)
    if is_found:
        told = texts.boxed.format(text=" ".join(document.text[slice(*span)].split()))
    else:
        told = texts.not_boxed if first <= image.number <= last else ""
    is_elsewhere = first != last or not first <= image.number <= last
    over = texts.boxed_over.format(pages=titles.pages(first, last)) if is_elsewhere else ""
    return " ".join(filter(None, (told, over)))


def _percent(boxes: Iterable[Box]) -> list[tuple[str, str, str, str]]:
    return [
        (f"{box.left:.3%}", f"{box.top:.3%}", f"{box.width:.3%}", f"{box.height:.3%}")
        for box in boxes
    ]


def _passage(snapshot: Snapshot, document: Document, number: object) -> Passage | None:
    passages: Sequence[Passage] = snapshot.within(Scope(documents=(document.id,)))
    return next((each for each in passages if each.number == number), None)


def _span(passage: Passage, sent: Mapping[str, Any]) -> tuple[int, int]:
    """The span that is named, if it is one of the passage; else all of it."""
    start, end = sent.get("start"), sent.get("end")
    if not (isinstance(start, int) and isinstance(end, int)):
        return passage.start, passage.end
    is_inside = passage.start <= start < end <= passage.end
    return (start, end) if is_inside else (passage.start, passage.end)
