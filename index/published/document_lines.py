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

_AFTER_FACTS = ', "headings": '  # a quotation mark inside of a JSON text would be escaped
_DECODER = json.JSONDecoder()


def about_of(line: str) -> About:
    """What is known of the document that a line is of.

    The rest of the line, headings, tables and pages, is not read: that would take 30 times as long.
    """
    facts, separator, _ = line.partition(_AFTER_FACTS)
    return About(**_facts(json.loads(f"{facts}}}" if separator else line)))


def headings_of(line: str) -> tuple[Heading, ...]:
    """The headings of the document that a line is of."""
    return tuple(Heading(**heading) for heading in _part(line, "headings"))


def pages_of(line: str) -> tuple[int, ...]:
    """Where each page of the document begins that a line is of; empty where its file tells none."""
    return tuple(_part(line, "pages"))


def _part(line: str, name: str) -> Any:
    """The value of a field of a document's line; the rest of it is not read."""
    before, key, _ = line.partition(f', "{name}": ')
    return _DECODER.raw_decode(line, len(before) + len(key))[0] if key else json.loads(line)[name]


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
