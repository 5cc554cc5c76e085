"""What is known of a report's head as a form, and what a visitor corrects in it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from index.reading import corrections
from index.reading.corrections.lookup import Lookup, Place
from index.reading.head import correction as heads
from index.reading.head import terms
from index.types import PlaceLevel, ReportKind
from qa.web.adding.doubts import fields_of
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from index.types import About
    from qa.web.texts import Texts

FIELDS = ("title", "kind", "place", "level", "year", "delivered", "speaker")


def form(of: str, document: About, doubts: Sequence[str], texts: Texts) -> Markup:
    """The form, filled in with what is known.

    Args:
        of: what the script names the report by.
        document: the report.
        doubts: what is doubtful of it.
        texts: the texts of the visitor's language.
    """
    return render(
        "head_form",
        of=of,
        values=values(document),
        doubtful=fields_of(document, doubts),
        kinds=[*map(terms.term_of_kind, ReportKind)],
        levels=[*map(terms.term_of_level, PlaceLevel)],
        texts=texts,
    )


def values(document: About) -> dict[str, str]:
    """The fields of the form, as texts."""
    return {
        "title": document.title,
        "kind": terms.term_of_kind(document.kind),
        "place": document.place,
        "level": terms.term_of_level(document.level),
        "year": "" if document.year is None else str(document.year),
        "delivered": document.delivered.isoformat() if document.delivered else "",
        "speaker": document.speaker,
    }


def correct(
    folder: Path, name: str, document: About, sent: Mapping[str, str], texts: Texts
) -> Mapping[str, str]:
    """Keep what a form says otherwise than it was filled in with; the rest stays as it was.

    Args:
        folder: the corpus folder.
        name: the report's file below it.
        document: what the form was filled in with.
        sent: the form's fields.
        texts: the texts of the visitor's language.

    Returns:
        What is wrong, by field: nothing was kept then.

    Raises:
        CorpusError: the file of corrections cannot be read or written.
    """
    before = values(document)
    changed = {
        field: text.strip()
        for field, text in sent.items()
        if field in FIELDS and text.strip() != before[field]
    }
    wrong = {field: _wrong(field, text, texts) for field, text in changed.items()}
    wrong = {field: line for field, line in wrong.items() if line}
    if not wrong and changed:
        folder, name = _home(folder, name)
        entry = corrections.read(folder).get(name, corrections.Correction())
        kept = heads.to_values(entry)
        after, _ = heads.of_values({**kept, **changed})
        corrections.write(folder, name, after)
    return wrong


def corrected(document: About, sent: Mapping[str, str]) -> About:
    """A report as a form that was taken has it, until the index does."""
    after, _ = heads.of_values({field: sent[field] for field in FIELDS if field in sent})
    return _with(document, after)


def known(folder: Path, name: str, document: About) -> About:
    """A report with what is corrected of its file already, as of one that was there before.

    Raises:
        CorpusError: the file of corrections cannot be read.
    """
    folder, name = _home(folder, name)
    entry = corrections.read(folder).get(name)
    return document if entry is None else _with(document, entry)


def _home(folder: Path, name: str) -> tuple[Path, str]:
    """Where a file is corrected, or is to be: the file of corrections nearest to it that names it.

    Raises:
        CorpusError: a file of corrections cannot be read.
    """
    place = Place(folder=folder, below=Path(name))
    return Lookup([place]).home(place)


def _with(document: About, entry: corrections.Correction) -> About:
    facts = {field: getattr(entry, field) for field in FIELDS if entry.corrects(field)}
    return dataclasses.replace(document, **facts)


def _wrong(field: str, text: str, texts: Texts) -> str:
    """What is wrong with a field, in a line; empty where it can be taken."""
    if field == "title" and not text:
        return texts.head_wrong_title
    _, problems = heads.of_values({field: text})
    if not problems:
        return ""
    if field == "year":
        return texts.head_wrong_year
    if field == "delivered":
        return texts.head_wrong_delivered
    return texts.head_wrong_text.format(n=heads.MAX_TEXT_CHARS)
