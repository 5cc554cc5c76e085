"""qa.choosing.amounts.joint: several things that are counted together are none of them alone."""

from __future__ import annotations

import pytest

from index.language.units import Dimension
from qa.choosing import phrases
from qa.choosing.amounts import joint


@pytest.mark.parametrize(
    ("asked", "name", "is_of_more"),
    [
        ("茶叶企业", "茶叶企业、花卉企业和药材企业", True),
        ("药材企业", "茶叶、花卉和药材企业", True),
        ("花卉企业", "茶叶、花卉和药材企业", True),
        ("茶叶花卉药材企业", "茶叶、花卉和药材企业", False),
        ("企业", "茶叶、花卉和药材企业", False),
        ("茶叶企业", "茶叶企业", False),
        ("茶叶设施", "茶叶场地和设施", False),
        ("药材企业", "茶叶企业和药材企业", True),
        ("学校", "茶叶、花卉和药材企业", False),
    ],
)
def test_one_of_those_counted_together(asked: str, name: str, *, is_of_more: bool):
    named = phrases.named(name)
    assert named is not None
    covered = {i for i, c in enumerate(name) if c in asked}
    assert joint.is_of_more(named, covered, Dimension.COUNT) is is_of_more


def test_only_what_is_counted_is_of_several_for_sure():
    named = phrases.named("茶叶和花卉")
    assert named is not None
    assert not joint.is_of_more(named, {0, 1}, Dimension.MONEY)
