"""Why a source stands where it stands: its trace, in the visitor's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.retrieval import legs
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from qa.types import Trace
    from qa.web.texts import Texts

# What the parts of the log-odds are about, beside those of the legs, which know it of themselves;
# all others say how an answer fits its question.
_GROUPS = {
    "other period": "why_time",
    "other year": "why_time",
    "plan unasked": "why_time",
    "names another year": "why_time",
    "other place": "why_place",
    "figure of another place": "why_place",
    "newer version": "why_newer",
    "reader": "why_reader",
    "intercept": "why_base",
    "kind": "why_base",
}


def why(trace: Trace, texts: Texts) -> Markup:
    """What opens below a source: shared words, what adds to its log-odds, each leg's rank."""
    labels = {leg.name: getattr(texts, leg.label) for leg in legs.LEGS}
    return render(
        "why",
        shared=texts.separator.join(trace.matched_terms),
        parts=_sums(trace.parts, texts).items(),
        sum=f"{sum(trace.parts.values()):+.2f}",
        legs=[(labels[leg.leg], str(leg.rank or texts.leg_unseen)) for leg in trace.legs],
        texts=texts,
    )


def _sums(parts: Mapping[str, float], texts: Texts) -> dict[str, str]:
    """The parts by what they are about, in one order."""
    groups = {leg.name: leg.group for leg in legs.LEGS} | _GROUPS
    sums = dict.fromkeys((*groups.values(), "why_fit"), 0.0)
    for name, part in parts.items():
        sums[groups.get(name, "why_fit")] += part
    return {getattr(texts, group): f"{total:+.2f}" for group, total in sums.items() if total}
