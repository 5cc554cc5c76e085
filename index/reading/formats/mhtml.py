"""Web pages saved as one file (``.mht``, ``.mhtml``): the page in it."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.reading.formats import html

if TYPE_CHECKING:
    from email.message import Message

    from index.reading.formats.extract import Extract


def read(data: bytes, name: str) -> Extract:
    """Read a web archive.

    Raises:
        CorpusError: it holds no page.
    """
    try:
        page = _page(email.message_from_bytes(data, policy=email.policy.compat32))
    except RecursionError as error:
        raise CorpusError(
            f"{name} is a web archive of parts nested too deep: save the page again as HTML"
        ) from error
    if page is not None:
        return html.read(page, name)
    raise CorpusError(f"{name} is a web archive without a page: save the page again as HTML")


def _page(message: Message) -> bytes | None:
    """The first page in an archive that is not empty."""
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return page
    return None
