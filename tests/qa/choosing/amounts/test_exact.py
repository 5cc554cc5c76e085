"""qa.choosing.amounts.exact: the figure itself goes before what it has passed."""

from __future__ import annotations

import pytest

from tests.support.texts.understood import asked, figures, passage, texts


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("绿道总里程突破800公里、达818公里。", "818公里"),
        ("绿道总里程突破800公里,达到818公里。", "818公里"),
        ("绿道总里程超800公里、达818公里。", "818公里"),
        ("绿道总里程突破800公里。", "800公里"),
        ("绿道总里程800公里、达到3级标准。", "800公里"),
        ("绿道总里程突破800公里,增长5%。", "800公里"),
    ],
)
def test_what_it_has_come_to(text: str, told: str):
    of = passage(text)
    assert texts(figures(asked("绿道总里程是多少公里?"), of), of)[0].lstrip("超") == told


def test_nothing_without_figures():
    of = passage("绿道总里程增加。")
    assert figures(asked("绿道总里程是多少公里?"), of) == []
