"""Measures how many heads of real reports are read right: place, level, year, kind, day, speaker.

What each file is was noted by two readings of it. The notes hold the files' checksums and these
facts, of the speakers a digest of the name, and none of the reports' words. Where a report's head and
its file's name call its place otherwise (a county that has become a district), the notes follow the
head where it tells the place, else the name.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks.records.conditions import ROOT
from index.errors import CorpusError
from index.reading import corpus_files, readers, report

if TYPE_CHECKING:
    from index.types import Document

NOTES = ROOT / "benchmarks/notes/heads.jsonl"
_FACTS = ("place", "level", "year", "kind", "delivered", "speaker")
_DIGEST_CHARS = 16


@click.command()
@click.option("--reports", "folders", type=click.Path(path_type=Path), multiple=True, required=True)
@click.option("--notes", type=click.Path(path_type=Path), default=NOTES)
def main(folders: tuple[Path, ...], notes: Path) -> None:
    """Print how many of the noted reports below the folders have each fact right."""
    lines = map(json.loads, notes.read_text(encoding="utf-8").splitlines())
    noted = {note["sha256"]: note for note in lines}
    n_files = 0
    n_right = dict.fromkeys((*_FACTS, "all"), 0)
    for file, name in corpus_files.find(folders):
        try:
            source = readers.read(file, name)
        except CorpusError as error:
            print(error)
            continue
        note = noted.get(source.id)
        if note is None:
            print(f"{name} is not noted")
            continue
        n_files += 1
        read = _facts(report.parse(source).document)
        wrong = [fact for fact in _FACTS if read[fact] != note[fact]]
        for fact in _FACTS:
            n_right[fact] += fact not in wrong
        n_right["all"] += not wrong
        for fact in wrong:
            print(f"{name}: {fact} {read[fact]!r}, noted {note[fact]!r}")
    print(", ".join(f"{fact} {n} of {n_files}" for fact, n in n_right.items()))


def _facts(document: Document) -> dict[str, object]:
    """What a report is taken for, as the notes tell it."""
    facts = {fact: getattr(document, fact) for fact in _FACTS}
    facts["delivered"] = document.delivered.isoformat() if document.delivered else ""
    if document.speaker:
        digest = hashlib.sha256(document.speaker.encode()).hexdigest()
        facts["speaker"] = digest[:_DIGEST_CHARS]
    return facts


if __name__ == "__main__":
    main()
