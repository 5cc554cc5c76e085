"""qa.suggesting.of_one: what a table does not tell, asked of one report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.suggesting.of_one import questions
from tests.support.texts.neighbouring_reports import engine_of

if TYPE_CHECKING:
    from qa import Engine


@pytest.fixture(scope="module")
def neighbours(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("neighbours"))


def test_what_one_report_answers_is_offered(neighbours: Engine):
    snapshot = neighbours.snapshot()
    table = snapshot.table("各县2030年粮食产量是多少?")
    found = [*questions(snapshot, table)]
    assert "云溪县2030年粮食产量是多少?" in found
    assert all(snapshot.ask(each).found for each in found)


def test_what_none_answers_is_not(neighbours: Engine):
    snapshot = neighbours.snapshot()
    assert [*questions(snapshot, snapshot.table("各县2030年火箭发射数是多少?"))] == []
