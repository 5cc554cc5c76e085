"""qa.choosing.phrased.sessions: which of those that are held again and again."""

from __future__ import annotations

import pytest

from qa.choosing.phrased.sessions import sessions
from tests.support.texts.understood import asked, passage, texts


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("茶业大会是第几届?", "举办第十届茶业大会。", ["第十届"]),
        ("云溪采茶节第几届", "举办第3届云溪采茶节、首届渔火节。", ["第3届"]),
        ("云溪渔火节办到第几届了?", "举办首届云溪渔火节。", ["首届"]),
        ("去年举办了第几届“茶乡”书画展?", "第二届“茶乡”书画展开幕。", ["第二届"]),
        ("茶业大会是第几届?", "举办第十届中国茶业大会。", ["第十届"]),
        ("茶业大会是第几届?", "举办第十届采茶节。", []),  # of another
        ("茶业大会是第几届?", "举办茶业大会。", []),
        ("茶业大会有几届?", "举办第十届茶业大会。", []),  # how many
        ("第几届人民代表大会?", "第十届人民代表大会。", []),  # which the head tells
        ("茶业大会排第几?", "举办第十届茶业大会。", []),
    ],
)
def test_sessions(question: str, text: str, told: list[str]):
    of = passage(text)
    assert texts(sessions(asked(question), of), of) == told
