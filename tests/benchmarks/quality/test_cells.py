from __future__ import annotations

from typing import Any

import pytest

from benchmarks.quality.cells import outcome

GIVEN = {"status": "given", "answers": ["增长5.5%左右", "5.5%左右"]}
ABSENT = {"status": "not given", "answers": []}


@pytest.mark.parametrize(
    ("cell", "text", "confidence", "result"),
    [
        (GIVEN, "5.5％左右", 0.95, "right"),
        (GIVEN, "预期增长5.5%左右", 0.5, "right"),
        (GIVEN, "5.5%", 0.5, "right"),
        (GIVEN, "15.5%", 0.5, "wrong"),
        (GIVEN, "6.5%左右", 0.91, "wrong and sure"),
        (GIVEN, "5", 0.89, "wrong"),
        (GIVEN, "", 0.2, "refused"),
        (ABSENT, "5.5%", 0.99, "invented"),
        (ABSENT, "", 0.2, "rightly refused"),
    ],
)
def test_an_answer_is_held_against_its_cell(
    cell: dict[str, Any], text: str, confidence: float, result: str
) -> None:
    assert outcome(cell, text, confidence) == result
