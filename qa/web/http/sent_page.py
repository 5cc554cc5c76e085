"""The page as it is sent: what Gradio makes, reaching to the edges of a phone, and with a word for who has no scripts."""

from __future__ import annotations

from qa.web.fragments.templates import render
from qa.web.texts import LANGUAGES

_END = b"</body>"
# In Gradio's own tag: of two, browsers do not agree which one counts.
_VIEWPORT = b"width=device-width, initial-scale=1, shrink-to-fit=no"
_WHOLE_SCREEN = b"width=device-width, initial-scale=1, viewport-fit=cover"


def finished(page: bytes) -> bytes:
    """The page, with all that is changed in it."""
    return with_notice(page.replace(_VIEWPORT, _WHOLE_SCREEN, 1))


def with_notice(page: bytes) -> bytes:
    """The page with a notice at the end of its body, where only a browser without scripts reads it."""
    before, end, after = page.rpartition(_END)
    return before + _notice() + end + after if end else page


def _notice() -> bytes:
    """The notice in every language: what a browser prefers is not asked for a line or two."""
    return render("unscripted", languages=LANGUAGES).encode()
