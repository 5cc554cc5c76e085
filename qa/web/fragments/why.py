"""Why a source stands where it stands: three plain sentences, and the numbers behind a fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.retrieval import legs
from qa.web.fragments import periods, quotation
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from qa.types import Hit, Trace
    from qa.web.texts import Texts

# What the parts of the log-odds are about, beside those of the legs, which know it of themselves;
# all others say how an answer fits its question.
_TIME, _PLACE = "why_time", "why_place"
_GROUPS = {
    "other period": _TIME,
    "other year": _TIME,
    "plan unasked": _TIME,
    "names another year": _TIME,
    "other time": _TIME,
    "other status": _TIME,
    "unasked span": _TIME,
    "unasked part": _TIME,
    "unasked plan": _TIME,
    "older": _TIME,
    "untold time": _TIME,
    "other place": _PLACE,
    "other subject": _PLACE,
    "figure of another place": _PLACE,
    "newer version": "why_newer",
    "reader": "why_reader",
    "intercept": "why_base",
    "kind": "why_base",
}
_NEAR_RANK = 5  # among a leg's candidates: up to there a meaning is near
_N_TERMS = 6  # words that are named: of more, these stand for all


def why(hit: Hit, hits: Sequence[Hit], texts: Texts) -> Markup:
    """What opens below a source: what matched, which time and place it is of, what else is near.

    Args:
        hit: the source.
        hits: all that were found, the nearest first.
        texts: the texts of the visitor's language.
    """
    trace = hit.trace
    labels = {leg.name: getattr(texts, leg.label) for leg in legs.LEGS}
    return render(
        "why",
        sentences=[_matched(trace, texts), _time_and_place(hit, texts), _near(hit, hits, texts)],
        parts=_sums(trace.parts, texts).items(),
        sum=f"{sum(trace.parts.values()):+.2f}",
        legs=[(labels[leg.leg], str(leg.rank or texts.leg_unseen)) for leg in trace.legs],
        texts=texts,
    )


def _matched(trace: Trace, texts: Texts) -> str:
    """Which words it shares with the question, and whether its meaning is near."""
    whole = quotation.whole_terms(trace.matched_terms)
    shared = texts.separator.join(whole[:_N_TERMS])
    meanings = {leg.name for leg in legs.LEGS if leg.group == "why_meaning"}
    is_near = any(
        leg.leg in meanings and leg.rank is not None and leg.rank <= _NEAR_RANK
        for leg in trace.legs
    )
    if shared:
        told = texts.why_words_and_meaning if is_near else texts.why_words_only
        return told.format(terms=shared)
    return texts.why_meaning_only if is_near else texts.why_hardly


def _time_and_place(hit: Hit, texts: Texts) -> str:
    """Of which time and place it is, and whether these are what was asked for."""
    against = {_GROUPS.get(name) for name, part in hit.trace.parts.items() if part < 0}
    verdict = {
        (False, False): texts.why_agrees,
        (True, False): texts.why_other_time,
        (False, True): texts.why_other_place,
        (True, True): texts.why_other_both,
    }[_TIME in against, _PLACE in against]
    period = periods.of_passage(hit.passage.period, texts)
    year = texts.year.format(year=hit.document.year) if hit.document.year else ""
    report = texts.why_report.format(place=hit.document.place, year=year)
    return texts.why_time_and_place.format(report=report.strip(), period=period, verdict=verdict)


def _near(hit: Hit, hits: Sequence[Hit], texts: Texts) -> str:
    """What stands above it, or below the first."""
    others = [each for each in hits if each.rank != hit.rank]
    if not others:
        return texts.why_alone
    is_first = hit.rank < min(each.rank for each in others)
    other = next(each for each in others if is_first or each.rank == hit.rank - 1)
    told = texts.why_first if is_first else texts.why_behind
    place = texts.paragraph.format(number=other.passage.number)
    if other.document.id != hit.document.id:
        place = texts.citation.format(title=other.document.title, number=other.passage.number)
    return told.format(rank=hit.rank, other=place)


def _sums(parts: Mapping[str, float], texts: Texts) -> dict[str, str]:
    """The parts by what they are about, in one order."""
    groups = {leg.name: leg.group for leg in legs.LEGS} | _GROUPS
    sums = dict.fromkeys((*groups.values(), "why_fit"), 0.0)
    for name, part in parts.items():
        sums[groups.get(name, "why_fit")] += part
    return {getattr(texts, group): f"{total:+.2f}" for group, total in sums.items() if total}
