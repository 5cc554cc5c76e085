"""qa.web.report_tables.retelling: the same answer in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.tables.wording.english import ENGLISH
from qa.web.report_tables.retelling import retold

if TYPE_CHECKING:
    from qa import Engine


def test_result_and_offer_are_told_anew_and_nothing_else_changes(neighbours: Engine):
    for question in ("哪个县2030年粮食产量最高?", "今年地区生产总值增长目标是多少?"):
        answer, table = neighbours.snapshot().ask_with_table(question)
        told = retold(answer, table, ENGLISH)
        assert told.citations == answer.citations
        assert told.of_table is not None
        assert told.of_table.text.isascii() is (table is None)
    assert retold(told, None, ENGLISH).of_table == told.of_table


def test_an_answer_of_one_report_stays_as_it_is(neighbours: Engine):
    answer = neighbours.ask("白沙县2030年粮食产量是多少?")
    assert retold(answer, None, ENGLISH) is answer


def test_a_remark_is_told_anew(neighbours: Engine):
    answer, table = neighbours.snapshot().ask_with_table("石岭县2031年新增就业目标在各县排第几?")
    told = retold(answer, table, ENGLISH)
    assert not told.found
    assert told.of_table is not None
    assert told.of_table.wish == "remark"
    assert "no report states that" in told.of_table.text
