"""The files of the reports that are answered from: whether one is there, opened, a page of one."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.platform import regular_files
from index.reading import originals
from index.reading.formats import kinds
from index.reading.formats.layout import word_boxes
from qa.web.fragments.originals import Original
from qa.web.originals.pictures import Pictures

if TYPE_CHECKING:
    import io
    from collections.abc import AsyncIterator

    from index.reading.formats.layout.page_image import Box, PageImage
    from index.types import About, Document
    from qa.snapshot import Snapshot

HEAD_BYTES = 4096  # which tell what a file is


class Shelf:
    """Where the files lie is known to the index that is asked; of a bundle nowhere.

    Args:
        pictures: draws their pages.
    """

    def __init__(self, pictures: Pictures | None = None) -> None:
        self._pictures = pictures or Pictures()

    def offer(self, snapshot: Snapshot, document: About) -> Original | None:
        """What is there of a report's file, which is not compared yet; ``None`` for nothing."""
        file = originals.listed(_paths(snapshot), document.path)
        if file is None:
            return None
        try:
            with regular_files.opened(file) as data:
                head = data.read(HEAD_BYTES)
        except OSError:
            return None
        return Original(is_pdf=is_pdf(head))

    def opened(self, snapshot: Snapshot, document: About) -> io.BufferedReader:
        """The file of a report.

        Raises:
            CorpusError: it is not there any more, or was changed.
        """
        return originals.opened(_paths(snapshot), document.path, document.id)

    def picture(self, snapshot: Snapshot, document: About, number: int) -> PageImage:
        """A page of a report's file, by its number from 1.

        Raises:
            CorpusError: the file is not there any more, was changed, is no PDF, or has no such page.
            RefusedRequestError: too many others are waiting.
        """
        with self.opened(snapshot, document) as data:
            if not is_pdf(data.read(HEAD_BYTES)):
                raise CorpusError(
                    f"{document.path} is no PDF, and only pages of PDFs are shown: open the file itself"
                )
            data.seek(0)
            return self._pictures.of(document.id, document.path, number, data.read)

    @contextlib.asynccontextmanager
    async def lifespan(self, _app: object) -> AsyncIterator[None]:
        """While a server runs; when it ends, nobody waits for a page any more."""
        yield
        self._pictures.close()


def is_pdf(head: bytes) -> bool:
    """Whether the beginning of a file is that of a PDF."""
    return kinds.kind_of(head) is kinds.FileKind.PDF


def boxes(image: PageImage, document: Document, start: int, end: int) -> tuple[Box, ...]:
    """The boxes of a stretch of a report's text on a page, as far as it stands there."""
    pages = document.pages
    if not 1 <= image.number <= len(pages):
        return ()
    first = pages[image.number - 1]
    last = pages[image.number] if image.number < len(pages) else len(document.text)
    start, end = max(start, first), min(end, last)
    if start >= end:
        return ()
    return word_boxes.boxes(image, document.text[first:last], start - first, end - first)


def _paths(snapshot: Snapshot) -> tuple[Path, ...]:
    return tuple(map(Path, snapshot.manifest.corpus))
