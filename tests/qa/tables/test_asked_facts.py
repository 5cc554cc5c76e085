"""qa.tables.asked_facts: the same cells, however many reports are read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.build import build
from qa import Engine
from qa.tables import cells
from qa.tables.asked_facts import AskedFacts
from qa.tables.measures import groups
from qa.understanding import question
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.neighbouring_reports import report
from tests.support.texts.placed import engine_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("text", ["2031年地区生产总值增长目标是多少?", "2030年粮食产量是多少?"])
def test_very_many_reports_are_read_sparsely_and_tell_the_same(neighbours: Engine, text: str):
    generation = neighbours.snapshot().generation
    asked = question.parse(text, generation.reports)
    told = []
    for n in (1, 100_000):
        facts = AskedFacts.of(generation, asked, lambda: None, n_reports=n)
        assert facts.is_few is (n == 1)
        rows = range(generation.index.n_documents)
        told.append([cells.of_figures(facts, each)[0].text for each in facts.of_reports(rows)])
    assert told[0] == told[1]
    assert any(told[0])


def test_a_part_is_not_taken_for_the_whole(neighbours: Engine):
    generation = neighbours.snapshot().generation
    asked = question.parse("2030年居民人均可支配收入增长多少?", generation.reports)
    facts = AskedFacts.of(generation, asked, lambda: None)
    parts = [fact for fact in neighbours.facts("南河县") if "收入" in fact.measure.text]
    assert [
        groups.is_part(fact.measure.text, facts.question.text, facts.concepts) for fact in parts
    ] == [True, True]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Reports that say the same in other words."""
    folder: Path = tmp_path_factory.mktemp("whole")
    said = {
        "云溪县": ("国家高新技术企业达到120家。城镇化率达62.1%。", "生产总值增长5.5%左右。"),
        "石岭县": ("高新技术企业达到80家。常住人口城镇化率达58%。", "地区生产总值增长5%。"),
        "白沙县": ("全县高新技术企业达到96家。常住人口城镇化率56%。", "生产总值增长6%以上。"),
        "青田县": ("规上高新技术企业达到31家。户籍人口城镇化率达41%。", "粮食产量24万吨。"),
    }
    for place, (review, plan) in said.items():
        (folder / f"{place}.txt").write_text(report(place, 2031, review, plan), encoding="utf-8")
    build([folder], folder / "index", HashEncoder)
    return Engine.open(folder / "index", load=lambda _: HashEncoder())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("各县2030年高新技术企业数量", ["120家", "80家", "96家", ""]),
        ("各县2030年高新技术企业有多少家?", ["120家", "80家", "96家", ""]),
        ("各县2030年常住人口城镇化率", ["62.1%", "58%", "56%", ""]),
        ("各县2030年城镇化率", ["62.1%", "58%", "56%", ""]),
        ("各县2031年GDP增长目标", ["5.5%左右", "5%", "6%以上", ""]),
        ("各县2031年GDP目标", ["5.5%左右", "5%", "6%以上", ""]),
        ("2031年GDP目标最低的是哪个县?", ["5.5%左右", "5%", "6%以上", ""]),
        ("哪些县2031年地区生产总值目标是6%以上?", ["5.5%左右", "5%", "6%以上", ""]),
    ],
)
def test_a_table_tells_the_same_whatever_the_wording(whole: Engine, text: str, told: list[str]):
    found = {row.about.place: row.cells[0].text for row in whole.table(text).rows}
    assert [found[place] for place in ("云溪县", "石岭县", "白沙县", "青田县")] == told


def test_the_reader_is_not_asked_of_a_number_that_is_named(tmp_path: Path):
    done = "全市农民收入与经济增长同步。"
    texts = (
        report("云溪市", 2031, done, "地区生产总值增长5%以上。"),
        report("石岭市", 2031, done, "地区生产总值增长6%左右。"),
    )
    generation = engine_of(tmp_path, *texts).snapshot().generation

    def n_asked(text: str) -> int:
        asked: list[str] = []
        parsed = question.parse(text, generation.reports)
        facts = AskedFacts.of(generation, parsed, lambda: asked.append(text))
        assert all(facts.of_reports(range(2)))
        return len(asked)

    assert n_asked("经济增速是多少?") == 0
    assert n_asked("农民收入增速是多少?") > 0
