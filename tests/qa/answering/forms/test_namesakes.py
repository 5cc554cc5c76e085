"""qa.answering.forms.namesakes: things of one kind whose names differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.answering.forms.namesakes import has_another_number, is_namesake
from qa.types import Level
from tests.support.texts.placed import engine_of, report

if TYPE_CHECKING:
    from qa import Engine

DONE = "青石高速全线通车。甲光集团获得双A信用等级。新增义务教育学位800个。"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("namesakes"), report("云溪市", 2031, DONE))


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("青石高速通车了吗", "松岭高速通车了吗"),
        ("甲光集团获得什么信用等级", "乙雾集团获得什么信用等级"),
        ("义务教育学位新增多少个", "高中学位新增多少个"),
        ("青石高速今年能通车吗", "石岭高速今年能通车吗"),
    ],
)
def test_a_thing_of_the_same_kind_is_another_by_its_name(engine: Engine, own: str, other: str):
    told = []
    for question in (own, other):
        search = engine.snapshot().weigh(question)
        told.append(is_namesake(search.asked, search.ranked[0]))
    assert told == [False, True]


def test_what_only_a_namesake_tells_is_not_answered(engine: Engine):
    assert engine.ask("义务教育学位新增多少个").level is Level.ANSWERED
    assert engine.ask("高中学位新增多少个").level is Level.LIKELY


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("第二医院二期建设怎么样了", "第一医院二期建设加快推进。"),
        ("第一医院打造老年病特色医院吗", "第二医院打造老年病特色医院。"),
        ("第5中学新校区开工了吗", "第五十中学、第三中学新校区开工。"),
        ("白鹭四号入列了吗", "“白鹭三号”入列。".replace("“", "").replace("”", "")),
        ("第三产业增长多少", "第二产业增长5%。"),
    ],
)
def test_another_number_is_another_name(asked: str, sentence: str):
    assert has_another_number(asked, sentence)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("第二医院怎么样", "第一医院、第二医院扩建。"),
        ("第5中学新校区开工了吗", "第五中学新校区开工。"),
        ("白鹭四号入列了吗", "白鹭4号入列。"),
        ("茶叶产量排第几", "茶叶产量居全省第二位。"),
        ("第二医院怎么样", "医院建设加快。"),
        ("改造了10个小区吗", "改造20个小区。"),
    ],
)
def test_the_same_or_none_is_no_other(asked: str, sentence: str):
    assert not has_another_number(asked, sentence)
