"""Questions that are offered to a visitor, in the visitor's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.suggesting.phrases import Phrases
    from qa.web.texts import Texts


def phrases(texts: Texts) -> Phrases:
    """How questions are phrased in a language."""
    return texts.asks
