"""qa.suggesting.examples: questions made of a corpus's own figures, names, lists, entries and headings."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from index.build import build
from index.reading.report import parse
from index.reading.splitting import split
from index.types import Source
from qa import Engine
from qa.kinds import Kind
from qa.suggesting import derivations, examples
from qa.suggesting.derivations import derived
from qa.suggesting.example import Example
from qa.suggesting.examples import Examples
from qa.suggesting.turns import in_turn
from qa.types import Level
from qa.web.texts import EN, ZH_CN
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.answer_samples import sample
from tests.support.texts.held import held

if TYPE_CHECKING:
    from pathlib import Path

    from index.types import Document, Passage
    from qa.snapshot import Snapshot
    from qa.suggesting.phrases import Phrases

CHINESE, ENGLISH = ZH_CN.asks, EN.asks

# Reports of three provinces, each written otherwise: parts without numbers, years in the headings.
REPORTS = {
    "甲省": """2025年甲省政府工作报告
(2025年1月10日在甲省第十四届人民代表大会第三次会议上)
甲省省长 王大明
各位代表:
一、2024年工作回顾
全省数字化车间达到1200余个。建成云溪、青山、长河等水库。改造老旧小区六十个。地区生产总值增长5.6%。
二、2025年工作安排
今年的主要预期目标是:地区生产总值增长5.5%以上。
(一)大力推动科技创新引领产业创新
支持企业办研究院。
名词解释
1.六大优势产业:指电子信息、装备制造等产业。""",
    "乙省": """2024年乙省政府工作报告
各位代表:
2023年工作回顾
全省科技领军企业有20家。
2024年工作安排
固定资产投资增长8%左右。""",
}


def read(*places: str) -> tuple[list[Document], list[Passage]]:
    documents: list[Document] = []
    passages: list[Passage] = []
    for number, place in enumerate(places):
        report = parse(Source(id=f"{number:064}", path=f"{place}.txt", text=REPORTS[place]))
        documents.append(report.document)
        passages += split(report)
    return documents, passages


def questions(*places: str, phrases: Phrases = CHINESE) -> list[str]:
    return [each.question for each in in_turn(derived(held(*read(*places)), phrases))]


def test_a_report_asks_for_its_own_figures_targets_names_lists_entries_and_topics():
    assert questions("甲省")[:6] == [
        "数字化车间有多少个?",
        "省长是谁?",
        "什么是六大优势产业?",
        "建成了哪些水库?",
        "如何大力推动科技创新引领产业创新?",
        "2025年地区生产总值增长目标是多少?",
    ]


def test_who_reads_english_is_offered_the_same_in_english():
    assert questions("甲省", phrases=ENGLISH)[:5] == [
        "How many 数字化车间 (个) are there?",
        "Who is 省长?",
        "What is 六大优势产业?",
        "Which 水库 did 建成?",
        "How to 大力推动科技创新引领产业创新?",
    ]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("落地“山海·谛听”“山海·尔语”大模型。", "落地了哪些大模型?"),
        ("建成了甲园、乙园、丙园等3个公园，", "建成了哪些公园?"),
        ("引进甲公司、乙公司等企业。", None),  # two may be one
        ("建成一座大桥。", None),
        ("建成甲园、乙园、丙园。", None),  # of which kind?
    ],
)
def test_a_list_is_asked_for_by_what_was_done_and_its_kind(text: str, question: str | None):
    report = parse(
        Source(id="x", path="x", text=f"2025年甲省政府工作报告\n一、2024年工作回顾\n{text}")
    )
    made = [
        each.question
        for each in derivations._lists(split(report), "", CHINESE)  # noqa: SLF001 -- without an engine
    ]
    assert made == ([question] if question else [])


def test_what_was_done_to_so_many_is_no_thing_to_count():
    assert not any("小区" in question for question in questions("甲省"))


def test_among_several_places_a_question_names_its_own():
    found = questions("甲省", "乙省")
    assert "甲省数字化车间有多少个?" in found
    assert "乙省科技领军企业有多少家?" in found
    assert "2024年乙省固定资产投资增长目标是多少?" in found


def test_nothing_can_be_asked_of_nothing():
    assert list(in_turn(derived(held([]), CHINESE))) == []


def test_an_example_is_answered_by_what_it_was_made_of_only():
    answer = dataclasses.replace(sample(), alternatives=())
    cited = answer.citations[0]
    example = Example(
        question="问",
        document_id=cited.document.id,
        numbers=frozenset({cited.passage.number}),
        text="4.5%左右",
    )
    assert example.is_answered_by(answer)
    assert not example.is_answered_by(sample(found=False))
    assert not example.is_answered_by(dataclasses.replace(answer, level=Level.LIKELY))
    assert not example.is_answered_by(sample())  # another figure may be meant
    wrong: Any
    for wrong in (
        {"text": "9%"},
        {"numbers": frozenset({9})},
        {"document_id": "y"},
        {"kind": Kind.LIST},
        {"span": (cited.end, cited.end + 1)},
    ):
        assert not dataclasses.replace(example, **wrong).is_answered_by(answer)


def test_only_the_first_reports_are_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(derivations, "_N_DOCUMENTS", 1)
    documents, passages = read("甲省", "乙省")
    own = [each for each in passages if each.document_id == documents[0].id]
    found = [each.document_id for each in in_turn(derived(held(documents, passages), CHINESE))]
    assert {*found} == {own[0].document_id}


def test_with_two_times_both_have_to_be_told():
    answer = dataclasses.replace(sample(), alternatives=())
    assert answer.counterpart is not None
    cited, other = answer.citations[0], answer.counterpart.citation
    example = Example(
        question="问",
        document_id=cited.document.id,
        numbers=frozenset({cited.passage.number, other.passage.number}),
        text="".join(cited.text.split()),
        beside="".join(other.text.split()),
    )
    assert example.is_answered_by(answer)
    assert not example.is_answered_by(dataclasses.replace(answer, counterpart=None))
    assert not dataclasses.replace(example, beside="9%").is_answered_by(answer)


def test_examples_are_looked_for_once_a_generation_and_language(tmp_path: Path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()

    def published(*places: str) -> Snapshot:
        for place in places:
            (corpus / f"{place}.txt").write_text(REPORTS[place], encoding="utf-8")
        build([corpus], tmp_path / "index", HashEncoder)
        return Engine.open(tmp_path / "index", load=lambda _: HashEncoder()).snapshot()

    offered = Examples()
    first = published("甲省")
    found = offered.of(first, CHINESE)
    assert found
    assert offered.of(first, CHINESE) is found
    assert offered.of(first, ENGLISH) != found
    assert offered.of(first, CHINESE) is found
    assert offered.of(published("甲省", "乙省"), CHINESE) is not found


@pytest.mark.model
@pytest.mark.parametrize("phrases", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_the_seed_reports_examples_are_answered(index_dir: Path, phrases: Phrases):
    engine = Engine.open(index_dir)
    offered = examples.answered(engine.snapshot(), phrases)
    assert len(set(offered)) == examples.N_OFFERED
    answers = [engine.ask(question) for question in offered]
    assert {answer.level for answer in answers} == {Level.ANSWERED}
    kinds = {answer.kind for answer in answers}
    assert kinds >= {Kind.QUANTITY, Kind.ENTITY, Kind.DEFINITION}
    both = [each for each in offered if each.count("202") == 2]  # 2023 beside 2024
    assert len(both) == 1
    assert engine.ask(both[0]).counterpart is not None
