"""Why a source stands where it stands: its trace, in the visitor's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.retrieval.legs import Leg
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from qa.types import Trace
    from qa.web.texts import Texts

# What the parts of the log-odds are about; all others say how an answer fits its question.
_GROUPS = {
    Leg.PASSAGE_VECTORS: "why_meaning",
    Leg.SENTENCE_VECTORS: "why_meaning",
    Leg.PASSAGE_TERMS: "why_words",
    Leg.SENTENCE_TERMS: "why_words",
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
_LEGS = {
    Leg.PASSAGE_VECTORS: "leg_passage_vectors",
    Leg.SENTENCE_VECTORS: "leg_sentence_vectors",
    Leg.PASSAGE_TERMS: "leg_passage_terms",
    Leg.SENTENCE_TERMS: "leg_sentence_terms",
}


def why(trace: Trace, texts: Texts) -> Markup:
    """What opens below a source: shared words, what adds to its log-odds, each leg's rank."""
    return render(
        "why",
        shared=texts.separator.join(trace.matched_terms),
        parts=_sums(trace.parts, texts).items(),
        sum=f"{sum(trace.parts.values()):+.2f}",
        legs=[
            (getattr(texts, _LEGS[Leg(leg.leg)]), str(leg.rank or texts.leg_unseen))
            for leg in trace.legs
        ],
        texts=texts,
    )


def _sums(parts: Mapping[str, float], texts: Texts) -> dict[str, str]:
    """The parts by what they are about, in one order."""
    sums = dict.fromkeys((*_GROUPS.values(), "why_fit"), 0.0)
    for name, part in parts.items():
        sums[_GROUPS.get(name, "why_fit")] += part
    return {getattr(texts, group): f"{total:+.2f}" for group, total in sums.items() if total}
