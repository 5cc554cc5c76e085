"""qa.suggesting.pairs: what a thing grew by and is to grow by, in one question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.build import build
from qa import Engine
from qa.suggesting.pairs import pairs
from qa.web.texts import EN, ZH_CN, Texts
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """2031年{place}政府工作报告
各位代表:
一、2030年工作回顾
{review}
二、2031年工作安排
今年的主要预期目标是：{plan}"""


def asked(
    folder: Path,
    review: str,
    plan: str,
    places: tuple[str, ...] = ("云溪县",),
    texts: Texts = ZH_CN,
) -> list[str]:
    corpus = folder / "corpus"
    corpus.mkdir()
    for place in places:
        text = REPORT.format(place=place, review=review, plan=plan)
        (corpus / f"{place}.txt").write_text(text, encoding="utf-8")
    build([corpus], folder / "index", HashEncoder)
    engine = Engine.open(folder / "index", load=lambda _: HashEncoder())
    asks = texts.asks
    return [each.question for each in pairs(engine.snapshot(), asks)]


@pytest.mark.parametrize(
    ("review", "plan", "questions"),
    [
        (
            "茶叶总产值同比增长5.1%。",
            "茶叶总产值增长6%左右。",
            ["2030年茶叶总产值增长多少，2031年目标是多少?"],
        ),
        (
            "茶叶总产值达到9亿元，同比增长5.1%。旅游收入增长3%。",
            "茶叶总产值增长6%左右，旅游收入增长4%。",
            [
                "2030年茶叶总产值增长多少，2031年目标是多少?",
                "2030年旅游收入增长多少，2031年目标是多少?",
            ],
        ),
        ("茶叶总产值同比增长5.1%。", "旅游收入增长4%。", []),  # two things
        ("茶叶企业达到9家。", "茶叶企业达到12家。", []),  # no change
        ("茶园空置率下降6.5%。", "茶园空置率下降7%。", []),  # nothing grows
    ],
)
def test_a_thing_of_two_times_is_asked_for_both(
    tmp_path: Path, review: str, plan: str, questions: list[str]
):
    assert asked(tmp_path, review, plan) == questions


def test_among_several_places_it_names_its_own_and_in_english_too(tmp_path: Path):
    places = ("云溪县", "白沙县")
    made = asked(tmp_path, "茶叶总产值同比增长5.1%。", "茶叶总产值增长6%。", places, EN)
    assert "How much did 云溪县茶叶总产值 grow in 2030, and what is the target in 2031?" in made
