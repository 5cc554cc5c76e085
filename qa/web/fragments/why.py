"""Why a source stands where it stands: its trace, in the visitor's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.retrieval import legs
from qa.web.fragments.html import element, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qa.types import Trace
    from qa.web.fragments.html import Html
    from qa.web.texts import Texts

# What the parts of the log-odds are about, beside those of the legs, which know it of themselves;
# all others say how an answer fits its question.
_GROUPS = {
    "other period": "why_time",
    "other year": "why_time",
    "plan unasked": "why_time",
    "names another year": "why_time",
    "other place": "why_place",
    "newer version": "why_newer",
    "reader": "why_reader",
    "intercept": "why_base",
    "kind": "why_base",
}


def why(trace: Trace, texts: Texts) -> Html:
    """What opens below a source: shared words, what adds to its log-odds, each leg's rank."""
    labels = {leg.name: getattr(texts, leg.label) for leg in legs.LEGS}
    shared = texts.separator.join(trace.matched_terms)
    lines = [element("p", escape(texts.why_terms.format(terms=shared)))] if shared else []
    return element(
        "details",
        element("summary", escape(texts.why)),
        *lines,
        _table(
            texts.why_parts,
            *(_row(*row) for row in _sums(trace.parts, texts).items()),
            _row(texts.why_sum, f"{sum(trace.parts.values()):+.2f}", class_="sum"),
        ),
        _table(
            texts.why_legs,
            *(_row(labels[leg.leg], str(leg.rank or texts.leg_unseen)) for leg in trace.legs),
        ),
        class_="why",
    )


def _sums(parts: Mapping[str, float], texts: Texts) -> dict[str, str]:
    """The parts by what they are about, in one order."""
    groups = {leg.name: leg.group for leg in legs.LEGS} | _GROUPS
    sums = dict.fromkeys((*groups.values(), "why_fit"), 0.0)
    for name, part in parts.items():
        sums[groups.get(name, "why_fit")] += part
    return {getattr(texts, group): f"{total:+.2f}" for group, total in sums.items() if total}


def _row(name: str, value: str, **attributes: str) -> Html:
    head = element("th", escape(name), scope="row")
    return element("tr", head, element("td", escape(value)), **attributes)


def _table(caption: str, *rows: Html) -> Html:
    return element("table", element("caption", escape(caption)), element("tbody", *rows))
