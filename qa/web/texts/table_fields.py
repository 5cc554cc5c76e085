"""The texts of a table of reports: what stands around it, and what its tools say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.tables.wording.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """The words of one language; names in braces are filled in with ``str.format``, or by the scripts."""

    told: Wording  # what it says itself, and its files

    # Around it
    caption: str
    caption_of_names: str
    counted_unsure: str  # with figures that are only likely
    told_by_none: str  # n reports, name
    asked_each: str  # named
    sources_told: str
    sources_first: str

    # Its heads and cells
    place: str
    year: str
    figure: str
    name: str  # of a column of names
    measure: str
    time: str
    remark: str
    likely: str
    untold: str
    done: str  # a result among what is aimed at
    near: str
    others: str
    in_parts: str

    # Its tools
    tools: str
    filter_place: str
    only: str
    only_all: str
    only_unsure: str
    only_untold: str
    only_likely: str
    as_table: str
    as_chart: str
    chart_of: str
    copy: str
    copied: str
    export_xlsx: str
    export_csv: str
    export_docx: str
    export_md: str
    exporting: str
    exported: str
    shown: str
    shown_of: str
    none_shown: str
    more: str
    ascending: str
    descending: str

    # Its chart
    chart: str
    incomparable: str
    no_report: str
    chart_scale: str
