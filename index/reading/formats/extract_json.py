"""An extract as JSON: for the cache of files that were read, and from the process that reads PDFs."""

from __future__ import annotations

import dataclasses
import json

from index.reading.formats.extract import Extract
from index.table_types import Table
from index.types import Heading, RecognisedPage

REFUSED = b"refused: "  # stands in its place, before what is told of a file that was not read


def dumps(extract: Extract) -> bytes:
    """An extract as the bytes of a JSON object."""
    return json.dumps(dataclasses.asdict(extract), ensure_ascii=False).encode()


def loads(data: bytes) -> Extract:
    """The extract in what ``dumps`` wrote.

    Raises:
        ValueError, KeyError, TypeError: it is something else.
    """
    fields = json.loads(data)
    return Extract(
        text=fields["text"],
        headings=tuple(Heading(**heading) for heading in fields["headings"]),
        tables=tuple(map(Table.from_json, fields["tables"])),
        pages=tuple(fields["pages"]),
        dropped=tuple((a, b) for a, b in fields["dropped"]),
        title=fields["title"],
        recognised=tuple(RecognisedPage(**page) for page in fields["recognised"]),
        doubtful=tuple((a, b) for a, b in fields["doubtful"]),
        pictures=tuple(fields["pictures"]),
        warnings=tuple(fields["warnings"]),
    )
