"""index.reading.formats.plain_text: the text as it is."""

from __future__ import annotations

from index.reading.formats.extract import Extract
from index.reading.formats.plain_text import read


def test_plain_text_is_kept_as_it_is():
    assert read("# 不是标题\n  正文\n".encode(), "报告.txt") == Extract(text="# 不是标题\n  正文\n")
