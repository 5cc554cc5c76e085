"""qa.mentions.asked_scope: the reports that a question names, of those that it may be asked of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.types import PlaceLevel
from qa import Engine, Scope
from qa.mentions.asked import AskedMentions
from qa.mentions.asked_scope import scope_of
from qa.retrieval.scope import EVERYTHING
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.mentions import index_of

if TYPE_CHECKING:
    from index.searchable.protocol import Searchable


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = index_of(tmp_path_factory.mktemp("scope"))
    return Engine.open(folder, load=lambda _: HashEncoder())


@pytest.fixture
def index(engine: Engine) -> Searchable:
    return engine.snapshot().index


def test_places_and_years_are_narrowed(index: Searchable):
    asked = AskedMentions(phrase="茶", places=("云溪",), years=(2024,))
    assert scope_of(asked, index, EVERYTHING) == Scope(places=("云溪市",), years=(2024,))
    within = Scope(years=(2024, 2022))
    assert scope_of(asked, index, within) == Scope(places=("云溪市",), years=(2024,))


def test_what_is_not_there_or_not_in_scope_is_none(index: Searchable):
    assert scope_of(AskedMentions(phrase="茶", places=("火星",)), index, EVERYTHING) is None
    assert scope_of(AskedMentions(phrase="茶", years=(1999,)), index, EVERYTHING) is None
    asked = AskedMentions(phrase="茶", years=(2022,))
    assert scope_of(asked, index, Scope(years=(2024,))) is None


def test_a_level_is_that_of_the_places(index: Searchable):
    asked = AskedMentions(phrase="茶", level=PlaceLevel.CITY)
    scope = scope_of(asked, index, EVERYTHING)
    assert scope is not None
    assert {each.about.place for each in index.reports(scope).page(0, 9)} == {"云溪市"}
    of_none = AskedMentions(phrase="茶", level=PlaceLevel.PROVINCE)
    assert scope_of(of_none, index, EVERYTHING) == EVERYTHING


def test_a_question_is_counted(engine: Engine):
    found = engine.snapshot().asked_mentions("哪些城市的报告提到低空经济？")
    assert found is not None
    assert [(each.about.place, len(each.mentions)) for each in found.reports] == [("云溪市", 4)]
    assert engine.snapshot().asked_mentions("茶叶产量是多少?") is None
    assert engine.snapshot().asked_mentions("火星的报告提到几次低空经济") is None
