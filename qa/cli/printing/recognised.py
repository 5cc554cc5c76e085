"""What a terminal is told of pages that a machine read of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa import titles
from qa.plurals import counted

if TYPE_CHECKING:
    from index.types import Document, Passage


def mark(document: Document, passage: Passage) -> str:
    """That a machine read a passage of a picture, and how sure it was; empty where none did."""
    page = document.recognised_in(passage.start, passage.end)
    if page is None:
        return ""
    if page.confidence is None:
        return "（机器识读）"
    return f"（机器识读，置信度 {titles.confidence(page.confidence)}）"


def count(report: Document) -> str:
    """How many pages of a report a machine read, behind what else is told of it."""
    n_pages = len(report.recognised)
    return f", {counted(n_pages, 'page')} read by OCR" if n_pages else ""


def lines(report: Document) -> list[str]:
    """The same as a line of its own, with the confidence in the least sure one."""
    if not report.recognised:
        return []
    sure = [page.confidence for page in report.recognised if page.confidence is not None]
    told = f", confidence {titles.confidence(min(sure))} or more" if sure else ""
    return [f"  by OCR   {counted(len(report.recognised), 'page')}{told}"]
