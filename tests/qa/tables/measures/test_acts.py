"""qa.tables.measures.acts: what was done with so many, and who of so many does something."""

from __future__ import annotations

import pytest

from index.types import Aspect
from qa.tables.measures import acts
from tests.support.texts.understood import asked, figures, passage


@pytest.mark.parametrize(
    ("question", "is_so"),
    [
        ("改造老旧小区多少个?", True),
        ("2030年建设高标准农田多少亩?", True),
        ("去年改造燃气管网目标是多少?", True),
        ("老旧小区有多少个?", False),
        ("高标准农田是多少?", False),
    ],
)
def test_it_is_asked_of_how_many(question: str, *, is_so: bool):
    assert acts.asks_count(asked(question).text) is is_so


@pytest.mark.parametrize(
    ("sentence", "aspect"),
    [
        ("建设高标准农田20万亩。", Aspect.ADDITION),
        ("改造农村危房30户、老旧小区12个。", Aspect.ADDITION),
        ("实施城中村改造项目20个。", Aspect.ADDITION),
        ("惠及经营主体10万户。", Aspect.ADDITION),
        ("高标准农田达20万亩。", Aspect.LEVEL),
        ("经营主体达到10万户。", Aspect.LEVEL),
        ("建设用地面积达到20万亩。", Aspect.LEVEL),
    ],
)
def test_what_was_done_is_no_stock(sentence: str, aspect: Aspect):
    found = figures(asked("有多少?"), passage(sentence))
    last = max(found, key=lambda each: each.start)
    assert last.fact is not None
    assert last.measure is not None
    assert acts.aspect_of(last.measure, last.fact) is aspect


@pytest.mark.parametrize(
    ("sentence", "is_so"),
    [
        ("6家企业进入全国500强。", True),
        ("1万名高校毕业生参加基层服务。", True),
        ("新增企业6家。", False),
        ("现有120家企业。", False),
        ("全省60家医院实现互认。", False),
    ],
)
def test_who_does_something_is_not_all_of_them(sentence: str, *, is_so: bool):
    (found, *_) = sorted(figures(asked("有多少?"), passage(sentence)), key=lambda e: e.start)
    assert found.fact is not None
    assert found.measure is not None
    assert acts.is_of_actors(found.measure, found.fact) is is_so


@pytest.mark.parametrize(
    ("sentence", "is_so"),
    [("改造老旧小区12个。", False), ("物业服务覆盖12个老旧小区。", True)],
)
def test_what_is_done_otherwise_is_another(sentence: str, *, is_so: bool):
    (found,) = figures(asked("有多少?"), passage(sentence))
    assert found.fact is not None
    assert found.measure is not None
    assert acts.is_another("改造老旧小区多少个?", found.measure, found.fact) is is_so
