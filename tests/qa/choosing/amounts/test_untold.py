"""qa.choosing.amounts.untold: what a question names and a text does not."""

from __future__ import annotations

import pytest

from qa.choosing.amounts import untold
from tests.support.texts.understood import asked, concepts


@pytest.mark.parametrize(
    ("question", "text", "is_untold"),
    [
        ("茶叶产量是多少?", "茶叶产量", False),
        ("茶叶产量是多少?", "产量", True),
        ("2024年发电量是多少?", "发电量", False),
        ("茶园面积是多少?", "茶园", False),
    ],
)
def test_what_is_spoken_of_nowhere(question: str, text: str, *, is_untold: bool):
    of = concepts(asked(question))
    told = of.in_text(text)
    assert untold.is_untold(tuple(of), range(len(tuple(of))), told) is is_untold
