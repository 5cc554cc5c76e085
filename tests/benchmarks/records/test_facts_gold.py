"""benchmarks.records.facts_gold: the noted facts are well formed, and what is wrong with one is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from benchmarks.records import facts_gold
from index.reading import corpus_files, readers, report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Change = Callable[[dict[str, Any]], object]

TEXT = "2030年甲县政府工作报告\n一、2029年工作回顾\n全年种茶3000亩，增长5%。修渠两条。\n"
SHIPPED = [facts_gold.lines(facts_gold.NOTES / f"facts-{split}.jsonl") for split in ("dev", "held")]

PLACES = (
    *("report", "file_sha256", "start", "end", "sentence", "offset", "split", "why"),
    *("value", "high", "unit", "measure", "subject", "time"),
)


def note(text: str, sha: str, written: str, **slots: Any) -> dict[str, Any]:
    """A line about the first place where a value stands."""
    start = text.index(written)
    sentence = next(
        match
        for match in facts_gold.SENTENCE.finditer(text)
        if match.start() <= start < match.end()
    )
    told = {
        "report": "a.txt",
        "file_sha256": sha,
        "start": start,
        "end": start + len(written),
        "kind": "figure",
        "sentence": {
            "start": sentence.start(),
            "end": sentence.end(),
            "sha256": facts_gold.sha256(sentence.group()),
        },
        "offset": start - sentence.start(),
    }
    measure = text.index("种茶")
    figure = {
        "value": 3000,
        "high": None,
        "unit": "亩",
        "hedge": "exact",
        "direction": "none",
        "measure": [[measure, measure + 2]],
        "subject": "",
        "aspect": "addition",
        "time": {"from": 2029, "to": 2029, "part": "year"},
        "time_from": "heading",
        "status": "done",
        "negated": False,
    }
    return told | (figure if slots.get("kind") != "none" else {}) | slots


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of one report, and beside it notes of all its digits."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(TEXT, encoding="utf-8")
    ((file, name),) = corpus_files.find([tmp_path / "reports"])
    source = readers.read(file, name)
    text = report.parse(source).document.text
    start = text.index("全年")
    notes = [
        note(text, source.id, "3000亩"),
        note(text, source.id, "5%", value=5, unit="%", aspect="change", direction="up"),
        note(text, source.id, "两条", value=2, unit="条"),
    ]
    stretch = {
        "report": "a.txt",
        "file_sha256": source.id,
        "start": start,
        "end": len(text),
        "sha256": facts_gold.sha256(text[start:]),
    }
    (tmp_path / "notes").mkdir()
    write(tmp_path, "facts-dev.jsonl", notes)
    write(tmp_path, "facts-held.jsonl", [])
    write(tmp_path, "facts-stretches.jsonl", [stretch])
    return tmp_path


def write(folder: Path, name: str, every: list[Any]) -> None:
    """Write a file of notes."""
    told = "".join(json.dumps(each) + "\n" for each in every)
    (folder / "notes" / name).write_text(told, encoding="utf-8")


def told(folder: Path) -> tuple[int, str]:
    """What the command says of a folder, and how it ends."""
    arguments = [str(folder / "reports"), "--notes", str(folder / "notes")]
    ended = CliRunner().invoke(facts_gold.main, arguments)
    return ended.exit_code, ended.output


def test_notes_without_a_fault_pass(folder: Path):
    code, output = told(folder)
    assert code == 0, output
    assert "3 facts of 1 reports" in output
    assert output.endswith("0 faults\n")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda line: line["sentence"].update(sha256="0" * 64), "its sentence is nowhere"),
        (lambda line: line.update(offset=0), "its offset is not that of its place"),
        (lambda line: line.update(end=line["end"] + 40), "it reaches over its sentence"),
        (lambda line: line.update(aspect="size"), "its aspect is 'size'"),
        (lambda line: line["time"].update(part="week"), "its part of a time is 'week'"),
        (lambda line: line.update(value=None), "a figure has the value None"),
        (lambda line: line.update(kind="worded"), "a worded has the value 3000"),
        (lambda line: line.update(measure=[]), "it has no measure"),
        (lambda line: line.update(subject=[3, 3]), "its measure or subject is empty"),
        (lambda line: line.update(kind="none", why=""), "it does not say why it is no fact"),
        (lambda line: line.update(start=line["start"] + 4, offset=line["offset"] + 4), "3000"),
        (lambda line: line.update(end=line["end"] + 5), "overlaps"),
    ],
)
def test_what_is_wrong_with_a_line_is_told(folder: Path, change: Change, fault: str):
    every = [dict(line) for line in facts_gold.lines(folder / "notes" / "facts-dev.jsonl")]
    change(every[0])
    write(folder, "facts-dev.jsonl", every)
    code, output = told(folder)
    assert code == 1
    assert fault in output


def test_a_sentence_that_stands_elsewhere_is_found(folder: Path):
    (line, *_) = facts_gold.lines(folder / "notes" / "facts-dev.jsonl")
    text = "另一行。\n" + TEXT
    assert facts_gold.start_of(line, TEXT) == line["sentence"]["start"]
    assert facts_gold.start_of(line, text) == line["sentence"]["start"] + len("另一行。\n")
    assert facts_gold.start_of(line, "全年种茶4000亩，增长5%。") is None
    assert next(facts_gold.faults(line, text)) == "its sentence has moved by 5"


def test_a_digit_that_no_line_claims_is_told(folder: Path):
    every = facts_gold.lines(folder / "notes" / "facts-dev.jsonl")
    write(folder, "facts-dev.jsonl", every[1:])
    code, output = told(folder)
    assert code == 1
    assert "3000 is not noted" in output


def test_a_number_that_is_read_otherwise_is_told(folder: Path):
    every = [dict(line) for line in facts_gold.lines(folder / "notes" / "facts-dev.jsonl")]
    every[1]["value"] = 6
    write(folder, "facts-dev.jsonl", every)
    code, output = told(folder)
    assert code == 0, output
    assert "'5%' is 6 %, read as ['5']" in output


def test_what_is_held_back_is_not_shown_unasked(folder: Path):
    every = [dict(line) for line in facts_gold.lines(folder / "notes" / "facts-dev.jsonl")]
    every[1]["value"] = 6
    write(folder, "facts-held.jsonl", every)
    write(folder, "facts-dev.jsonl", [])
    assert "'5%' is 6" not in told(folder)[1]


class TestTheShippedNotes:
    def test_there_are_enough_of_both_halves(self):
        n = [sum(line["kind"] != "none" for line in half) for half in SHIPPED]
        assert sum(n) >= 1500
        assert min(n) / sum(n) >= 0.45
        assert len({line["report"] for half in SHIPPED for line in half}) >= 15

    def test_no_report_is_in_both_halves(self):
        dev, held = ({line["file_sha256"] for line in half} for half in SHIPPED)
        assert dev.isdisjoint(held)

    def test_they_hold_only_places_and_slots(self):
        known = {*facts_gold.SLOTS, *PLACES}
        for line in (line for half in SHIPPED for line in half):
            assert set(line) <= known
            assert isinstance(line["end"], int)
            assert line.get("subject", "") == "" or len(line["subject"]) == 2

    def test_each_lies_in_a_stretch_and_overlaps_no_other(self):
        stretches = facts_gold.lines(facts_gold.NOTES / "facts-stretches.jsonl")
        for half in SHIPPED:
            for sha in {line["file_sha256"] for line in half}:
                of_report = [line for line in half if line["file_sha256"] == sha]
                assert list(facts_gold.overlaps(of_report)) == []
                within = [s for s in stretches if s["file_sha256"] == sha]
                assert all(
                    any(s["start"] <= line["start"] < line["end"] <= s["end"] for s in within)
                    for line in of_report
                )
