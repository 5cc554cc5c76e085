"""index.headed: spans that lie in a passage, or are of a heading directly above it."""

from __future__ import annotations

import pytest

from index.headed import holds_or_heads
from index.reading.report import parse
from index.reading.splitting import split
from index.types import Source

TEXT = "2031年云溪市政府工作报告\n一、2030年工作回顾\n（一）农业\n茶叶丰收。\n（二）工业\n产值增长。\n园区建成。\n"


@pytest.mark.parametrize(
    ("words", "passage", "is_held"),
    [
        ("茶叶", "茶叶丰收。", True),
        ("农业", "茶叶丰收。", True),
        ("（一）农业", "茶叶丰收。", True),
        ("2030年工作回顾", "茶叶丰收。", True),  # the chapter that it opens
        ("工业", "园区建成。", True),  # two paragraphs below one heading
        ("农业", "产值增长。", False),  # another stands between
        ("2030年工作回顾", "产值增长。", True),
        ("工业", "茶叶丰收。", False),  # it stands below
        ("茶叶", "产值增长。", False),
        ("农业\n茶叶", "茶叶丰收。", False),  # more than the heading
    ],
)
def test_what_a_passage_holds_or_what_heads_it(words: str, passage: str, *, is_held: bool):
    report = parse(Source(id="x", path="x.txt", text=TEXT))
    (below,) = [each for each in split(report) if each.text == passage]
    start = report.document.text.index(words)
    assert holds_or_heads(report.document, below, start, start + len(words)) is is_held


def test_no_span_is_held():
    report = parse(Source(id="x", path="x.txt", text=TEXT))
    first = next(iter(split(report)))
    assert not holds_or_heads(report.document, first, first.start, first.start)
