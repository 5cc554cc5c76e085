"""A document, without its text, as a line of JSON."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any

from index.table_types import Table
from index.types import (
    About,
    Document,
    Dropped,
    DropReason,
    Heading,
    PlaceLevel,
    RecognisedPage,
    ReportKind,
)


def about_of(line: str) -> About:
    """What is known of the document that a line is of."""
    return About(**_facts(json.loads(line)))


def document_of(line: str, text: str) -> Document:
    """The document that a line is of, with its text."""
    fields = json.loads(line)
    return Document(
        **_facts(fields),
        text=text,
        headings=tuple(Heading(**heading) for heading in fields["headings"]),
        tables=tuple(map(Table.from_json, fields["tables"])),
        pages=tuple(fields["pages"]),
        recognised=tuple(RecognisedPage(**page) for page in fields["recognised"]),
        doubtful=tuple((start, end) for start, end in fields["doubtful"]),
        saved=_date(fields["saved"]),
        dropped=tuple(
            Dropped(start=drop["start"], end=drop["end"], reason=DropReason(drop["reason"]))
            for drop in fields["dropped"]
        ),
    )


def line_of(document: Document) -> str:
    """A document without its text, as a line."""
    fields: dict[str, Any] = dataclasses.asdict(document)
    del fields["text"]
    for name in ("delivered", "saved"):
        fields[name] = fields[name].isoformat() if fields[name] else None
    return json.dumps(fields, ensure_ascii=False) + "\n"


def _facts(fields: dict[str, Any]) -> dict[str, Any]:
    """What ``About`` holds of a document's line."""
    facts = {field.name: fields[field.name] for field in dataclasses.fields(About)}
    return facts | {
        "delivered": _date(fields["delivered"]),
        "kind": ReportKind(fields["kind"]),
        "level": PlaceLevel(fields["level"]),
        "covers": tuple(fields["covers"]) if fields["covers"] else None,
    }


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
