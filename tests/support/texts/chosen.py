"""A passage as the choices leave it: in its place, with what was chosen of it."""

from __future__ import annotations

from index.types import Period
from qa.choosing.evidence import Evidence
from qa.choosing.ordering.ranked import Ranked
from tests.support.texts.understood import document, passage


def ranked(text: str, period: Period = Period.REVIEW, chosen: str = "") -> Ranked:
    """A passage of one paragraph, ``chosen`` the words that may answer."""
    at = text.find(chosen)
    found = Evidence(start=at, end=at + len(chosen), features={}, weights={})
    return Ranked(
        legs=(),
        document=document(),
        passage=passage(text, period=period),
        sentence=0,
        passage_log_odds=2.0,
        unread_log_odds=2.0,
        parts={"all": 2.0},
        evidence=(found,) if chosen else (),
    )
