"""The one form of all refusals."""

from __future__ import annotations

import json

import pytest

from qa.web.http.refusals import one_line, refused, restated, shown


@pytest.mark.parametrize(
    ("status", "body", "line"),
    [
        (500, b'{"error": "why"}', "why"),
        (404, b'{"detail": "Not Found"}', "Not Found"),
        (404, b"", "there is nothing here"),
        (405, b"Method Not Allowed", "not by this method"),
        (400, b'{"detail": [{"input": "secret"}]}', "the request is not one that can be answered"),
        (503, b"[]", "too many questions are waiting: ask again in a moment"),
        (500, b'{"error": null}', "the server failed to answer: its log says why"),
        (500, b'{"error": {"a": 1}}', "the server failed to answer: its log says why"),
        (500, b"[" * 100_000, "the server failed to answer: its log says why"),
        (400, '{"error": "甲\\n\\u001b[31m  乙"}'.encode(), "甲 <U+001B>[31m 乙"),
    ],
)
def test_what_gradio_says_is_told_in_one_line(status: int, body: bytes, line: str):
    assert json.loads(restated(status, body)) == {"error": line}


def test_a_line_is_bounded():
    assert one_line("甲" * 10_000) == "甲" * 500 + "…"
    assert len(shown("甲" * 10_000)) == 61
    assert json.loads(bytes(refused(400, "甲\n乙").body)) == {"error": "甲 乙"}


def test_half_a_character_breaks_no_answer():
    assert json.loads(restated(400, b'{"error": "\\ud800"}'))["error"]
