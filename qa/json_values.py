"""Results as plain values for JSON: what ``--json`` prints."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from index.reading.tables.grid import texts_of
from qa.tables import fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.searchable.protocol import Searchable
    from index.searchable.reports import NumberedReport
    from index.storage.checkup import Checkup
    from index.table_types import TablePart
    from index.types import About, Document, Dropped, Manifest, Passage
    from qa.answer_places import Uncovered
    from qa.service import IndexInfo, Reading
    from qa.types import Answer, Citation, Finding, Hit, Value, Version


def document(value: About) -> dict[str, Any]:
    """A report, without its text."""
    return {
        "id": value.id,
        "path": value.path,
        "title": value.title,
        "place": value.place,
        "year": value.year,
        "delivered": value.delivered.isoformat() if value.delivered else None,
        "speaker": value.speaker,
        "office": value.office,
        "occasion": value.occasion,
        "kind": value.kind.value,
        "level": value.level.value,
        "covers": list(value.covers) if value.covers else None,
    }


def reports(index: Searchable, page: Sequence[NumberedReport]) -> list[dict[str, Any]]:
    """Some reports with what each can be narrowed to: its first-level sections, in their order."""
    contents = index.contents([each.row for each in page])
    return [
        document(each.about) | {"sections": list(own.sections), "n_passages": own.n_passages}
        for each, own in zip(page, contents, strict=True)
    ]


def passage(value: Passage, of: Document) -> dict[str, Any]:
    """A passage of a report with its text and its span in it; of a table with its cells."""
    return {
        "document_id": value.document_id,
        "number": value.number,
        "section": list(value.section),
        "period": value.period.value,
        "start": value.start,
        "end": value.end,
        "text": value.text,
        **pages(of, value.start, value.end),
        **({"table": table(value, value.table)} if value.table is not None else {}),
    }


def pages(of: Document, start: int, end: int) -> dict[str, Any]:
    """The first and the last page of a stretch of a report; nothing where its file tells none."""
    found = of.pages_of(start, end)
    return {"pages": list(found)} if found else {}


def table(value: Passage, part: TablePart) -> dict[str, Any]:
    """What a passage holds of a table: its cells as texts, one for each column."""
    heads, rows = texts_of(value, part)
    return {"caption": list(part.caption), "heads": heads, "rows": rows}


def hit(value: Hit) -> dict[str, Any]:
    """A hit with its trace, whose parts are log-odds; highlights in offsets of its text."""
    return {
        "rank": value.rank,
        "similarity": round(value.similarity, 4),
        "document": document(value.document),
        "passage": passage(value.passage, value.document),
        "recognised": recognised(value.document, value.passage.start, value.passage.end),
        "highlights": [
            {
                "start": mark.start,
                "end": mark.end,
                "kind": mark.kind.value,
                "text": value.passage.text[mark.start : mark.end],
            }
            for mark in value.highlights
        ],
        "trace": {
            "legs": [
                {"leg": leg.leg, "rank": leg.rank, "similarity": round(leg.similarity, 4)}
                for leg in value.trace.legs
            ],
            "matched_terms": list(value.trace.matched_terms),
            "parts": {name: round(part, 4) for name, part in value.trace.parts.items()},
        },
        "versions": [version(each) for each in value.versions],
    }


def recognised(value: Document, start: int, end: int) -> dict[str, Any] | None:
    """How sure a machine was of what it read of a picture here; ``None`` where the file has the text."""
    page = value.recognised_in(start, end)
    if page is None:
        return None
    return {
        "confidence": page.confidence,
        "lowest": page.lowest,
        "doubtful": [{"start": a, "end": b} for a, b in value.doubtful_in(start, end)],
    }


def version(value: Version) -> dict[str, Any]:
    """Where nearly the same passage stands in another version of the report."""
    return {
        "document": document(value.document),
        "passage": passage(value.passage, value.document),
        "differs": value.differs,
    }


def citation(value: Citation) -> dict[str, Any]:
    """A citation; its span in offsets of the document's text, and its page where one is known."""
    return {
        "document": document(value.document),
        "number": value.passage.number,
        "page": value.document.page_of(value.start),
        "recognised": recognised(value.document, value.start, value.end),
        "section": list(value.passage.section),
        "period": value.passage.period.value,
        "start": value.start,
        "end": value.end,
        "text": value.text,
    }


def figure(value: Value) -> dict[str, Any]:
    """What a figure says."""
    return {
        "text": value.text,
        "subject": value.subject,
        "measure": value.measure,
        "unit": value.unit,
        "aspect": value.aspect.value,
        "falls": value.falls,
        "period": value.period.value,
        "year": value.year,
        "year_from": value.time.first if value.time else value.year,
        "part": value.time.part.value if value.time else None,
        "status": value.status.value if value.status else None,
    }


