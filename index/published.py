"""What a generation holds: documents, passages, their vectors and their terms."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import IndexDamagedError
from index.lexical import LexicalIndex
from index.types import Document, Dropped, DropReason, Heading, Passage, Period, Sentence
from index.vectors import Rows, VectorIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedIndex:
    """An index in memory.

    Row i of ``passage_vectors`` and ``passage_terms`` is ``passages[i]``; the rows of
    ``sentence_vectors`` and ``sentence_terms`` are all sentences in the order of their passages.
    """

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    passage_vectors: VectorIndex
    sentence_vectors: VectorIndex
    passage_terms: LexicalIndex
    sentence_terms: LexicalIndex

    def save(self, folder: Path) -> None:
        """Write every part into an existing, empty folder."""
        _write_lines(folder / "documents.jsonl", map(_document_to_json, self.documents))
        _write_lines(folder / "passages.jsonl", map(_passage_to_json, self.passages))
        self.passage_vectors.save(folder / "passage_vectors.faiss")
        self.sentence_vectors.save(folder / "sentence_vectors.faiss")
        self.passage_terms.save(folder / "passage_terms")
        self.sentence_terms.save(folder / "sentence_terms")

    @classmethod
    def load(cls, folder: Path) -> PublishedIndex:
        """Read back what ``save`` wrote.

        Raises:
            IndexDamagedError: a file is gone, as when newer generations take this one's place.
        """
        try:
            return cls._load(folder)
        except OSError as error:
            raise IndexDamagedError(
                f"{error.filename or folder} of the index cannot be read "
                f"({error.strerror or error}); run `wenbao build`"
            ) from error

    @classmethod
    def _load(cls, folder: Path) -> PublishedIndex:
        documents = tuple(map(_document_from_json, _read_lines(folder / "documents.jsonl")))
        texts = {document.id: document.text for document in documents}
        return cls(
            documents=documents,
            passages=tuple(
                _passage_from_json(fields, texts)
                for fields in _read_lines(folder / "passages.jsonl")
            ),
            passage_vectors=VectorIndex.load(folder / "passage_vectors.faiss"),
            sentence_vectors=VectorIndex.load(folder / "sentence_vectors.faiss"),
            passage_terms=LexicalIndex.load(folder / "passage_terms"),
            sentence_terms=LexicalIndex.load(folder / "sentence_terms"),
        )

    def passage_of_sentence(self) -> Rows:
        """The passage's row of every sentence's row: (n_sentences,) int64."""
        counts = [len(passage.sentences) for passage in self.passages]
        return np.repeat(np.arange(len(counts), dtype=np.int64), counts)


def _write_lines(file: Path, values: Iterable[dict[str, Any]]) -> None:
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for value in values:
            out.write(json.dumps(value, ensure_ascii=False) + "\n")
        out.flush()
        os.fsync(out.fileno())


def _read_lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield json.loads(line)


def _document_to_json(document: Document) -> dict[str, Any]:
    fields = dataclasses.asdict(document)
    fields["delivered"] = document.delivered.isoformat() if document.delivered else None
    return fields


def _document_from_json(fields: dict[str, Any]) -> Document:
    delivered = fields.pop("delivered")
    headings = fields.pop("headings")
    dropped = fields.pop("dropped")
    return Document(
        **fields,
        delivered=dt.date.fromisoformat(delivered) if delivered else None,
        headings=tuple(Heading(**heading) for heading in headings),
        dropped=tuple(
            Dropped(start=drop["start"], end=drop["end"], reason=DropReason(drop["reason"]))
            for drop in dropped
        ),
    )


def _passage_to_json(passage: Passage) -> dict[str, Any]:
    """A passage without its text, which its span of the document gives back."""
    return {
        "document": passage.document_id,
        "number": passage.number,
        "section": passage.section,
        "period": passage.period,
        "start": passage.start,
        "end": passage.end,
        "sentences": _spans(passage.sentences),
    }


def _spans(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    return [(sentence.start, sentence.end) for sentence in sentences]


def _passage_from_json(fields: dict[str, Any], texts: dict[str, str]) -> Passage:
    text = texts[fields["document"]]
    return Passage(
        document_id=fields["document"],
        number=fields["number"],
        section=tuple(fields["section"]),
        period=Period(fields["period"]),
        start=fields["start"],
        end=fields["end"],
        text=text[fields["start"] : fields["end"]],
        sentences=tuple(
            Sentence(start=start, end=end, text=text[start:end])
            for start, end in fields["sentences"]
        ),
    )
