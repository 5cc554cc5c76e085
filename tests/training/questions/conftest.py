"""A folder with one report and questions that were noted on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.records.facts_gold import sha256, texts
from training.questions import drafts

if TYPE_CHECKING:
    from pathlib import Path

REPORT = "2030年甲县政府工作报告\n\n一、2029年工作回顾\n种茶3000亩。乙渠、丙渠建成通水！\n丁路年底通车。\n"
DRAFT = """
# a remark
A citizen colloquial list | 哪几条渠修好了 | 3: 乙渠 ;; 丙渠
L clerk keyword progress | 哪几条渠修好了 >> 丁路呢 | 4
N foreigner english who further | Who built the canals? | 3
"""


@pytest.fixture
def report_text(tmp_path: Path) -> tuple[dict[str, str], str]:
    """What drafts need of the report: its slots and its text."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/a.txt").write_text(REPORT, encoding="utf-8")
    ((sha, text),) = texts([tmp_path / "reports"]).items()
    return {"report": "a.txt", "file_sha256": sha, "split": "dev"}, text


@pytest.fixture
def folder(tmp_path: Path, report_text: tuple[dict[str, str], str]) -> Path:
    """The folder: ``reports`` with the report, ``questions`` with its questions."""
    slots, text = report_text
    questions, faults = drafts.note(DRAFT, slots, text)
    assert faults == []
    listed: dict[str, Any] = {**slots, "n_chars": len(text), "text_sha256": sha256(text)}
    drafts.write(questions, tmp_path / "questions/dev" / f"{slots['file_sha256'][:8]}.jsonl")
    (tmp_path / "questions/reports.jsonl").write_text(json.dumps(listed) + "\n", encoding="utf-8")
    return tmp_path
