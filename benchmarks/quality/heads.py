"""Measures how many heads of real reports are read right: place, level, year and kind.

What each file is was noted by reading it. The notes hold the files' checksums and these facts, none
of their words.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from benchmarks.records.conditions import ROOT
from index.errors import CorpusError
from index.reading import corpus_files, readers, report

NOTES = ROOT / "benchmarks/notes/heads.jsonl"
_FACTS = ("place", "level", "year", "kind")


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
        document = report.parse(source).document
        read = {fact: getattr(document, fact) for fact in _FACTS}
        wrong = [fact for fact in _FACTS if read[fact] != note[fact]]
        for fact in _FACTS:
            n_right[fact] += fact not in wrong
        n_right["all"] += not wrong
        for fact in wrong:
            print(f"{name}: {fact} {read[fact]!r}, noted {note[fact]!r}")
    print(", ".join(f"{fact} {n} of {n_files}" for fact, n in n_right.items()))


if __name__ == "__main__":
    main()
