"""qa.suggesting.of_many: questions to several reports, each of which is answered by a table."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from qa.suggesting import examples, of_many
from qa.suggesting.neighbours import next_questions
from qa.web.texts import EN, ZH_CN
from tests.support.texts.neighbouring_reports import engine_of

if TYPE_CHECKING:
    from qa import Engine
    from qa.suggesting.phrases import Phrases

CHINESE, ENGLISH = ZH_CN.asks, EN.asks


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Five counties, two of them in two years."""
    return engine_of(tmp_path_factory.mktemp("neighbours"))


def told(engine: Engine, question: str, asks: Phrases = CHINESE) -> tuple[str, ...]:
    snapshot = engine.snapshot()
    answer, table = snapshot.ask_with_table(question)
    assert answer.read_off is not None, question
    return next_questions(snapshot, answer, asks, table=table)


def test_the_reports_of_one_level_and_year_belong_together(engine: Engine):
    group = of_many.together(engine.snapshot(), CHINESE)
    assert group is not None
    assert group.places == "各县区"
    assert {each.year for each in group.abouts} == {2031}
    assert len(group.abouts) == 5


@pytest.mark.parametrize(
    ("asks", "places"), [(CHINESE, "各县区"), (ENGLISH, "in each county")], ids=["zh", "en"]
)
def test_the_first_screen_offers_a_table_that_is_answered(
    engine: Engine, asks: Phrases, places: str
):
    offered = examples.answered(engine.snapshot(), asks)
    across = [each for each in offered if places in each]
    assert across
    for question in across:
        read = engine.ask(question).read_off
        assert read is not None
        assert read.n_told * 2 >= read.n_reports


@pytest.mark.parametrize("asks", [CHINESE, ENGLISH], ids=["zh", "en"])
@pytest.mark.parametrize(
    "question",
    [
        "各县2031年地区生产总值增长目标",
        "哪个县2031年地区生产总值增长目标最高?",
        "各县2030年粮食产量",
        "云溪县和石岭县2031年地区生产总值增长目标分别是多少?",
        "几个县2031年地区生产总值增长目标超过5%?",
    ],
)
def test_a_table_leads_to_other_tables(engine: Engine, question: str, asks: Phrases):
    offered = told(engine, question, asks)
    assert offered
    for each in offered:
        read = engine.ask(each).read_off
        assert read is not None, each
        assert read.n_told >= 2


def test_the_same_measure_of_another_time_comes_first(engine: Engine):
    assert told(engine, "各县2031年地区生产总值增长目标")[0] == "2030年各县区地区生产总值增长多少?"


def test_what_the_table_shows_already_is_not_offered(engine: Engine):
    shown = "2031年各县区地区生产总值增长目标是多少?"
    assert shown in told(engine, "各县2030年粮食产量")
    assert shown not in told(engine, "各县2031年GDP增长目标")


def test_places_that_are_named_are_named_again(engine: Engine):
    offered = told(engine, "云溪县和石岭县2031年地区生产总值增长目标分别是多少?")
    assert all("云溪县、石岭县" in each for each in offered)


def test_the_years_of_one_place_lead_to_other_measures_of_them(engine: Engine):
    group = of_many.of_table(engine.table("云溪县历年地区生产总值增长目标"), CHINESE)
    assert group is not None
    assert group.is_course
    made = itertools.islice(of_many.questions(engine.snapshot(), group, CHINESE), 9)
    questions = [each.question for each in made]
    assert "云溪县历年地区生产总值增长多少?" in questions
    assert not any("203" in each for each in questions)  # no year of them
