"""benchmarks.quality.facts: right, wrong and left open are counted apart, slot by slot."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from benchmarks.quality.facts import Sums, main
from tests.support.texts.facts import REVIEW, facts_in
from tests.support.texts.samples import parse

if TYPE_CHECKING:
    from pathlib import Path

TEXT = REVIEW.format("茶叶产量3.2万吨，增长4.5%。累计发放贷款9亿元。")


def noted(text: str, **slots: Any) -> dict[str, Any]:
    """A fact of the text as it is noted, where nothing else is said as it should be."""
    start = TEXT.index(text)
    words = slots.pop("measure", "茶叶产量")
    measure = TEXT.index(words)
    sentence = {"start": TEXT.index("茶叶"), "end": TEXT.index("\n\n二、")}
    return {
        "report": "report.txt",
        "start": start,
        "end": start + len(text),
        "kind": "figure",
        "value": 4.5,
        "high": None,
        "unit": "%",
        "direction": "up",
        "measure": [[measure, measure + len(words)]],
        "subject": "",
        "aspect": "change",
        "time": {"from": 2023, "to": 2023, "part": "year"},
        "status": "done",
        "negated": False,
        "sentence": sentence,
    } | slots


LEVEL: dict[str, Any] = {"value": 32000, "unit": "吨", "direction": "none", "aspect": "level"}
NO_TIME = {"from": None, "to": None, "part": "none"}
LOAN: dict[str, Any] = {"value": 9 * 10**8, "unit": "元", "direction": "none", "aspect": "total"}


def sums_of(*notes: dict[str, Any]) -> tuple[Sums, list[str]]:
    document, _ = parse(TEXT, "report.txt")
    sums = Sums()
    lines = sums.add(document, facts_in(TEXT), notes)
    return sums, lines


def test_what_is_as_noted_is_right():
    sums, lines = sums_of(
        noted("3.2万吨", **LEVEL),
        noted("4.5%"),
        noted("9亿元", measure="贷款", time=NO_TIME, **LOAN),
    )
    assert lines == []
    assert (sums.n_noted, sums.n_found, sums.n_extra) == (3, 3, 0)
    assert sums.right["aspect"] == 3


def test_what_is_not_is_told():
    sums, lines = sums_of(noted("3.2万吨", **LEVEL), noted("4.5%", aspect="share"))
    assert (sums.right["aspect"], sums.wrong["aspect"]) == (1, 1)
    assert lines[0].startswith("aspect 4.5%: change | noted share")
    assert lines[1].startswith("extra 9亿元")
    assert sums.n_extra == 1


def test_what_says_that_it_is_not_known_is_left_open():
    sums, _ = sums_of(noted("9亿元", measure="贷款", **LOAN))
    assert (sums.right["time"], sums.wrong["time"], sums.open["time"]) == (0, 0, 1)


def test_what_was_noted_as_no_fact_lowers_the_precision():
    sums, lines = sums_of({**noted("4.5%"), "kind": "none", "why": "name"})
    assert sums.n_none == 1
    assert lines[0].startswith("none 4.5% (name)")
    assert "| value found | 0.000 | 0.000 | 0 |" in sums.table()


def test_a_table_is_printed(tmp_path: Path):
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    notes = tmp_path / "notes.jsonl"
    notes.write_text(json.dumps(noted("4.5%")) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["--reports", str(tmp_path), "--notes", str(notes)])
    assert result.exit_code == 0, result.output
    assert "| aspect | 1.000 | 1.000 | 1 |" in result.output
