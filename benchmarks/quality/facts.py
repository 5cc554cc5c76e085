"""Measures how much of every figure is known: facts against those that were noted by reading.

Compared are, in the stretches of reports that the notes cover, each fact and the one that was noted at
the same place, slot by slot. A slot that says that it is not known is neither right nor wrong: it
lowers the recall, and not the precision. Measures and values are compared by what they share: one
reader's noun phrase is a word longer than another's.
"""

from __future__ import annotations

import difflib
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from benchmarks.records.conditions import ROOT
from index.errors import CorpusError
from index.fact_types import Fact, Origin, TimePart
from index.facts.reports import facts_of
from index.language import tokens
from index.reading import corpus_files, readers, report, splitting

if TYPE_CHECKING:
    from index.types import Document, Passage

Noted = Mapping[str, Any]
NOTES = ROOT / "benchmarks/notes/facts-dev.jsonl"
_ALIKE = 0.6  # of two measures' characters


@click.command()
@click.option("--reports", "folders", type=click.Path(path_type=Path), multiple=True, required=True)
@click.option("--notes", type=click.Path(path_type=Path, exists=True), default=NOTES)
@click.option("--wrong", metavar="SLOT", help="Also print what is not as noted of a slot.")
def main(folders: tuple[Path, ...], notes: Path, wrong: str | None) -> None:
    """Print precision and recall of each slot, and what reading a sentence takes."""
    tokens.prepare()
    noted: dict[str, list[Noted]] = defaultdict(list)
    for line in notes.read_text("utf-8").splitlines():
        fields = json.loads(line)
        noted[fields["report"]].append(fields)
    sums = Sums()
    for document, passages in _reports(folders, noted):
        started = time.process_time()
        facts = list(facts_of(document, passages))
        sums.seconds += time.process_time() - started
        sums.n_sentences += sum(len(passage.sentences) for passage in passages)
        for line in sums.add(document, facts, noted[document.path]):
            if wrong and line.startswith(f"{wrong} "):
                print(line)
    print(sums.table())


def _reports(
    folders: Sequence[Path], noted: Mapping[str, Sequence[Noted]]
) -> list[tuple[Document, tuple[Passage, ...]]]:
    found = []
    for file, name in corpus_files.find(folders):
        if name not in noted:
            continue
        try:
            source = readers.read(file, name)
        except CorpusError as error:
            print(error)
            continue
        parsed = report.parse(source)
        found.append((parsed.document, splitting.split(parsed)))
    return found


