"""Measures how much of real reports is kept, and of the pages around them left out.

``python -m benchmarks.reading.bodies --reports FOLDER``. What of each file is the report was noted by
reading it, as spans of its text without white space; so were the places where a paragraph ends in a
sample of the lines that files hold. The notes keep offsets and checksums, none of the words.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from benchmarks.records.conditions import ROOT
from benchmarks.records.tables import markdown
from index.errors import CorpusError
from index.reading import corpus_files, readers, report
from index.types import DropReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.types import Document, Source

NOTES = ROOT / "benchmarks/notes/bodies.jsonl"
_HASH_CHARS = 16
_EVERY = 3  # of the files, by their checksums, one was not looked at while rules were made
_SHOWN_CHARS = 40

Span = tuple[int, int]


@dataclass(slots=True)
class Counts:
    """What was counted of some files; characters are those that are no white space.

    ``lost`` are characters of the report that are in no passage, heading or title; ``kept`` those of
    the page that are; ``repeated`` those of a second copy of the report, ``kept_again`` those of them
    that are in passages. ``parted`` and ``joined`` are the ends of lines at which a paragraph was cut
    that goes on, or was not cut.
    """

    files: int = 0
    body: int = 0
    lost: int = 0
    furniture: int = 0
    kept: int = 0
    repeated: int = 0
    kept_again: int = 0
    ends: int = 0
    parted: int = 0
    joined: int = 0
    said: list[str] = field(default_factory=list)  # what is wrong, a line each

    def add(self, other: Counts) -> None:
        """Add what was counted of other files."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


def places_of(text: str) -> list[int]:
    """How many characters that are no white space stand before each place of a text."""
    return [0, *itertools.accumulate(not c.isspace() for c in text)]


def kept_spans(document: Document, paragraphs: Sequence[report.Paragraph]) -> Iterator[Span]:
    """The spans of a text that can be asked for, or are shown above what can."""
    yield from ((paragraph.start, paragraph.end) for paragraph in paragraphs)
    yield from ((heading.start, heading.end) for heading in document.headings)


def told_spans(document: Document) -> Iterator[Span]:
    """The spans that are left out as what they are: the address, and a title that is known."""
    title = "".join(document.title.split())
    for drop in document.dropped:
        words = "".join(document.text[drop.start : drop.end].split())
        if drop.reason is DropReason.SALUTATION or title in (words, words.partition("：")[2]):
            yield drop.start, drop.end


def count(source: Source, note: dict[str, Any]) -> Counts:
    """Hold what is read of a file against its note.

    Raises:
        ValueError: the note is of another text.
    """
    whole = "".join(source.text.split())
    for start, end, checksum in (*note["body"], *note["repeated"]):
        if hashlib.sha256(whole[start:end].encode()).hexdigest()[:_HASH_CHARS] != checksum:
            raise ValueError(f"{source.path}: the note is of another text: {start} to {end}")
    parsed = report.parse(source)
    place = places_of(source.text)
    kept_at = [(place[a], place[b]) for a, b in kept_spans(parsed.document, parsed.paragraphs)]
    told_at = [(place[a], place[b]) for a, b in told_spans(parsed.document)]
    is_kept, is_told = _marked(whole, kept_at), _marked(whole, told_at)
    is_body = _marked(whole, [(start, end) for start, end, _ in note["body"]])
    is_again = _marked(whole, [(start, end) for start, end, _ in note["repeated"]])
    counts = Counts(files=1)
    wrong: list[tuple[int, str]] = []
    for i, (body, again, kept) in enumerate(zip(is_body, is_again, is_kept, strict=True)):
        counts.body += body
        counts.repeated += again
        counts.furniture += not body and not again
        counts.kept_again += again and kept
        if body and not kept and not is_told[i]:
            wrong.append((i, "lost"))
        if not body and not again and kept:
            wrong.append((i, "kept"))
    counts.lost = sum(what == "lost" for _, what in wrong)
    counts.kept = sum(what == "kept" for _, what in wrong)
    counts.said = [f"{source.path}: {what}: {words}" for what, words in _runs(whole, wrong)]
    _count_ends(source, note["ends"], counts)
    return counts


def _marked(whole: str, spans: Sequence[Span]) -> bytearray:
    marks = bytearray(len(whole))
    for start, end in spans:
        marks[start:end] = b"\1" * (end - start)
    return marks


def _runs(whole: str, wrong: Sequence[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """Characters that follow each other, as what is wrong with them and how they begin."""
    start = 0
    for i in range(1, len(wrong) + 1):
        if i == len(wrong) or wrong[i] != (wrong[i - 1][0] + 1, wrong[start][1]):
            at, what = wrong[start]
            yield what, whole[at : wrong[i - 1][0] + 1][:_SHOWN_CHARS]
            start = i


def _count_ends(source: Source, ends: Sequence[tuple[int, bool]], counts: Counts) -> None:
    place = places_of(source.text)
    cuts = {place[i] for i, c in enumerate(source.text) if c == "\n"}
    whole = "".join(source.text.split())
    for at, is_end in ends:
        counts.ends += 1
        counts.parted += not is_end and at in cuts
        counts.joined += is_end and at not in cuts
        if is_end != (at in cuts):
            what = "joined" if is_end else "parted"
            around = f"{whole[max(0, at - 12) : at]}|{whole[at : at + 12]}"
            counts.said.append(f"{source.path}: {what}: {around}")


def per_cent(part: int, whole: int) -> str:
    """A share as a person reads it, with the characters that it is of."""
    return f"{100 * part / max(whole, 1):.2f} % of {whole:,}"


@click.command()
@click.option("--reports", "folders", type=click.Path(path_type=Path), multiple=True, required=True)
@click.option("--notes", type=click.Path(path_type=Path), default=NOTES)
@click.option("--say", is_flag=True, help="Show what is lost, kept, parted and joined.")
def main(folders: tuple[Path, ...], notes: Path, *, say: bool) -> None:
    """Print how much of the noted reports below the folders is kept, by thirds of the files."""
    noted = {
        note["sha256"]: note
        for note in map(json.loads, notes.read_text(encoding="utf-8").splitlines())
    }
    sets = {"two thirds": Counts(), "the last third": Counts()}
    for file, name in corpus_files.find(folders):
        try:
            source = readers.read(file, name)
        except CorpusError as error:
            print(error)
            continue
        if source.id not in noted:
            print(f"{name} is not noted")
            continue
        counts = count(source, noted[source.id])
        is_last = int(source.id[:8], 16) % _EVERY == 0
        sets["the last third" if is_last else "two thirds"].add(counts)
        if say:
            print(*counts.said, sep="\n" if counts.said else "", end="\n" if counts.said else "")
    every = Counts()
    for counts in sets.values():
        every.add(counts)
    rows = [
        (
            name,
            str(counts.files),
            per_cent(counts.lost, counts.body),
            per_cent(counts.kept, counts.furniture),
            per_cent(counts.kept_again, counts.repeated),
            f"{counts.parted} and {counts.joined} of {counts.ends}",
        )
        for name, counts in (*sets.items(), ("all", every))
    ]
    heads = ("files", "n", "lost", "furniture kept", "copies kept", "parted, joined wrongly")
    print(markdown(heads, rows))


if __name__ == "__main__":
    main()
