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
    from index.published.documents import DocumentTable


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = index_of(tmp_path_factory.mktemp("scope"))
    return Engine.open(folder, load=lambda _: HashEncoder())


@pytest.fixture
def documents(engine: Engine) -> DocumentTable:
    return engine.documents


def test_places_and_years_are_narrowed(documents: DocumentTable):
    asked = AskedMentions(phrase="茶", places=("云溪",), years=(2024,))
    assert scope_of(asked, documents, EVERYTHING) == Scope(places=("云溪市",), years=(2024,))
    within = Scope(years=(2024, 2022))
    assert scope_of(asked, documents, within) == Scope(places=("云溪市",), years=(2024,))


def test_what_is_not_there_or_not_in_scope_is_none(documents: DocumentTable):
    assert scope_of(AskedMentions(phrase="茶", places=("火星",)), documents, EVERYTHING) is None
    assert scope_of(AskedMentions(phrase="茶", years=(1999,)), documents, EVERYTHING) is None
    asked = AskedMentions(phrase="茶", years=(2022,))
    assert scope_of(asked, documents, Scope(years=(2024,))) is None


def test_a_level_is_that_of_the_places(documents: DocumentTable):
    asked = AskedMentions(phrase="茶", level=PlaceLevel.CITY)
    scope = scope_of(asked, documents, EVERYTHING)
    assert scope is not None
    rows = documents.where(scope.documents, (), ())
    assert rows is not None
    assert {documents.about(row).place for row in rows.tolist()} == {"云溪市"}
    of_none = AskedMentions(phrase="茶", level=PlaceLevel.PROVINCE)
    assert scope_of(of_none, documents, EVERYTHING) == EVERYTHING


def test_a_question_is_counted(engine: Engine):
    found = engine.snapshot().asked_mentions("哪些城市的报告提到低空经济？")
    assert found is not None
    assert [(each.about.place, len(each.mentions)) for each in found.reports] == [("云溪市", 4)]
    assert engine.snapshot().asked_mentions("茶叶产量是多少?") is None
    assert engine.snapshot().asked_mentions("火星的报告提到几次低空经济") is None
