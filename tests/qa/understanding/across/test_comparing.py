"""qa.understanding.across.comparing: what asks which of some places is more."""

from __future__ import annotations

import pytest

from qa.understanding.across.comparing import spans


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("茶叶产量谁多?", "茶叶产量"),
        ("谁的茶叶产量高", "茶叶产量"),
        ("茶叶产量比  高吗?", "茶叶产量  "),
        ("茶叶产量是否比  高一些", "茶叶产量  "),
        ("茶叶产量比  高多少", "茶叶产量  "),
        # something else is asked
        ("茶叶占比  高", "茶叶占比  高"),
        ("谁的茶叶产量是多少", "谁的茶叶产量是多少"),
        ("谁的茶叶产量最高", "谁的茶叶产量最高"),
        ("茶叶产量高吗", "茶叶产量高吗"),
    ],
)
def test_only_what_compares_is_taken(text: str, left: str):
    for start, end in sorted(spans(text), reverse=True):
        text = text[:start] + text[end:]
    assert text == left
