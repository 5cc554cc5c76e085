"""Which time a part of a report speaks of: what was done, or what is to be done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.language import cutting
from index.language.lexicon import alternation
from index.language.text import fold
from index.language.times import in_common_years, years_of
from index.reading.headings import is_glossary
from index.types import Period, ReportKind

_REVIEW_WORDS = re.compile(alternation("review_heading"))
_PLAN_WORDS = re.compile(alternation("plan_heading"))
_REVIEW_CUES = re.compile(alternation("review_cue"))
_PLAN_CUES = re.compile(alternation("plan_cue"))
_REVIEW_KINDS = re.compile(alternation("review_kind"))
_PLAN_KINDS = re.compile(alternation("plan_kind"))
_OPENS_REVIEW = re.compile(alternation("opens_review"))
_ECONOMY = alternation("economy")
_THIS_YEAR, _WORK = alternation("this_year"), alternation("work")
_OPENS_PLAN = re.compile(
    rf"{_THIS_YEAR}(?:是|的?(?:{alternation('government')})?{_WORK})|"
    rf"(?:{alternation('of_goal')}){alternation('target')}|"
    rf"{alternation('do_well')}.{{0,4}}{_THIS_YEAR}|{alternation('requirements')}"
)


def period_of_title(title: str, year: int | None) -> Period | None:
    """The period that a heading's own words tell, ``None`` where they tell none, or both."""
    if is_glossary(title):
        return Period.GLOSSARY
    years = years_of(title)
    past = bool(_REVIEW_WORDS.search(title)) or any(year is not None and y < year for y in years)
    coming = any(year is not None and y >= year for y in years)
    if not past:
        coming = coming or bool(_PLAN_WORDS.search(title))
    if past == coming:
        return None
    return Period.REVIEW if past else Period.PLAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The year that a report is of, and whether its text counts years from 1911.

    ``is_address`` tells that it says what will be done, unless it says otherwise.
    """

    year: int | None
    of_republic: bool = False
    is_address: bool = False

    def told(self, text: str) -> str:
        """A text folded, as the words of periods are; its years are those of the common calendar."""
        folded = fold(text).text
        return in_common_years(folded) if self.of_republic else folded


def period_of_body(
    text: str, year: int | None, before: Period, *, else_: Period | None = None
) -> Period:
    """The period of a part whose heading tells nothing, from its words and the part before it.

    Args:
        text: what the part says.
        year: of the report.
        before: the period of the part before.
        else_: what it is where the words tell nothing; by default the plan follows the review.
    """
    n_review = len(_REVIEW_CUES.findall(text))
    n_plan = len(_PLAN_CUES.findall(text))
    for named in years_of(text):
        n_review += year is not None and named == year - 1
        n_plan += year is not None and named == year
    if n_review != n_plan:
        return Period.REVIEW if n_review > n_plan else Period.PLAN
    return else_ or (Period.PLAN if before is Period.REVIEW else before)


def period_of_kind(title: str) -> Period | None:
    """The period of a whole document by its kind: a bulletin looks back, a plan ahead."""
    past, coming = _REVIEW_KINDS.search(title), _PLAN_KINDS.search(title)
    if bool(past) == bool(coming):
        return None
    return Period.REVIEW if past else Period.PLAN


def period_of(kind: ReportKind) -> Period | None:
    """The period of a whole document that is known to be of a kind."""
    return {ReportKind.STATISTICS: Period.REVIEW, ReportKind.PLAN: Period.PLAN}.get(kind)


def period_after(paragraph: str, year: int | None, before: Period) -> Period:
    """The period from this paragraph on, in a text that has no parts to tell it."""
    opening = cutting.opening(paragraph)
    if year is not None and re.search(
        rf"{year}\s*年(?:是|的?{_WORK}|{_ECONOMY}|全?[市省区县])", opening
    ):
        return Period.PLAN
    if _OPENS_PLAN.search(opening) and not _OPENS_REVIEW.search(opening):
        return Period.PLAN
    if before is not Period.PLAN and (
        _OPENS_REVIEW.search(opening)
        or (year is not None and re.match(rf"{year - 1}\s*年[,，]", opening))
    ):
        return Period.REVIEW
    return before
