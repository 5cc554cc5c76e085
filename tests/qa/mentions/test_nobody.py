"""qa.mentions.nobody: who stands in no report is not told of, whatever is told of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.build import build
from qa import Engine, Scope
from qa.types import Level, Reason
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """2031年{place}政府工作报告
{place}县长 {name}
各位代表:
一、2030年工作回顾
县长{name}、副县长李强主持了抗旱工作。茶叶产值达到9亿元。
二、2031年工作安排
建设3座水库。"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder: Path = tmp_path_factory.mktemp("persons")
    corpus = folder / "corpus"
    corpus.mkdir()
    for place, name in (("云溪县", "王大明"), ("白沙县", "周  海")):
        text = REPORT.format(place=place, name=name)
        (corpus / f"{place}.txt").write_text(text, encoding="utf-8")
    build([corpus], folder / "index", HashEncoder)
    return Engine.open(folder / "index", load=lambda _: HashEncoder())


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("张建国现在是副县长吗", "张建国"),
        ("云溪县县长是张建国吗", "张建国"),
        ("张建国是谁", "张建国"),
        ("谁是张建国", "张建国"),
        ("张建国什么时候当选县长", "张建国"),
        ("副县长张建国主持了抗旱工作吗", "张建国"),
        ("Is 张建国 the head of 云溪县?", "张建国"),
    ],
)
def test_a_name_that_is_nowhere_is_not_told(engine: Engine, question: str, name: str):
    answer = engine.ask(question)
    assert (answer.level, answer.reason) == (Level.NOT_TOLD, Reason.MISSING_TERMS)
    assert answer.missing_terms[0] == name
    assert answer.of_table is None


@pytest.mark.parametrize(
    "question",
    ["王大明是县长吗", "周海是县长吗", "李强现在是副县长吗", "县长王大明主持了抗旱工作吗"],
)
def test_a_name_that_stands_somewhere_is_asked_as_before(engine: Engine, question: str):
    assert engine.ask(question).reason is not Reason.MISSING_TERMS


def test_it_is_nowhere_in_what_is_searched(engine: Engine):
    scope = Scope(places=("白沙县",))
    assert engine.ask("王大明是县长吗", scope=scope).missing_terms[:1] == ("王大明",)
