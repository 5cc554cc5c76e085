"""qa.web.pages.examples: questions made of a corpus's own figures, entries and headings."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING, Any, cast

import pytest

from index.reading.report import parse
from index.reading.splitting import split
from index.types import Source
from qa.types import Citation
from qa.web.pages import examples
from qa.web.pages.examples import Example, Examples, derived
from tests.support.texts.answer_samples import sample

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.types import Document, Passage
    from qa.snapshot import Snapshot
    from qa.types import Answer

# Reports of three provinces, each written otherwise: parts without numbers, years in the headings.
REPORTS = {
    "甲省": """2025年甲省政府工作报告
各位代表:
一、2024年工作回顾
全省数字化车间达到1200余个。改造老旧小区六十个。地区生产总值增长5.6%。
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
    for place in places:
        report = parse(Source(id=place, path=f"{place}.txt", text=REPORTS[place]))
        documents.append(report.document)
        passages += split(report)
    return documents, passages


def questions(*places: str) -> list[str]:
    return [each.question for each in derived(*read(*places))]


def test_a_report_asks_for_its_own_levels_targets_topics_and_entries():
    assert questions("甲省")[:4] == [
        "数字化车间有多少个?",
        "2025年地区生产总值增长目标是多少?",
        "如何大力推动科技创新引领产业创新?",
        "什么是六大优势产业?",
    ]


def test_what_was_done_to_so_many_is_no_thing_to_count():
    assert not any("小区" in question for question in questions("甲省"))


def test_among_several_places_a_question_names_its_own():
    found = questions("甲省", "乙省")
    assert "甲省数字化车间有多少个?" in found
    assert "乙省科技领军企业有多少家?" in found
    assert "2024年乙省固定资产投资增长目标是多少?" in found


def test_nothing_can_be_asked_of_nothing():
    assert list(derived([], [])) == []


def test_an_example_is_answered_by_what_it_was_made_of_only():
    answer = sample()
    cited = answer.citations[0]
    example = Example(
        question="问",
        document_id=cited.document.id,
        numbers=frozenset({cited.passage.number}),
        text="4.5%左右",
    )
    assert example.is_answered_by(answer)
    assert not example.is_answered_by(sample(found=False))
    wrong: Any
    for wrong in ({"text": "9%"}, {"numbers": frozenset({9})}, {"document_id": "y"}):
        assert not dataclasses.replace(example, **wrong).is_answered_by(answer)


class Knowing:
    """An engine that answers the questions that hold a word, as they were made."""

    def __init__(self, word: str) -> None:
        self.documents, self.passages = read("甲省")
        self.word = word
        self.name = "a"
        self.n_asked = 0

    def ask(self, question: str) -> Answer:
        self.n_asked += 1
        if self.word not in question:
            return sample(found=False)
        example = next(
            each for each in derived(self.documents, self.passages) if each.question == question
        )
        document = self.documents[0]
        passage = next(each for each in self.passages if each.number in example.numbers)
        source = Citation(document=document, passage=passage, start=passage.start, end=passage.end)
        return dataclasses.replace(sample(), citations=(source,), text=source.text)


def test_only_the_first_reports_are_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(examples, "_N_DOCUMENTS", 1)
    documents, passages = read("甲省", "乙省")
    own = [each for each in passages if each.document_id == documents[0].id]
    unread = iter(passages)
    list(derived(documents, cast("Sequence[Passage]", unread)))
    assert len(list(unread)) == len(passages) - len(own) - 1  # whose first ends the reading


def test_examples_are_looked_for_once_a_generation():
    engine = Knowing("什么是")
    offered = Examples()
    assert offered.of(cast("Snapshot", engine)) == ("什么是六大优势产业?",)
    n_asked = engine.n_asked
    offered.of(cast("Snapshot", engine))
    assert engine.n_asked == n_asked
    engine.name = "b"
    offered.of(cast("Snapshot", engine))
    assert engine.n_asked == 2 * n_asked


@pytest.mark.model
def test_the_seed_reports_examples_are_answered(index_dir: Path):
    from qa import Engine

    engine = Engine.open(index_dir)
    offered = examples.answered(engine.snapshot())
    assert len(offered) == examples.N_OFFERED
    assert all(engine.ask(question).found for question in offered)
    made = itertools.islice(derived(engine.documents, engine.passages), 24)
    assert set(offered) <= {each.question for each in made}
