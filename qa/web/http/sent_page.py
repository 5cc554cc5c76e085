"""The page as it is sent: what Gradio makes, reaching to the edges of a phone, with a word for who has no scripts.

All that is changed in Gradio's page is changed here.
"""

from __future__ import annotations

import re
import secrets

from qa.web.fragments.templates import render
from qa.web.texts import LANGUAGES

_END = b"</body>"
_SCRIPT = re.compile(rb"<script(?=[\s>])")
# In Gradio's own tag: of two, browsers do not agree which one counts.
_VIEWPORT = b"width=device-width, initial-scale=1, shrink-to-fit=no"
_WHOLE_SCREEN = b"width=device-width, initial-scale=1, viewport-fit=cover"
# What Gradio's page names at the top of the host, which may be another's, is not served; its icon,
# which browsers look for there by themselves, is beside the page.
_MANIFEST = b'<link rel="manifest" href="/manifest.json" />'
_ICON = b'<link rel="icon" href="./favicon.ico" />'


def finished(page: bytes) -> tuple[bytes, str]:
    """The page, with all that is changed in it, and the source that allows its own scripts."""
    page = page.replace(_VIEWPORT, _WHOLE_SCREEN, 1).replace(_MANIFEST, _ICON, 1)
    return with_nonce(with_notice(page))


def with_nonce(page: bytes) -> tuple[bytes, str]:
    """A page whose own scripts may run, and the source that allows them.

    What the page holds of others' texts is JSON in which Gradio has escaped every ``<``.
    """
    nonce = secrets.token_urlsafe(16)
    return _SCRIPT.sub(f'<script nonce="{nonce}"'.encode(), page), f"'nonce-{nonce}'"


def with_notice(page: bytes) -> bytes:
    """The page with a notice at the end of its body, where only a browser without scripts reads it."""
    before, end, after = page.rpartition(_END)
    return before + _notice() + end + after if end else page


def _notice() -> bytes:
    """The notice in every language: what a browser prefers is not asked for a line or two."""
    return render("unscripted", languages=LANGUAGES).encode()
