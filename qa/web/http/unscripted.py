"""What the page says where scripts are off: it is made by its scripts, and would stay empty."""

from __future__ import annotations

from qa.web.fragments.templates import render
from qa.web.texts import LANGUAGES

_END = b"</body>"


def _notice() -> bytes:
    """The notice in every language: what a browser prefers is not asked for a line or two."""
    return render("unscripted", languages=LANGUAGES).encode()


def with_notice(page: bytes) -> bytes:
    """The page with the notice at the end of its body, where only a browser without scripts reads it."""
    before, end, after = page.rpartition(_END)
    return before + _notice() + end + after if end else page
