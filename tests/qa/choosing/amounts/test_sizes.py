"""qa.choosing.amounts.sizes: 亿元以上项目 are not all projects."""

from __future__ import annotations

import pytest

from index.language.measures import measures
from qa.choosing.amounts import sizes


@pytest.mark.parametrize(
    ("asked", "is_other"),
    [
        ("亿元以上项目多少个?", False),
        ("50亿元以上项目多少个?", True),
        ("项目多少个?", False),
    ],
)
def test_of_another_size(asked: str, *, is_other: bool):
    (measure,) = (each for each in measures("亿元以上项目41个。") if each.quantity.text == "41个")
    assert sizes.are_others(asked, measure, None) is is_other
