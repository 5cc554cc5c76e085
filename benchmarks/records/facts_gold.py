"""Checks the facts that were noted by reading: ``python -m benchmarks.records.facts_gold FOLDER``.

The notes hold places in ``Document.text``, checksums and slots, none of the reports' words. What is
asked of each line: does it slice back, is it inside of a stretch that was read whole, does no other
line claim the same characters, and does its number agree with what ``index.language.quantities``
reads there. Within a stretch each digit belongs to a noted line.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from benchmarks.records.conditions import ROOT
from index.errors import CorpusError
from index.language.quantities import quantities
from index.reading import corpus_files, readers, report
from index.types import Aspect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Note = Mapping[str, Any]

NOTES = ROOT / "benchmarks/notes"
_FILES = ("facts-dev.jsonl", "facts-held.jsonl")
_STRETCHES = "facts-stretches.jsonl"

# What each slot may hold.
_KINDS = frozenset({"figure", "worded", "none"})
SLOTS = {
    "kind": _KINDS,
    "hedge": frozenset(
        {"exact", "about", "at least", "more than", "at most", "less than", "nearly"}
    ),
    "direction": frozenset({"up", "down", "none"}),
    "aspect": frozenset(aspect.value for aspect in Aspect),
    "status": frozenset({"done", "expected", "target", "plan"}),
    "time_from": frozenset({"clause", "sentence", "before", "heading", "header", "report", ""}),
    "negated": frozenset({True, False}),
}
_PARTS = frozenset(
    {"year", "h1", "q1-q3", "q1", "quarter", "month", "as-of", "average", "cumulative", "none"}
)
SENTENCE = re.compile(r"[^\n。！？]+")
_DIGITS = re.compile(r"\d+")


def lines(file: Path) -> list[Note]:
    """What a file of notes holds, a line each."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def texts(folders: Sequence[Path]) -> dict[str, str]:
    """The texts of the reports below folders, by the checksums of their files."""
    found = {}
    for file, name in corpus_files.find(folders):
        try:
            source = readers.read(file, name)
        except CorpusError as error:
            click.echo(str(error))
            continue
        found[source.id] = report.parse(source).document.text
    return found


def sha256(text: str) -> str:
    """The checksum of a text, as the notes hold it."""
    return hashlib.sha256(text.encode()).hexdigest()


def start_of(note: Note, text: str) -> int | None:
    """Where the noted sentence begins in a text: as noted, or wherever else it stands now."""
    noted = note["sentence"]
    if sha256(text[noted["start"] : noted["end"]]) == noted["sha256"]:
        start: int = noted["start"]
        return start
    length = noted["end"] - noted["start"]
    found = (
        match.start()
        for match in SENTENCE.finditer(text)
        if len(match.group()) == length and sha256(match.group()) == noted["sha256"]
    )
    return next(found, None)


def faults(note: Note, text: str) -> Iterator[str]:
    """What is wrong with a line."""
    start = start_of(note, text)
    if start is None:
        yield "its sentence is nowhere"
    elif start != note["sentence"]["start"]:
        yield f"its sentence has moved by {start - note['sentence']['start']}"
    if note["start"] - note["offset"] != note["sentence"]["start"]:
        yield "its offset is not that of its place"
    if not note["start"] < note["end"] <= note["sentence"]["end"]:
        yield "it reaches over its sentence"
    if note["kind"] == "none":
        if not note["why"]:
            yield "it does not say why it is no fact"
        return
    yield from _faults_of_slots(note, text)


def _faults_of_slots(note: Note, text: str) -> Iterator[str]:
    for slot, allowed in SLOTS.items():
        if note[slot] not in allowed:
            yield f"its {slot} is {note[slot]!r}"
    if note["time"]["part"] not in _PARTS:
        yield f"its part of a time is {note['time']['part']!r}"
    if (note["kind"] == "figure") != (note["value"] is not None):
        yield f"a {note['kind']} has the value {note['value']!r}"
    spans = [*note["measure"], *([note["subject"]] if note["subject"] else [])]
    if not note["measure"]:
        yield "it has no measure"
    if any(not text[start:end].strip() for start, end in spans):
        yield "its measure or subject is empty"


