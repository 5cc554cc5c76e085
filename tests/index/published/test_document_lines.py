"""index.published.document_lines: a document is the same after it was a line."""

from __future__ import annotations

import dataclasses
import datetime as dt

from index.published.document_lines import about_of, document_of, line_of
from index.types import About, Document, PlaceLevel, ReportKind

DOCUMENT = Document(
    id="1",
    path="甲.txt",
    title="云溪市规划（2021—2025年）",
    place="云溪市",
    delivered=dt.date(2021, 2, 3),
    kind=ReportKind.PLAN,
    level=PlaceLevel.COUNTY,
    covers=(2021, 2025),
    text="全市种茶。",
    pages=(0, 3),
    saved=dt.date(2022, 3, 4),
)


def test_all_of_a_document():
    assert document_of(line_of(DOCUMENT), DOCUMENT.text) == DOCUMENT


def test_what_is_known_of_it_and_what_is_not():
    facts = {field.name: getattr(DOCUMENT, field.name) for field in dataclasses.fields(About)}
    assert about_of(line_of(DOCUMENT)) == About(**facts)
    bare = Document(id="1", path="甲.txt", title="", text="")
    assert document_of(line_of(bare), "") == bare
