"""qa.retrieval.passage_versions: versions of one passage take one place among the candidates."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from typing import TYPE_CHECKING, Any

import pytest

from index.origins import Origin
from qa.choosing import ranking
from qa.retrieval import passage_versions
from qa.retrieval.legs import LEGS
from qa.retrieval.shortlist import Shortlisted
from tests.support.texts.understood import (
    Provenances,
    asked,
    candidates,
    concepts,
    document,
    passage,
)

if TYPE_CHECKING:
    from index.types import Document, Passage
    from qa.choosing.ordering.ranked import Ranked

TEXT = "全区新建绿道31公里,修缮图书馆五座,航运企业达到383家,比上年增长百分之八。"
OTHER = "深化国有企业改革,压减企业三十户,盘活闲置资产,国有资本回报率明显提高。"


def found(
    text: str,
    name: str,
    *,
    families: tuple[int, ...] = (),
    place: str = "",
    year: int | None = None,
) -> Shortlisted:
    of = dataclasses.replace(document(text, place=place, year=year), id=name, path=name)
    return Shortlisted(
        origin=Origin(id=name, place=place, year=year, families=families),
        document=of,
        passage=passage(text),
        sentence=0,
        trace=(),
        legs={},
        penalties={},
        facts=tuple,
    )


def placed(*each: Shortlisted, n: int = 12) -> list[list[str]]:
    places = passage_versions.places(lambda size: each[:size], n)
    return [[one.document.id for one in place] for place in places]


class TestWhatSharesAPlace:
    @pytest.mark.parametrize(
        "kin",
        [{"families": (3,)}, {"place": "云溪县", "year": 2024}],
    )
    def test_nearly_the_same_of_kin(self, kin: dict[str, Any]):
        a, b = found(TEXT, "a", **kin), found(TEXT.replace("383", "384"), "b", **kin)
        assert placed(a, b, found(OTHER, "b", **kin)) == [["a", "b"], ["b"]]

    @pytest.mark.parametrize(
        ("of_a", "of_b"),
        [
            ({}, {}),
            ({"families": (1,)}, {"families": (2,)}),
            ({"place": "云溪县", "year": 2024}, {"place": "云溪县", "year": 2025}),
            ({"place": "云溪县", "year": 2024}, {"place": "石桥县", "year": 2024}),
            ({"place": "云溪县"}, {"place": "云溪县"}),
            ({"year": 2024}, {"year": 2024}),
        ],
    )
    def test_the_very_same_of_others_does_not(self, of_a: dict[str, Any], of_b: dict[str, Any]):
        a, b = found(TEXT, "a", **of_a), found(TEXT, "b", **of_b)
        assert placed(a, b) == [["a"], ["b"]]

    def test_passages_of_one_report_do_not(self):
        a = found(TEXT, "a", families=(1,))
        assert placed(a, a) == [["a"], ["a"]]

    @pytest.mark.parametrize(
        ("text", "is_version"),
        [
            (TEXT, True),
            (TEXT.replace("航运", "航云"), True),
            (TEXT.replace("31", "45").replace("383", "1.2"), True),
            (TEXT[: len(TEXT) // 2 + 4], True),
            (TEXT + OTHER + OTHER, True),
            ("\u3000\u3000" + TEXT.replace(",", "，"), True),
            (OTHER, False),
            ("全区新建绿道31公里。", False),  # a heading, a refrain
            (OTHER + "航运企业达到383家。", False),
        ],
    )
    def test_nearly_the_same_is(
        self,
        text: str,
        is_version: bool,  # noqa: FBT001 - a parameter of the test
    ):
        assert passage_versions.are_versions(passage(TEXT), passage(text)) is is_version
        assert passage_versions.are_versions(passage(text), passage(TEXT)) is is_version


class TestHowFarIsLooked:
    def test_as_far_as_there_are_places_to_fill(self):
        copies = [found(TEXT, f"{i}", families=(1,)) for i in range(30)]
        others = [found(f"{OTHER}{chr(0x4E00 + i) * 40}", f"x{i}") for i in range(30)]
        sizes = []

        def pooled(size: int) -> list[Shortlisted]:
            sizes.append(size)
            return [*copies, *others][:size]

        assert len(passage_versions.places(pooled, 5)) == 5
        assert sizes == [5, 10, 20, 40]

    def test_no_further_where_there_is_no_kin(self):
        each = [found(f"{OTHER}{i}", f"{i}", place=f"{i}县", year=2024) for i in range(30)]
        assert placed(*each, n=5) == [["0"], ["1"], ["2"], ["3"], ["4"]]

    def test_to_the_end_of_them(self):
        assert placed(*[found(TEXT, f"{i}", families=(1,)) for i in range(30)], n=5) == [
            [str(i) for i in range(30)]
        ]


def aged(path: str, *, delivered: dt.date | None = None, saved: dt.date | None = None) -> Document:
    return dataclasses.replace(document(), path=path, delivered=delivered, saved=saved)


def test_the_order_of_age():
    early, late = dt.date(2024, 1, 1), dt.date(2024, 2, 1)
    ordered = [
        aged("甲(草案).txt", delivered=late),
        aged("甲.txt"),
        aged("甲.txt", saved=early),
        aged("甲.txt", saved=late),
        aged("甲.txt", delivered=early, saved=late),
        aged("甲.txt", delivered=late, saved=early),
    ]
    assert sorted(random.Random(0).sample(ordered, 6), key=passage_versions.age) == ordered  # noqa: S311


class TestWhichIsShown:
    @staticmethod
    def shown(*texts: tuple[str, dt.date], strengths: tuple[float, ...] = (9.0, 9.0)) -> Ranked:
        question = asked("航运企业有多少家?")
        each: list[tuple[Document, Passage]] = [
            (dataclasses.replace(document(text), id=str(i), saved=day), passage(text))
            for i, (text, day) in enumerate(texts)
        ]

        made = candidates([strengths] * len(LEGS))
        where = Provenances(each)
        (ranked,) = ranking.order(question, concepts(question), made, where, top_k=5)
        return ranked

    EARLY, LATE = dt.date(2024, 1, 1), dt.date(2024, 2, 1)

    def test_the_newer_and_the_older_is_told_with_it(self):
        newer = TEXT.replace("383", "384")
        ranked = self.shown((TEXT, self.EARLY), (newer, self.LATE), strengths=(9.1, 9.0))
        assert ranked.passage.text == newer
        (older,) = ranked.versions
        assert (older.passage.text, older.differs) == (TEXT, True)
        assert [each.passage.text for each in ranked.others] == [TEXT]
        assert ranked.parts["newer version"] == pytest.approx(
            ranked.others[0].log_odds - (ranked.log_odds - ranked.parts["newer version"])
        )

    def test_not_where_it_answers_much_worse(self):
        without = TEXT.replace("航运企业达到383家,", "")
        ranked = self.shown((TEXT, self.EARLY), (without, self.LATE), strengths=(9.0, 5.0))
        assert ranked.passage.text == TEXT
        assert ranked.versions[0].differs

    def test_of_the_same_wording_one_is_read(self):
        half_width = TEXT.replace("。", ".")
        ranked = self.shown((TEXT, self.EARLY), (half_width, self.LATE))
        assert ranked.passage.text == half_width
        assert not ranked.versions[0].differs
        assert ranked.others == ()