def overlaps(notes: Sequence[Note]) -> Iterator[tuple[Note, Note]]:
    """The lines of one report that claim the same characters."""
    ordered = sorted(notes, key=lambda note: note["start"])
    for this, following in itertools.pairwise(ordered):
        if following["start"] < this["end"]:
            yield this, following


def not_noted(text: str, stretch: Note, notes: Sequence[Note]) -> Iterator[tuple[int, int]]:
    """The runs of digits of a stretch that belong to no line."""
    taken = {at for note in notes for at in range(note["start"], note["end"])}
    for match in _DIGITS.finditer(text, stretch["start"], stretch["end"]):
        if taken.isdisjoint(range(*match.span())):
            yield match.span()


def disagreement(note: Note, text: str) -> str:
    """How the reading of quantities differs from a plain figure's number; empty where it does not."""
    if note["kind"] != "figure" or note["high"] is not None:
        return ""
    written = text[note["start"] : note["end"]]
    found = [each.magnitude for each in quantities(written)]
    value = Decimal(str(note["value"]))
    if len(found) == 1 and found[0] in (value, None):
        return ""
    return f"{written!r} is {note['value']} {note['unit']}, read as {[str(each) for each in found]}"


def _check(notes: Sequence[Note], stretches: Sequence[Note], text: str) -> Iterator[str]:
    for note in notes:
        place = f"{note['report']} {note['start']}"
        yield from (f"{place}: {fault}" for fault in faults(note, text))
        if not any(s["start"] <= note["start"] < note["end"] <= s["end"] for s in stretches):
            yield f"{place}: it is in no stretch"
    for this, following in overlaps(notes):
        yield f"{this['report']} {this['start']}: overlaps {following['start']}"
    for stretch in stretches:
        if sha256(text[stretch["start"] : stretch["end"]]) != stretch["sha256"]:
            yield f"{stretch['report']} {stretch['start']}: the stretch has changed"
        for start, end in not_noted(text, stretch, notes):
            yield f"{stretch['report']} {start}: {text[start:end]} is not noted"


def _counts(notes: Sequence[Note]) -> Iterator[str]:
    facts = [note for note in notes if note["kind"] != "none"]
    yield f"{len(facts)} facts of {len({note['report'] for note in notes})} reports"
    for slot in SLOTS:
        told = Counter(str(fact[slot]) for fact in facts)
        yield f"{slot}: " + ", ".join(f"{value or '-'} {n}" for value, n in told.most_common())
    parts = Counter(fact["time"]["part"] for fact in facts)
    yield "part: " + ", ".join(f"{part} {n}" for part, n in parts.most_common())


@click.command()
@click.argument("folders", type=click.Path(path_type=Path, exists=True), nargs=-1, required=True)
@click.option(
    "--notes", type=click.Path(path_type=Path), default=NOTES, help="Folder of the notes."
)
@click.option("--held", is_flag=True, help="Also show what differs in the reports held back.")
def main(folders: tuple[Path, ...], notes: Path, *, held: bool) -> None:
    """Check the noted facts against the reports below the folders; fails at the first fault."""
    read = texts(folders)
    stretches = defaultdict(list)
    for stretch in lines(notes / _STRETCHES):
        stretches[stretch["file_sha256"]].append(stretch)
    wrong = 0
    for name in _FILES:
        every = lines(notes / name)
        of_file = defaultdict(list)
        for note in every:
            of_file[note["file_sha256"]].append(note)
        for sha, of_report in of_file.items():
            if sha not in read:
                click.echo(f"{of_report[0]['report']}: not below the folders")
                continue
            for fault in _check(of_report, stretches[sha], read[sha]):
                wrong += 1
                click.echo(fault)
            if held or "held" not in name:
                told = (disagreement(note, read[sha]) for note in of_report)
                for difference in filter(None, told):
                    click.echo(f"{of_report[0]['report']}: {difference}")
        click.echo(f"\n{name}")
        for line in _counts(every):
            click.echo(line)
    click.echo(f"\n{wrong} faults")
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