class Sums:
    """What was right, wrong and left open, for each slot."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.open: Counter[str] = Counter()
        self.n_noted = self.n_found = self.n_extra = self.n_none = 0
        self.seconds = 0.0
        self.n_sentences = 0

    def add(self, document: Document, facts: Sequence[Fact], noted: Sequence[Noted]) -> list[str]:
        """Compare the facts of a report with those noted; gives a line for each that is not so."""
        lines = []
        left = set(range(len(facts)))
        for each in noted:
            row = _at(facts, each)
            if each["kind"] == "none":
                if row is not None and row in left and not _at_fact(noted, facts[row]):
                    self.n_none += 1
                    left.discard(row)
                    lines.append(
                        f"none {_text(document, each)} ({each['why']}) | {facts[row].text}"
                    )
                continue
            self.n_noted += 1
            if row is None:
                lines.append(f"missed {_text(document, each)} | {_sentence(document, each)}")
                continue
            left.discard(row)
            self.n_found += 1
            lines += self._compare(document, facts[row], each)
        bounds = [(each["sentence"]["start"], each["sentence"]["end"]) for each in noted]
        for row in left:
            fact = facts[row]
            if any(start <= fact.start < end for start, end in bounds):
                self.n_extra += 1
                lines.append(
                    f"extra {fact.text} | {document.text[fact.start - 20 : fact.end + 15]!r}"
                )
        return lines

    def _compare(self, document: Document, fact: Fact, noted: Noted) -> list[str]:
        lines = []
        for slot, judge in _SLOTS.items():
            verdict, found, expected = judge(document, fact, noted)
            if verdict is None:
                self.open[slot] += 1
            elif verdict:
                self.right[slot] += 1
            else:
                self.wrong[slot] += 1
            if not verdict:
                lines.append(
                    f"{slot} {fact.text}: {found} | noted {expected} | {_sentence(document, noted)}"
                )
        return lines

    def table(self) -> str:
        """Precision and recall of each slot, as Markdown."""
        n_told = self.n_found + self.n_none + self.n_extra
        lines = [
            "| slot | precision | recall | of |",
            "|---|--:|--:|--:|",
            _row("value found", self.n_found, n_told, self.n_noted),
        ]
        for slot in _SLOTS:
            n_said = self.right[slot] + self.wrong[slot]
            lines.append(_row(slot, self.right[slot], n_said, n_said + self.open[slot]))
        per = self.seconds / max(1, self.n_sentences) * 1000
        lines.append(f"\n{self.n_sentences} sentences, {per:.2f} ms each")
        return "\n".join(lines)


def _row(name: str, n_right: int, n_said: int, n_all: int) -> str:
    return f"| {name} | {n_right / max(1, n_said):.3f} | {n_right / max(1, n_all):.3f} | {n_all} |"


def _at(facts: Sequence[Fact], noted: Noted) -> int | None:
    """The fact that shares most characters with the place of one that was noted."""
    start, end = noted["start"], noted["end"]
    best, row = 0, None
    for i, fact in enumerate(facts):
        shared = min(end, fact.end) - max(start, fact.start)
        if shared > best:
            best, row = shared, i
    return row


def _at_fact(noted: Sequence[Noted], fact: Fact) -> bool:
    return any(
        each["kind"] != "none" and each["start"] < fact.end and fact.start < each["end"]
        for each in noted
    )


Verdict = tuple[bool | None, object, object]


def _amount(_: Document, fact: Fact, noted: Noted) -> Verdict:
    amount = fact.amount
    found = (amount.value, amount.high, amount.unit if amount.value is not None else "")
    expected = (_decimal(noted["value"]), _decimal(noted["high"]), noted["unit"])
    is_worded = noted["kind"] == "worded"  # 第一 may have a number, or none
    return found == expected or is_worded, found, expected


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _direction(_: Document, fact: Fact, noted: Noted) -> Verdict:
    expected = "" if noted["direction"] == "none" else noted["direction"]
    return fact.direction.value == expected, fact.direction.value, expected


def _measure(document: Document, fact: Fact, noted: Noted) -> Verdict:
    expected = "".join(document.text[start:end] for start, end in noted["measure"])
    found = fact.measure.text
    if not found:
        return None, found, expected
    return _are_alike(found, expected), found, expected


def _are_alike(one: str, other: str) -> bool:
    one, other = "".join(one.split()), "".join(other.split())
    if one in other or other in one:
        return True
    return difflib.SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _subject(document: Document, fact: Fact, noted: Noted) -> Verdict:
    span = noted["subject"]
    expected = document.text[span[0] : span[1]] if span else document.place
    found = fact.subject.text
    if fact.subject.origin is Origin.UNKNOWN:
        return None, found, expected
    return (
        bool(found) == bool(expected) and (found in expected or expected in found),
        found,
        expected,
    )


def _aspect(_: Document, fact: Fact, noted: Noted) -> Verdict:
    return fact.aspect.value == noted["aspect"], fact.aspect.value, noted["aspect"]


def _time(_: Document, fact: Fact, noted: Noted) -> Verdict:
    found = (fact.time.first, fact.time.last)
    expected = (noted["time"]["from"], noted["time"]["to"])
    if fact.time.origin is Origin.UNKNOWN and expected != (None, None):
        return None, found, expected
    return found == expected, found, expected


def _part(_: Document, fact: Fact, noted: Noted) -> Verdict:
    if (
        fact.time.part in (TimePart.NONE, TimePart.CUMULATIVE)
        and fact.time.origin is Origin.UNKNOWN
    ):
        return (True if noted["time"]["part"] == "none" else None), "none", noted["time"]["part"]
    return (
        fact.time.part.value == noted["time"]["part"],
        fact.time.part.value,
        noted["time"]["part"],
    )


def _status(_: Document, fact: Fact, noted: Noted) -> Verdict:
    return fact.status.value == noted["status"], fact.status.value, noted["status"]


def _negated(_: Document, fact: Fact, noted: Noted) -> Verdict:
    return fact.is_negated == noted["negated"], fact.is_negated, noted["negated"]


_SLOTS: dict[str, Callable[[Document, Fact, Noted], Verdict]] = {
    "amount": _amount,
    "direction": _direction,
    "measure": _measure,
    "subject": _subject,
    "aspect": _aspect,
    "time": _time,
    "part": _part,
    "status": _status,
    "negated": _negated,
}


def _text(document: Document, noted: Noted) -> str:
    return document.text[noted["start"] : noted["end"]]


def _sentence(document: Document, noted: Noted) -> str:
    span = noted["sentence"]
    return document.text[span["start"] : span["end"]].replace("\n", " ")


if __name__ == "__main__":
    main()
