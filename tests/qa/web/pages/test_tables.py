"""qa.web.pages.tables: what is answered to whatever a browser may send of tables."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

from qa.web.library import Library
from qa.web.pages.chat import Chat
from qa.web.pages.tables import Tables
from qa.web.texts import EN, ZH_CN

if TYPE_CHECKING:
    from qa import Engine

QUESTION = "各县2030年粮食产量"


def test_an_answer_off_a_table_is_shown_as_one(neighbours: Engine):
    reply = Chat(Library(neighbours)).ask({"question": QUESTION}, ZH_CN)
    assert reply["turn"].count('<th scope="row"') == 5
    assert "<blockquote" not in reply["turn"]
    assert reply["table"]["lines"]["0"] == "云溪县\t2031\t24万吨\t240000\t"
    assert ZH_CN.table.sources_told in reply["sources"]


def test_result_and_warnings_are_in_the_language_of_the_page(neighbours: Engine):
    question = "几个县2031年地区生产总值增长目标超过5%?"
    reply = Chat(Library(neighbours)).ask({"question": question}, EN)
    assert "“超过5%” holds for 2: 石岭县 (6%以上)" in reply["turn"]
    assert "Not to be decided by what is written, not counted, 1: 白沙县" in reply["turn"]
    for taken in ("turn", "markdown", "plain", "word"):
        assert "份" not in reply[taken]


def test_an_answer_of_one_report_has_no_table(neighbours: Engine):
    reply = Chat(Library(neighbours)).ask({"question": "云溪县2030年粮食产量多少?"}, ZH_CN)
    assert "<blockquote" in reply["turn"]
    assert reply["table"] == {}


def test_a_follow_up_is_a_table_too(neighbours: Engine):
    history = ["各县2031年地区生产总值增长目标"]
    reply = Chat(Library(neighbours)).ask({"question": "哪个县最高?", "history": history}, ZH_CN)
    rows = Tables(Library(neighbours)).rows({"question": reply["asked"]}, ZH_CN)
    assert rows["rows"].count("<tr") == reply["turn"].count("<tr data-number") == 5


def test_rows_come_in_the_order_that_is_sent(neighbours: Engine):
    sent = {"question": QUESTION, "sort": "figure-0", "descending": True, "only": "untold"}
    reply = Tables(Library(neighbours)).rows(sent, ZH_CN)
    assert [*reply["lines"].values()] == ["青田县\t2031\t未写明\t\t"]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"question": "  "},
        {"question": "长" * 2000},
        {"question": QUESTION, "view": {"report": "nonsense"}},
        {"question": QUESTION, "view": {"year": "x"}},
    ],
)
def test_what_cannot_be_asked_is_a_notice(neighbours: Engine, sent: dict[str, Any]):
    tables = Tables(Library(neighbours))
    assert tables.rows(sent, ZH_CN).keys() == {"notice"}
    assert tables.file(sent, ZH_CN).keys() == {"notice"}


@pytest.mark.parametrize(("form", "kept"), [("csv", "csv"), ("xlsx", "xlsx"), ("../x", "xlsx")])
def test_a_file_holds_all_reports(neighbours: Engine, form: str, kept: str):
    reply = Tables(Library(neighbours)).file({"question": QUESTION, "form": form}, ZH_CN)
    assert (reply["form"], reply["n"]) == (kept, "5")
    assert len(base64.b64decode(reply["bytes"])) > 100


def test_a_view_narrows_a_file_too(neighbours: Engine):
    sent = {"question": QUESTION, "form": "csv", "view": {"place": "白沙县"}}
    reply = Tables(Library(neighbours)).file(sent, ZH_CN)
    told = base64.b64decode(reply["bytes"]).decode("utf-8-sig")
    assert told.count("\r\n") == 1 + 1
    assert "31万吨" in told


@pytest.mark.parametrize("form", ["csv", "md"])
def test_a_file_says_which_reports_were_chosen(neighbours: Engine, form: str):
    tables = Tables(Library(neighbours))
    sent = {"question": QUESTION, "form": form, "view": {"place": "白沙县", "year": "2031"}}
    told = base64.b64decode(tables.file(sent, ZH_CN)["bytes"]).decode("utf-8-sig")
    assert "范围" in told
    assert "白沙县、2031年" in told
    of_all = base64.b64decode(tables.file(sent | {"view": {}}, ZH_CN)["bytes"]).decode("utf-8-sig")
    assert "范围" not in of_all


def test_what_no_report_tells_is_refused_in_a_line_without_a_table(neighbours: Engine):
    reply = Chat(Library(neighbours)).ask({"question": "各县检察长是谁?"}, ZH_CN)
    assert "<table" not in reply["turn"]
    assert "<strong>所问的 5 份报告都没有写明：检察长。</strong>" in reply["turn"]
    assert "逐份查找了这些报告：" in reply["turn"]
    assert "可以指明一个地区" in reply["turn"]
    assert "read-off" not in reply["turn"]
    assert (reply["table"], ZH_CN.table.sources_told in reply["sources"]) == ({}, False)
    assert ZH_CN.sources_unanswered in reply["sources"]
    assert reply["sources"].count('class="card') > 1


def test_what_is_taken_along_names_what_was_chosen(neighbours: Engine):
    sent = {"question": "白沙县2030年粮食产量多少?", "view": {"place": "白沙县"}}
    reply = Chat(Library(neighbours)).ask(sent, ZH_CN)
    for form in ("markdown", "plain", "word"):
        assert "范围：白沙县" in reply[form]
    sent["view"] = {}
    assert "范围" not in Chat(Library(neighbours)).ask(sent, ZH_CN)["plain"]
