"""Web pages saved as one file (``.mht``, ``.mhtml``): the page in it."""

from __future__ import annotations

import email
import email.errors
import email.policy
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.reading.formats import html

if TYPE_CHECKING:
    from index.reading.formats.extract import Extract


def read(data: bytes, name: str) -> Extract:
    """Read a web archive.

    Raises:
        CorpusError: it holds no page.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return html.read(page, name)
    raise CorpusError(f"{name} is a web archive without a page: save the page again as HTML")