def finding(value: Finding) -> dict[str, Any]:
    """A figure that was found, and where."""
    return {"value": figure(value.value), "citation": citation(value.citation)}


def answer(value: Answer) -> dict[str, Any]:
    """An answer with its citations and the passages it was chosen from."""
    return {
        "question": value.question,
        "asked": value.asked,
        "kind": value.kind.value,
        "level": value.level.value,
        "found": value.found,
        "text": value.text,
        "confidence": round(value.confidence, 4),
        "value": figure(value.value) if value.value else None,
        "citations": [citation(each) for each in value.citations],
        "counterpart": finding(value.counterpart) if value.counterpart else None,
        "conflicts": [finding(each) for each in value.conflicts],
        "alternatives": [finding(each) for each in value.alternatives],
        "missing_terms": list(value.missing_terms),
        "place": dataclasses.asdict(value.place) if value.place else None,
        "uncovered": uncovered(value.uncovered) if value.uncovered else None,
        "reason": value.reason.value if value.reason else None,
        "instead": list(value.instead),
        "takes_reckoning": value.takes_reckoning,
        "of_table": fields.read_off(value.of_table) if value.of_table else None,
        "hits": [hit(each) for each in value.hits],
    }


def uncovered(value: Uncovered) -> dict[str, Any]:
    """The places and years that were named and that no report is of, and what there is."""
    return {
        "places": list(value.places),
        "years": list(value.years),
        "of": list(value.of),
        "near": list(value.near),
        "there": [
            {
                "place": each.place,
                "years": list(each.years),
                "looks_back_on": list(each.looks_back_on),
            }
            for each in value.there
        ],
        "n_places": value.n_places,
    }


def manifest(value: Manifest) -> dict[str, Any]:
    """What a published index was made of, without the list of its files."""
    return {
        "format_version": value.format_version,
        "created_at": value.created_at,
        "model": value.model,
        "model_fingerprint": value.model_fingerprint,
        "dimension": value.dimension,
        "similarity_mean": value.similarity_mean,
        "similarity_deviation": value.similarity_deviation,
        "passage_search": value.passage_search,
        "sentence_search": value.sentence_search,
        "tokenizer": value.tokenizer,
        "corpus": list(value.corpus),
        "corpus_hash": value.corpus_hash,
        "n_documents": value.n_documents,
        "n_passages": value.n_passages,
        "n_sentences": value.n_sentences,
    }


def index_info(value: IndexInfo) -> dict[str, Any]:
    """What an index holds."""
    return {
        "index": str(value.index),
        "is_stale": value.is_stale,
        "away": [path.as_posix() for path in value.away],
        "second_reader": {
            "works": not value.reader_trouble,
            "trouble": value.reader_trouble or None,
        },
        **manifest(value.manifest),
        "documents": [document(each) for each in value.documents],
        "versions": [[each.id for each in of_one] for of_one in value.versions],
    }


def checkup(value: Checkup) -> dict[str, Any]:
    """How much of an index was read, and what of it is damaged."""
    return {
        "n_files": value.n_files,
        "n_bytes": value.n_bytes,
        "is_sound": not value.damages,
        "damages": list(value.damages),
    }


def reading(value: Reading) -> dict[str, Any]:
    """What a file is taken for, before anything is built of it."""
    report = value.report.document
    return {
        "path": report.path,
        "title": report.title,
        "kind": report.kind.value,
        "place": report.place,
        "level": report.level.value,
        "year": report.year,
        "covers": list(report.covers) if report.covers else None,
        "date": report.delivered.isoformat() if report.delivered else None,
        "speaker": report.speaker,
        "office": report.office,
        "occasion": report.occasion,
        "paragraphs": [
            {
                "section": list(each.section),
                "period": each.period.value,
                "start": each.start,
                "end": each.end,
                "text": report.text[each.start : each.end],
                **pages(report, each.start, each.end),
            }
            for each in value.report.paragraphs
        ],
        "recognised": [
            {"page": page.number, "confidence": page.confidence, "lowest": page.lowest}
            for page in report.recognised
        ],
        "dropped": [dropped(each, report.text[each.start : each.end]) for each in report.dropped],
        "warnings": list(value.warnings),
    }


def dropped(value: Dropped, text: str) -> dict[str, Any]:
    """A line that became no passage."""
    return {"start": value.start, "end": value.end, "reason": value.reason.value, "text": text}
