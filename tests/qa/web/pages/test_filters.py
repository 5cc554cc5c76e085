"""qa.web.pages.filters: what a question itself is restricted to, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.web.pages import filters
from qa.web.texts import EN, ZH_CN

if TYPE_CHECKING:
    from qa import Engine
    from qa.web.texts import Texts


@pytest.mark.parametrize(
    ("question", "texts", "expected"),
    [
        ("云溪县2031年地区生产总值增长目标是多少?", ZH_CN, {"place": "云溪县", "spoken": "2031年"}),
        (
            "云溪县和南河县2031年地区生产总值增长目标",
            ZH_CN,
            {"place": "云溪县、南河县", "spoken": "2031年"},
        ),
        ("云溪县2031年地区生产总值增长目标是多少?", EN, {"place": "云溪县", "spoken": "2031"}),
        ("各县地区生产总值增长目标是多少?", ZH_CN, {}),
    ],
)
def test_the_places_and_years_that_a_question_names_are_told(
    neighbours: Engine, question: str, texts: Texts, expected: dict[str, str]
):
    snapshot = neighbours.snapshot()
    assert filters.as_asked(snapshot.ask(question), snapshot, texts) == expected
