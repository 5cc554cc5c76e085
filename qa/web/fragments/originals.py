"""Where the file that a report was read from is to be had, as addresses and controls of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from qa.web.fragments import addresses, quotation
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from index.types import About, Document, Passage
    from qa.types import Citation
    from qa.web.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A file that is there; ``is_pdf`` tells that a browser shows it, and each of its pages."""

    is_pdf: bool


def nothing(_document: Document) -> Original | None:
    """No file is there."""
    return None


def address(document: About, page: int | None = None) -> str:
    """Where the file of a report is to be had, beside the page; opened at one of its pages."""
    return f"originals/{document.id}" + (f"#page={page}" if page is not None else "")


def picture(document: About, number: int) -> str:
    """Where the picture of a page of it is to be had."""
    return f"originals/{document.id}/pages/{number}"


def see(document: Document, passage: Passage, original: Original | None, texts: Texts) -> Markup:
    """A button that shows the page of a passage; nothing where no page can be shown."""
    page = document.page_of(passage.start)
    if original is None or not original.is_pdf or page is None:
        return Markup()
    return render(
        "see_page",
        report=addresses.of(document),
        number=passage.number,
        span=None,
        shown=texts.see_page_of.format(page=page),
        label=texts.see_page_at.format(number=passage.number, page=page),
    )


def controls(source: Citation, original: Original | None, texts: Texts) -> Markup:
    """What leads from a source to its page and to its file; nothing where there is none."""
    document, passage = source.document, source.passage
    page = document.page_of(source.start)
    if original is None:
        return Markup()
    if not original.is_pdf or page is None:
        return open_file(
            document, original, texts, where=quotation.in_report(document, passage, texts)
        )
    button = render(
        "see_page",
        report=addresses.of(document),
        number=passage.number,
        span=source,
        shown=texts.see_page,
        label=texts.see_page_at.format(number=passage.number, page=page),
    )
    return button + open_file(document, original, texts, page=page)


def open_file(
    document: Document,
    original: Original,
    texts: Texts,
    *,
    page: int | None = None,
    where: str = "",
) -> Markup:
    """A link to the file of a report.

    Args:
        document: the report.
        original: its file.
        texts: the texts of the visitor's language.
        page: at which to open it, where it is a PDF.
        where: what to look for in it, of a file that cannot be opened at a place.
    """
    return render(
        "open_original",
        address=address(document, page if original.is_pdf else None),
        is_pdf=original.is_pdf,
        shown=texts.open_original if original.is_pdf else texts.download_original,
        where=where,
    )
