"""The log of a real server as JSON: what is in a line, and what is in none."""

from __future__ import annotations

import json
import logging
import signal
from typing import TYPE_CHECKING, Any

import pytest

from qa.web.operating.json_lines import JsonFormatter
from tests.support.serving import running

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "全市有航运企业多少家?"


def logged(index: Path, *options: str) -> list[dict[str, Any]]:
    """All that a server writes until it is stopped, with what it answered in the last object."""
    with running("--index", str(index), "--no-watch", "--log-format", "json", *options) as app:
        address = json.loads(app.said[-1])["line"]
        app.http.base_url = address
        app.await_engine()
        answer = app.ask("ask", QUESTION, None, 5, None).json()["data"][0]
        app.ask("search", QUESTION, 5, None)
        app.ask("ask", "", None, 5, None)
        app.stop(signal.SIGTERM)
        return [*map(json.loads, app.said), answer]


def test_a_line_for_each_question_without_its_words(small_index_dir: Path):
    *lines, answer = logged(small_index_dir)
    asked = [each for each in lines if each["event"] == "question"]
    first, second, third = asked
    assert (first["asked"], first["by"], first["level"], first["kind"]) == (
        *("answer", "api"),
        answer["level"],
        answer["kind"],
    )
    assert first["took_ms"] > 0
    assert first["generation"] == second["generation"] != ""
    assert "level" not in second
    assert (third["failure"], third["severity"]) == ("bad question", "warning")
    written = json.dumps(asked, ensure_ascii=False)
    quoted = [hit["passage"]["text"] for hit in answer["hits"]]
    assert quoted
    for text in (QUESTION, "航运", "127.0.0.1", *quoted, *filter(None, [answer["text"]])):
        assert text not in written


def test_every_line_is_an_object_with_its_time(small_index_dir: Path):
    *lines, _ = logged(small_index_dir)
    assert all(each.keys() >= {"time", "severity", "event"} for each in lines)
    assert {each["event"] for each in lines} <= {"note", "question", "fault"}


def test_the_words_are_there_where_they_are_asked_for(small_index_dir: Path):
    *lines, _ = logged(small_index_dir, "--log-questions")
    assert [each["question"] for each in lines if each["event"] == "question"][:2] == [QUESTION] * 2


@pytest.mark.parametrize("tells", [False, True])
def test_of_an_exception_its_kind_and_places(*, tells: bool):
    with pytest.raises(ValueError, match=QUESTION[:2]) as raised:
        int(QUESTION)
    info = (raised.type, raised.value, raised.tb)
    record = logging.LogRecord("qa", logging.ERROR, __file__, 1, "it\nfailed", None, info)
    told = json.loads(JsonFormatter(tells_messages=tells).format(record))
    assert (told["line"], told["error"], told["severity"]) == ("it failed", "ValueError", "error")
    assert "test_of_an_exception" in told["at"][-1]
    assert (QUESTION in json.dumps(told, ensure_ascii=False)) is tells
