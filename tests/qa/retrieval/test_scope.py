"""qa.scope: which passages may answer, and what that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from index.build import build
from index.types import Period
from qa import Engine, Scope
from qa.json_values import answer

if TYPE_CHECKING:
    from qa.types import Hit
    from tests.support.hash_encoder import HashEncoder

DONE, TO_DO = "一、{}年工作回顾", "二、{}年工作安排"


def report(place: str, year: int, done: str, to_do: str) -> str:
    lines = (
        f"{year}年{place}政府工作报告",
        "各位代表:",
        DONE.format(year - 1),
        "(一)渔业",
        done,
        "码头修缮一新。",
        TO_DO.format(year),
        to_do,
        "码头继续修缮。",
    )
    return "\n".join(lines)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, hash_encoder: HashEncoder) -> Engine:
    corpus = tmp_path_factory.mktemp("corpus")
    for place, year, ships in (("东山县", 2031, 7), ("东山县", 2032, 8), ("西山县", 2031, 9)):
        done, to_do = f"渔船共有{ships}00艘。", f"渔船达到{ships}50艘。"
        text = report(place, year, done, to_do)
        (corpus / f"{place}{year}.txt").write_text(text, encoding="utf-8")
    folder = tmp_path_factory.mktemp("index")
    build([corpus], folder, lambda: hash_encoder)
    return Engine.open(folder, load=lambda _: hash_encoder)


def identity(engine: Engine, place: str, year: int) -> str:
    (found,) = (d.id for d in engine.documents if (d.place, d.year) == (place, year))
    return found


def sources(hits: tuple[Hit, ...]) -> set[tuple[str, int | None]]:
    return {(hit.document.place, hit.document.year) for hit in hits}


QUESTION = "渔船共有多少艘?"


def test_an_unrestricted_scope_changes_nothing(engine: Engine):
    assert answer(engine.ask(QUESTION, scope=Scope())) == answer(engine.ask(QUESTION))
    assert engine.search(QUESTION, scope=Scope()) == engine.search(QUESTION)
    assert len(engine.search(QUESTION, top_k=99)) == len(engine.passages)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(places=("西山县",)), {("西山县", 2031)}),
        (Scope(years=(2032,)), {("东山县", 2032)}),
        (Scope(years=(2031,)), {("东山县", 2031), ("西山县", 2031)}),
        (Scope(places=("东山县",), years=(2031,)), {("东山县", 2031)}),
        (Scope(places=("东山县", "西山县"), years=(2032,)), {("东山县", 2032)}),
        (Scope(places=("西山县",), years=(2032,)), set()),
        (Scope(places=("南山县",)), set()),
        (Scope(documents=("0" * 64,)), set()),
    ],
)
def test_reports_in_scope(engine: Engine, scope: Scope, expected: set[tuple[str, int]]):
    assert sources(engine.search(QUESTION, top_k=99, scope=scope)) == expected
    for _, ranked in [engine.explain(QUESTION, top_k=99, scope=scope)]:
        assert {(each.document.place, each.document.year) for each in ranked} == expected


def test_a_single_report(engine: Engine):
    only = identity(engine, "东山县", 2032)
    hits = engine.search(QUESTION, top_k=99, scope=Scope(documents=(only,)))
    own = [passage for passage in engine.passages if passage.document_id == only]
    assert sorted(hit.passage.number for hit in hits) == [passage.number for passage in own]


@pytest.mark.parametrize("period", [Period.REVIEW, Period.PLAN])
def test_periods(engine: Engine, period: Period):
    hits = engine.search(QUESTION, top_k=99, scope=Scope(periods=(period,)))
    assert {hit.passage.period for hit in hits} == {period}
    assert len(hits) == sum(passage.period is period for passage in engine.passages)


def test_a_section_holds_what_stands_below_it(engine: Engine):
    heading = DONE.format(2030)
    hits = engine.search(QUESTION, top_k=99, scope=Scope(sections=(heading,)))
    assert {hit.passage.section[0] for hit in hits} == {heading}
    assert any(len(hit.passage.section) > 1 for hit in hits)
    assert not engine.search(
        QUESTION, scope=Scope(sections=("(一)渔业",))
    )  # not of the first level


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2030, {("东山县", 2031, Period.REVIEW), ("西山县", 2031, Period.REVIEW)}),
        (2031, {
            ("东山县", 2031, Period.PLAN),
            ("西山县", 2031, Period.PLAN),
            ("东山县", 2032, Period.REVIEW),
        }),
        (2032, {("东山县", 2032, Period.PLAN)}),
        (2033, set()),
    ],
)  # fmt: skip
def test_a_year_is_told_of_by_plans_and_by_what_looks_back_on_it(
    engine: Engine, year: int, expected: set[tuple[str, int, Period]]
):
    hits = engine.search(QUESTION, top_k=99, scope=Scope(spoken_years=(year,)))
    told = {(hit.document.place, hit.document.year, hit.passage.period) for hit in hits}
    assert {each for each in told if each[2] is not Period.OTHER} == expected


def test_years_that_are_told_of_meet_the_other_parts(engine: Engine):
    scope = Scope(spoken_years=(2031, 2032), places=("东山县",), periods=(Period.PLAN,))
    hits = engine.search(QUESTION, top_k=99, scope=scope)
    assert {hit.document.year for hit in hits} == {2031, 2032}
    assert {hit.passage.period for hit in hits} == {Period.PLAN}
    assert {hit.document.place for hit in hits} == {"东山县"}


def test_only_years_that_are_told_of_are_offered(engine: Engine):
    assert engine.snapshot().index.spoken_years == (2032, 2031, 2030)


def test_top_k_is_filled_within_the_scope(engine: Engine):
    scope = Scope(places=("西山县",))
    assert [len(engine.search(QUESTION, top_k=k, scope=scope)) for k in (1, 2, 3)] == [1, 2, 3]


def test_legs_propose_nothing_outside_of_it(engine: Engine):
    scope = Scope(places=("西山县",), periods=(Period.PLAN,))
    for hit in engine.search("渔船共有700艘。", top_k=99, scope=scope):
        proposed = [leg.rank for leg in hit.trace.legs if leg.rank is not None]
        assert all(1 <= rank <= 2 for rank in proposed)  # two passages are in scope


@pytest.mark.parametrize(
    ("place", "year", "expected", "other"),
    [("东山县", 2031, "700艘", "750艘"), ("东山县", 2032, "800艘", "850艘")],
)
def test_a_report_answers_with_its_counterpart(
    engine: Engine, place: str, year: int, expected: str, other: str
):
    given = engine.ask(QUESTION, scope=Scope(documents=(identity(engine, place, year),)))
    assert given.text == expected
    assert given.counterpart is not None
    assert given.counterpart.value.text == other
    assert not given.conflicts


def test_a_period_has_no_counterpart_outside_of_it(engine: Engine):
    only = identity(engine, "东山县", 2031)
    given = engine.ask(QUESTION, scope=Scope(documents=(only,), periods=(Period.REVIEW,)))
    assert given.text == "700艘"
    assert given.counterpart is None


def test_what_stands_elsewhere_is_not_in_the_reports(engine: Engine):
    scope = Scope(periods=(Period.OTHER,))
    given = engine.ask(QUESTION, scope=scope)
    assert not given.found
    assert "渔船" in given.missing_terms
    assert "渔船" not in engine.ask(QUESTION).missing_terms


def test_another_place_than_the_scopes_is_refused(engine: Engine):
    asked = "西山县渔船共有多少艘?"
    assert engine.ask(asked).text == "900艘"
    assert not engine.ask(asked, scope=Scope(places=("东山县",))).found


def test_nothing_in_scope(engine: Engine):
    given = engine.ask(QUESTION, scope=Scope(places=("南山县",)))
    assert (given.found, given.hits, given.confidence) == (False, (), 0.0)
    assert given.missing_terms[0] == "渔船"


@pytest.mark.parametrize(
    "part", ["documents", "places", "years", "periods", "sections", "spoken_years"]
)
def test_a_part_that_is_no_tuple(part: str):
    wrong: dict[str, Any] = {part: "x"}
    with pytest.raises(ValueError, match=f"a scope's {part} are a tuple, not 'x'"):
        Scope(**wrong)
