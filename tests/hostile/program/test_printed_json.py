from __future__ import annotations

import io
import json
import logging
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from index.language.text import is_hidden
from qa.cli.main import main
from qa.cli.printing import streams
from qa.cli.printing.streams import json_line

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN = [
    *map(chr, [*range(0x20), *range(0x7F, 0xA0)]),
    *"\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029",
    *"\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2066\u2067\u2068\u2069\u206f\u3164\ufeff\ufff9",
    "\U000e0001",
    "\U000e0041",
    "\ud800",
    "\udfff",
]


def stream(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "ascii", "latin-1", "big5"])
@pytest.mark.parametrize("character", HIDDEN)
def test_what_cannot_be_seen_is_escaped_and_read_back(character: str, encoding: str):
    fields = {f"k{character}": [f"甲{character}乙", {"x": character}]}
    line = json_line(fields, stream(encoding))
    assert not any(map(is_hidden, line))
    assert json.loads(line) == fields


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_any_object_is_a_line_that_every_stream_holds(value: object):
    for encoding in ("utf-8", "gbk", "ascii"):
        line = json_line({"value": value}, stream(encoding))
        assert not any(map(is_hidden, line))
        line.encode(encoding)
        assert json.loads(line) == {"value": value}


def test_what_a_stream_can_hold_stands_as_it_is():
    fields = {"text": "增长4.5%“左右”𠀀"}
    assert json_line(fields, stream("utf-8")) == '{"text": "增长4.5%“左右”𠀀"}'
    assert json_line(fields, stream("gbk")) == '{"text": "增长4.5%“左右”\\ud840\\udc00"}'
    assert json_line(fields, stream("ascii")).isascii()


@pytest.mark.parametrize(
    "arguments",
    [
        ["\x1b[31mask"],
        ["--\x1b[31m"],
        ["ask", "问", "--\x9b31m"],
        ["ask", "问", "\u202e多"],
        ["ask", "问", "--top-k", "\x1b]0;x\x07"],
        ["build", "没有\x1b[2J的文件"],
        ["eval", "没有\x1b[2J的文件"],
        ["info", "--index", "没有\u202e的文件夹"],
        ["export", "x", "--index", "没有\x9b的文件夹"],
        ["serve", "--port", "\x1b[1m"],
    ],
)
def test_errors_quote_nothing_that_a_terminal_acts_on(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("WENBAO_INDEX", str(tmp_path / "index"))
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code in {1, 2}
    assert not any(is_hidden(c) for c in result.output if c != "\n")
    assert sum(line.startswith("Error: ") for line in result.stderr.splitlines()) == 1


def test_the_log_shows_nothing_that_a_terminal_acts_on():
    record = logging.LogRecord("x", logging.WARNING, "", 0, "甲\x1b[2J%s", ("\u202e",), None)
    assert streams.VisibleFormatter().format(record) == "甲<U+001B>[2J<U+202E>"


def test_a_stream_without_an_encoding_takes_json(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert json.loads(json_line({"甲": "\x85"})) == {"甲": "\x85"}
