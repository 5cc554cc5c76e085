"""The facts of an index, each with its report and sentence, and as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.listing.report_choice import found_facts, pages_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from index.fact_types import Fact
    from index.searchable.protocol import Searchable
    from index.types import About, Passage

FACT_FIELDS = (
    "report",
    "path",
    "place",
    "report_year",
    "passage",
    "text",
    "value",
    "high",
    "unit",
    "hedge",
    "direction",
    "measure",
    "measure_from",
    "subject",
    "subject_from",
    "aspect",
    "year_from",
    "year_to",
    "part",
    "time_from",
    "status",
    "status_from",
    "negated",
    "sentence",
    "start",
    "end",
    "document",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFact:
    """A fact, with the report and the passage that it stands in."""

    about: About
    passage: Passage
    fact: Fact

    @property
    def sentence(self) -> str:
        """The sentence that it stands in."""
        at = self.fact.start
        found = (each.text for each in self.passage.sentences if each.start <= at < each.end)
        return next(found, self.fact.text)


def listed(
    index: Searchable, report: str | None = None, measure: str | None = None
) -> Iterator[ListedFact]:
    """The facts of one report, or of all; of a measure, or of any.

    Raises:
        ValueError: no report is called so, or several are.
    """
    for page in pages_of(found_facts(index, report, measure)):
        rows = [*dict.fromkeys(each.passage for each in page)]
        passages = dict(zip(rows, index.passages(rows), strict=True))
        reports = index.standings(np.asarray(rows, np.int64)).documents
        known = [*dict.fromkeys(reports)]
        abouts = dict(zip(known, index.abouts(known), strict=True))
        owners = dict(zip(rows, reports, strict=True))
        for each in page:
            about = abouts[owners[each.passage]]
            yield ListedFact(about=about, passage=passages[each.passage], fact=each.fact)


def fields_of(value: ListedFact) -> dict[str, Any]:
    """A fact on one level: each slot, and where it was read."""
    told, amount, time = value.fact, value.fact.amount, value.fact.time
    return {
        "report": value.about.title,
        "path": value.about.path,
        "place": value.about.place,
        "report_year": value.about.year,
        "passage": told.passage,
        "text": told.text,
        "value": number(amount.value),
        "high": number(amount.high),
        "unit": amount.unit,
        "hedge": amount.hedge,
        "direction": told.direction.value,
        "measure": told.measure.text,
        "measure_from": told.measure.origin.value,
        "subject": told.subject.text,
        "subject_from": told.subject.origin.value,
        "aspect": told.aspect.value,
        "year_from": time.first,
        "year_to": time.last,
        "part": time.part.value,
        "time_from": time.origin.value,
        "status": told.status.value,
        "status_from": told.status_origin.value,
        "negated": told.is_negated,
        "sentence": " ".join(value.sentence.split()),
        "start": told.start,
        "end": told.end,
        "document": told.document_id,
    }


def number(value: Decimal | None) -> int | float | None:
    """A decimal as JSON's number: whole where it is."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
