"""qa.suggesting.examples: questions made of a corpus's own figures, names, lists, entries and headings."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, cast

import pytest

from index.reading.report import parse
from index.reading.splitting import split
from index.types import Source
from qa.kinds import Kind
from qa.retrieval.scope import EVERYTHING
from qa.suggesting import derivations, examples
from qa.suggesting.derivations import derived
from qa.suggesting.example import Example
from qa.suggesting.examples import Examples
from qa.suggesting.turns import in_turn
from qa.types import Citation, Level
from qa.web.pages.suggested import phrases
from qa.web.texts import EN, ZH_CN
from tests.support.texts.answer_samples import sample
from tests.support.texts.held import held

if TYPE_CHECKING:
    from pathlib import Path

    from index.types import Document, Passage
    from qa.retrieval.scope import Scope
    from qa.snapshot import Snapshot
    from qa.suggesting.phrases import Phrases
    from qa.types import Answer

CHINESE, ENGLISH = phrases(ZH_CN), phrases(EN)

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
        "2025年地区生产总值增长目标是多少?",
        "省长是谁?",
        "建成了哪些水库?",
        "什么是六大优势产业?",
        "如何大力推动科技创新引领产业创新?",
    ]


def test_who_reads_english_is_offered_the_same_in_english():
    assert questions("甲省", phrases=ENGLISH)[:5] == [
        "How many 数字化车间 (个) are there?",
        "What is the growth target of 地区生产总值 in 2025?",
        "Who is 省长?",
        "Which 水库 did 建成?",
        "What is 六大优势产业?",
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


class Knowing:
    """An engine that answers the questions that hold a word, as they were made."""

    def __init__(self, word: str) -> None:
        self.documents, self.passages = read("甲省")
        self.index = held(self.documents, self.passages)
        self.word = word
        self.name = "a"
        self.n_asked = 0

    def ask(self, question: str, *, scope: Scope = EVERYTHING) -> Answer:  # noqa: ARG002 -- as a snapshot
        self.n_asked += 1
        if self.word not in question:
            return sample(found=False)
        made = in_turn(derived(self.index, CHINESE))
        example = next(each for each in made if each.question == question)
        document = self.documents[0]
        passage = next(each for each in self.passages if each.number in example.numbers)
        source = Citation(document=document, passage=passage, start=passage.start, end=passage.end)
        return dataclasses.replace(sample(), citations=(source,), text=source.text, alternatives=())


def test_only_the_first_reports_are_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(derivations, "_N_DOCUMENTS", 1)
    documents, passages = read("甲省", "乙省")
    own = [each for each in passages if each.document_id == documents[0].id]
    found = [each.document_id for each in in_turn(derived(held(documents, passages), CHINESE))]
    assert {*found} == {own[0].document_id}


def test_examples_are_looked_for_once_a_generation_and_language():
    engine = Knowing("什么是")
    offered = Examples()
    assert offered.of(cast("Snapshot", engine), CHINESE) == ("什么是六大优势产业?",)
    n_asked = engine.n_asked
    offered.of(cast("Snapshot", engine), CHINESE)
    assert engine.n_asked == n_asked
    assert offered.of(cast("Snapshot", engine), ENGLISH) == ()
    n_asked = engine.n_asked
    engine.name = "b"
    offered.of(cast("Snapshot", engine), CHINESE)
    assert engine.n_asked > n_asked


@pytest.mark.model
@pytest.mark.parametrize("phrases", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_the_seed_reports_examples_are_answered(index_dir: Path, phrases: Phrases):
    from qa import Engine

    engine = Engine.open(index_dir)
    offered = examples.answered(engine.snapshot(), phrases)
    assert len(set(offered)) == examples.N_OFFERED
    answers = [engine.ask(question) for question in offered]
    assert {answer.level for answer in answers} == {Level.ANSWERED}
    assert len({answer.kind for answer in answers}) >= 3
