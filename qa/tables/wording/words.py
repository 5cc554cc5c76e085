"""The words of one language for tables: sentences with gaps, names of marks, heads of sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qa.tables.values import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Names in braces are filled in with ``str.format``; ``named`` are reports, by their places."""

    # How things are put together
    comma: str
    semicolon: str
    in_brackets: str  # text
    of: str  # name, text
    named_year: str  # place, year
    year: str  # year
    and_more: str  # n: behind the first of n reports

    # What is said of a cell
    marks: Mapping[Mark, str]
    falls: str
    levels: Mapping[str, str]
    periods: Mapping[str, str]
    place_of: str  # title, number
    page: str  # number

    # How complete a table is
    completeness: str  # n, told, untold
    left_out: str  # n
    versions: str  # n, named: files that are other versions of reports in it
    nothing_reckoned: str
    only_those_stating: str

    # What is read off it
    of_few: str  # n, text: an order of too few of the reports
    of_one: str  # named: the only report that could be in an order
    highest: str  # named
    lowest: str
    tie: str  # n
    from_high: str  # named
    from_low: str
    nth_from_high: str  # n, named
    nth_from_low: str
    tie_at_end: str  # n
    nothing_to_rank: str  # place
    rank_from_high: str  # place, text, rank, tie, n
    rank_from_low: str
    rank_tie: str  # n others
    rank_stated: str  # place
    other_holders: str  # years, named
    told: str  # n, named
    untold: str
    none_told: str
    none_untold: str
    members: str  # n, condition, named
    no_member: str  # condition
    raised: str  # n_pairs, n, named
    lowered: str
    none_raised: str  # n_pairs
    none_lowered: str
    no_pairs: str

    # What could change it
    nothing_comparable: str
    may_be_missed: str
    absent: str  # n, named
    incomparable: str
    inexact: str
    likely: str
    about_the_bound: str
    on_the_edge: str
    unsure_whether_told: str
    no_report: str  # place
    lacking_years: str  # place, years
    no_year_before: str  # named
    offer: str

    # What files have of it
    sheets: tuple[str, str, str]
    sheet_fields: tuple[
        tuple[str, str], ...
    ]  # what a spreadsheet has of a cell, and what it is called
    place: str
    report_year: str
    number: str
    remark: str
    within: str
    question: str
    asked: str
    complete: str
    note: str
    result: str
