"""Passages with their facts, and reports, as JSON in pieces that fit a field; read back exactly."""

from __future__ import annotations

import dataclasses
import json
import zlib
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from index.errors import IndexDamagedError
from index.fact_types import Amount, Direction, Fact, Origin, Status, Time, TimePart, Words
from index.origins import Origin as ReportOrigin
from index.published import document_lines, table_rows
from index.searchable.milvus.layout import MOST_CHARS, NO_VECTOR
from index.types import Aspect, Passage, Period, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from index.types import About, Document

SUMMARY = -1  # the owner of the pieces of the distinct values
FIELDS = ("owner", "piece", "pieces", "sum", "body")
# What reading text that is not what was written comes to.
UNREADABLE = (ValueError, KeyError, TypeError, IndexError, ArithmeticError, RecursionError)


def owner_of_passage(row: int) -> int:
    """The owner of the pieces of a passage, given by its row."""
    return 2 * row


def owner_of_document(row: int) -> int:
    """The owner of the pieces of a report, given by its row."""
    return 2 * row + 1


def pieces(owner: int, text: str, first_id: int) -> Iterator[dict[str, Any]]:
    """The rows that hold a text, numbered on from ``first_id``."""
    cut = [text[at : at + MOST_CHARS] for at in range(0, len(text), MOST_CHARS)]
    checksum = zlib.crc32(text.encode())
    for piece, body in enumerate(cut):
        yield {
            "id": first_id + piece,
            "owner": owner,
            "piece": piece,
            "pieces": len(cut),
            "sum": checksum,
            "body": body,
            "vector": NO_VECTOR,
        }


def joined(rows: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """The texts of rows, by their owners.

    Raises:
        IndexDamagedError: a piece is missing, or is not what was written.
    """
    of_owners: dict[int, dict[int, Mapping[str, Any]]] = {}
    for row in rows:
        of_owners.setdefault(int(row["owner"]), {})[int(row["piece"])] = row
    return {owner: _whole(found) for owner, found in of_owners.items()}


def _whole(found: Mapping[int, Mapping[str, Any]]) -> str:
    text = "".join(found[piece]["body"] for piece in sorted(found))
    first = next(iter(found.values()))
    if len(found) != first["pieces"] or zlib.crc32(text.encode()) != first["sum"]:
        raise damaged("a text")
    return text


def damaged(what: str) -> IndexDamagedError:
    """The error of rows that are not what was published."""
    return IndexDamagedError(
        f"{what} of the index in Milvus is not what was published; run `wenbao build`"
    )


def of_passage(passage: Passage, facts: Sequence[Fact]) -> str:
    """A passage with its facts, as JSON."""
    fields = {
        "document": passage.document_id,
        "number": passage.number,
        "section": passage.section,
        "period": passage.period,
        "start": passage.start,
        "text": passage.text,
        "sentences": [(each.start, each.end) for each in passage.sentences],
        "table": table_rows.to_line(passage.table),
        "facts": [_of_fact(fact) for fact in facts],
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def passage_of(text: str) -> tuple[Passage, tuple[Fact, ...]]:
    """What ``of_passage`` wrote.

    Raises:
        IndexDamagedError: it is something else.
    """
    try:
        fields = json.loads(text)
        start, said = fields["start"], fields["text"]
        passage = Passage(
            document_id=fields["document"],
            number=fields["number"],
            section=tuple(fields["section"]),
            period=Period(fields["period"]),
            start=start,
            end=start + len(said),
            text=said,
            sentences=tuple(
                Sentence(start=a, end=b, text=said[a - start : b - start])
                for a, b in fields["sentences"]
            ),
            table=table_rows.from_line(fields["table"]),
        )
        return passage, tuple(_fact_of(each, passage) for each in fields["facts"])
    except UNREADABLE as error:
        raise damaged("a passage") from error


def of_document(document: Document) -> str:
    """A report as JSON."""
    return json.dumps([document_lines.line_of(document), document.text], ensure_ascii=False)


def document_of(text: str) -> Document:
    """What ``of_document`` wrote; raises as ``passage_of``."""
    try:
        line, said = json.loads(text)
        return document_lines.document_of(line, said)
    except UNREADABLE as error:
        raise damaged("a report") from error


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is known of a report without its text: its passages' rows, and the families it is in."""

    about: About
    passages: range
    versions: tuple[tuple[int, ...], ...] = ()


def of_card(card: Card) -> str:
    """A card as JSON."""
    fields = dataclasses.asdict(card.about)
    fields["delivered"] = fields["delivered"].isoformat() if fields["delivered"] else None
    rows = card.passages
    return json.dumps([fields, rows.start, rows.stop, card.versions], ensure_ascii=False)


def card_of(text: str) -> Card:
    """What ``of_card`` wrote; raises as ``passage_of``."""
    try:
        fields, first, end, versions = json.loads(text)
        return Card(
            about=document_lines.about_of(json.dumps(fields)),
            passages=range(first, end),
            versions=tuple(map(tuple, versions)),
        )
    except UNREADABLE as error:
        raise damaged("a report") from error


def of_origin(origin: ReportOrigin) -> str:
    """What tells a report from others, as JSON."""
    return json.dumps(dataclasses.asdict(origin), ensure_ascii=False)


def origin_of(text: str) -> ReportOrigin:
    """What ``of_origin`` wrote; raises as ``passage_of``."""
    try:
        fields = json.loads(text)
        return ReportOrigin(**fields | {"families": tuple(fields["families"])})
    except UNREADABLE as error:
        raise damaged("a report") from error


def _plain(value: Any) -> Any:
    """A value of a fact as JSON has it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if dataclasses.is_dataclass(value):
        return [_plain(getattr(value, each.name)) for each in dataclasses.fields(value)]
    return value


def _of_fact(fact: Fact) -> list[Any]:
    return [
        _plain(getattr(fact, each.name))
        for each in dataclasses.fields(fact)
        if each.name not in {"document_id", "passage", "text"}
    ]


def _fact_of(fields: Sequence[Any], passage: Passage) -> Fact:
    start, end, amount, measure, subject, aspect, direction, time, status, origin, negated = fields
    value, high, unit, hedge = amount
    first, last, part, time_origin = time
    return Fact(
        document_id=passage.document_id,
        passage=passage.number,
        start=start,
        end=end,
        text=passage.text[start - passage.start : end - passage.start],
        amount=Amount(value=_decimal(value), high=_decimal(high), unit=unit, hedge=hedge),
        measure=_words(measure),
        subject=_words(subject),
        aspect=Aspect(aspect),
        direction=Direction(direction),
        time=Time(first=first, last=last, part=TimePart(part), origin=Origin(time_origin)),
        status=Status(status),
        status_origin=Origin(origin),
        is_negated=negated,
    )


def _words(fields: Sequence[Any]) -> Words:
    text, start, end, origin = fields
    return Words(text=text, start=start, end=end, origin=Origin(origin))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
