"""qa.batches.answer_rows: an answer is a row that says no more than the answer does."""

from __future__ import annotations

import dataclasses

import pytest

from qa.batches import answer_rows
from qa.types import Answer, Level, TableLine
from tests.support.texts.answer_samples import likely, off_table, sample


@pytest.mark.parametrize(
    ("answer", "level"),
    [
        (sample(), Level.ANSWERED),
        (likely(), Level.LIKELY),
        (sample(found=False), Level.NOT_TOLD),
    ],
)
def test_a_row_has_the_level_of_its_answer(answer: Answer, level: Level):
    row = answer_rows.of_answer(answer)
    assert row["level"] == level.value
    assert (row["quote"] is None) == (level is Level.NOT_TOLD)


def test_what_was_read_off_a_table_names_its_places_and_what_could_change_it():
    answer = off_table()
    read = answer.read_off
    assert read is not None
    lines = (
        TableLine(place="云溪县", text="4.5%", marks=("以上",)),
        TableLine(place="青田县", text=""),
    )
    told = dataclasses.replace(answer, of_table=dataclasses.replace(read, lines=lines))
    row = answer_rows.of_answer(told)
    assert row["answer"].splitlines() == [read.text, "云溪县 4.5%（以上）", "青田县 未写明"]
    assert row["also"] == "; ".join(read.warnings)
