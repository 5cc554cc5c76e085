"""Questions that are offered to a visitor, in the visitor's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.suggesting.phrases import Phrases

if TYPE_CHECKING:
    from qa.web.texts import Texts


def phrases(texts: Texts) -> Phrases:
    """How questions are phrased in a language."""
    return Phrases(
        count=texts.ask_count,
        added=texts.ask_added,
        value=texts.ask_value,
        rise=texts.ask_rise,
        fall=texts.ask_fall,
        target=texts.ask_target,
        target_rise=texts.ask_target_rise,
        who=texts.ask_who,
        which=texts.ask_which,
        entry=texts.ask_entry,
        topic=texts.ask_topic,
        of_year=texts.ask_year,
    )
