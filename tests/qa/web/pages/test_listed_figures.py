"""qa.web.pages.listed_figures: a fact as a line of the list beside its paragraph."""

from __future__ import annotations

import dataclasses
import re

import pytest

from index.fact_types import Amount, Direction, Fact, Origin, Status, Time, TimePart, Words
from index.types import Aspect
from qa.web.fragments import addresses
from qa.web.pages import listed_figures
from qa.web.texts import EN, LANGUAGES, ZH_CN, Texts
from tests.support.texts.answer_samples import sample

CITED = sample().citations[0]
FACT = Fact(
    document_id=CITED.document.id,
    passage=CITED.passage.number,
    start=CITED.start,
    end=CITED.end,
    text=CITED.text,
    amount=Amount(),
    measure=Words(text="<b>茶园</b>面积", origin=Origin.CLAUSE),
    subject=Words(text="甲县", origin=Origin.DEFAULT),
    aspect=Aspect.CHANGE,
    direction=Direction.UP,
    time=Time(first=2024, last=2024, part=TimePart.YEAR),
    status=Status.TARGET,
    status_origin=Origin.CLAUSE,
)


def told(texts: Texts = ZH_CN, **changes: object) -> str:
    fact = dataclasses.replace(FACT, **changes)  # type: ignore[arg-type]
    return listed_figures.listed(fact, CITED.document, CITED.passage, texts).told


def measure(**changes: object) -> str:
    fact = dataclasses.replace(FACT, **changes)  # type: ignore[arg-type]
    document = dataclasses.replace(CITED.document, place="甲县")
    return listed_figures.listed(fact, document, CITED.passage, ZH_CN).measure


def test_its_link_marks_it_in_its_paragraph():
    link = listed_figures.listed(FACT, CITED.document, CITED.passage, ZH_CN).link
    assert f'href="{addresses.link(CITED.document, CITED.passage)}"' in link
    assert re.search(r'data-start="(\d+)"\s+data-end="(\d+)">4.5%左右<', link) is not None


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "2024年目标"),
        ({"status": Status.DONE}, "2024年"),
        ({"status": Status.EXPECTED, "direction": Direction.DOWN}, "2024年预计 · 下降"),
        ({"time": Time(first=2021, last=2025, part=TimePart.AVERAGE)}, "2021—2025年年均目标"),
        ({"time": Time(last=2023, part=TimePart.FIRST_HALF)}, "2023年上半年目标"),
        ({"time": Time()}, "时间未写明目标"),
    ],
)
def test_its_time_and_its_status_are_told(changes: dict[str, object], line: str):
    assert told(ZH_CN, **changes) == line


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_name(texts: Texts, status: Status):
    assert told(texts, status=status, time=Time())


def test_it_speaks_the_language_of_the_visitor():
    assert told(EN, status=Status.PLAN) == "2024 planned"


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        (Words(text="甲县", origin=Origin.DEFAULT), "<b>茶园</b>面积"),
        (Words(text="甲县", origin=Origin.CLAUSE), "<b>茶园</b>面积"),
        (Words(text="东山镇", origin=Origin.SENTENCE), "东山镇 · <b>茶园</b>面积"),
        (Words(text="茶园", origin=Origin.CLAUSE), "<b>茶园</b>面积"),
        (Words(), "<b>茶园</b>面积"),
    ],
)
def test_what_it_is_of_is_named_where_that_is_not_the_report(subject: Words, shown: str):
    assert measure(subject=subject) == shown
