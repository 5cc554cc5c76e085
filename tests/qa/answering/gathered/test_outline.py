"""qa.answering.gathered.outline: which chapter a question asks for, and its headings as an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from qa.answering.forms.forms import FIXED, Form
from qa.kinds import Kind
from qa.retrieval.scope import Scope
from qa.types import HighlightKind, Level
from tests.support.texts.placed import engine_of

if TYPE_CHECKING:
    from qa import Engine
    from qa.types import Answer

BODY = "全县上下同心协力，把各项事情一件一件办好，让群众满意。"
PLAN = ["扩大有效投资", "发展特色农业", "办好民生实事"]
REVIEW = ["经济稳中有进", "农业连年丰收", "民生持续改善"]


def led(titles: list[str], number: str = "（{}）{}。") -> str:
    """Paragraphs, each of which begins with its heading."""
    return "\n".join(
        number.format(n, title) + BODY for n, title in zip("一二三四五六", titles, strict=False)
    )


def alone(titles: list[str]) -> str:
    """Headings that fill a line each, with a paragraph below."""
    return "\n".join(
        f"（{n}）{title}\n{BODY}" for n, title in zip("一二三四五六", titles, strict=False)
    )


def report(*chapters: str, place: str = "云溪市", year: int = 2031) -> str:
    head = f"{year}年{place}政府工作报告\n各位代表：\n现在，我代表政府向大会报告工作，请予审议。"
    return "\n".join((head, *chapters)) + "\n"


REVIEWED = "一、2030年工作回顾\n" + led(REVIEW)
USUAL = report(
    REVIEWED,
    "二、2031年工作总体要求和主要目标\n" + BODY,
    "三、2031年重点工作\n" + alone(PLAN),
    "四、加强政府自身建设\n" + led(["对党忠诚", "依法行政", "清正廉洁"]),
)


@pytest.fixture
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("outlined"), USUAL)


def asked_of(factory: pytest.TempPathFactory, question: str, *texts: str) -> Answer:
    return engine_of(factory.mktemp("outlined"), *texts).ask(question)


def told(answer: Answer) -> list[str]:
    return [each.text for each in answer.citations]


def test_the_chapter_of_the_work_answers_each_heading_cited(engine: Engine):
    answer = engine.ask("今年的重点工作有哪些？", top_k=2)
    assert (answer.level, answer.kind) == (Level.ANSWERED, Kind.LIST)
    assert answer.text.split("\n") == told(answer) == PLAN
    assert answer.confidence == FIXED[Form.OUTLINE].answer
    for cited in answer.citations:
        assert cited.document.text[cited.start : cited.end] == cited.text
        assert cited.end <= cited.passage.start  # in a line of its own, directly above
        assert cited.passage.section[-1].endswith(cited.text)
    assert [hit.passage for hit in answer.hits] == [c.passage for c in answer.citations[:2]]


def test_the_review_answers_with_the_headings_that_begin_its_paragraphs(engine: Engine):
    answer = engine.ask("去年做了哪些工作")
    assert told(answer) == REVIEW
    first = answer.hits[0]
    (mark,) = [each for each in first.highlights if each.kind is HighlightKind.ANSWER]
    assert first.passage.text[mark.start : mark.end] == REVIEW[0]
    assert first.passage.text.startswith("（一）")


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("2031年主要任务是什么", PLAN),
        ("云溪市今年有什么打算", PLAN),
        ("2031年的三项重点工作是什么", PLAN),
        ("2030年取得了哪些成绩", REVIEW),
        ("2030年的重点工作有哪些", REVIEW),
        ("What are the main tasks for this year?", PLAN),
        (
            "这份报告讲了哪几个方面",
            [
                "2030年工作回顾",
                "2031年工作总体要求和主要目标",
                "2031年重点工作",
                "加强政府自身建设",
            ],
        ),
    ],
)
def test_the_year_and_the_words_tell_which(engine: Engine, question: str, titles: list[str]):
    assert told(engine.ask(question)) == titles


@pytest.mark.parametrize(
    "question",
    [
        "农业方面今年有什么打算",
        "今年的目标是什么",
        "2031年取得了哪些成绩",  # of the year that is only planned
        "2028年的重点工作有哪些",
        "2031年的五项重点工作是什么",
        "桃源市今年的重点工作有哪些",
    ],
)
def test_what_else_is_asked_is_answered_as_any_question(engine: Engine, question: str):
    assert told(engine.ask(question)) not in (PLAN, REVIEW)


def test_of_five_years_and_one_the_asked_is_told(tmp_path_factory: pytest.TempPathFactory):
    five = ["建设创新之城", "建设生态之城", "建设幸福之城"]
    text = report(
        "一、过去五年工作回顾\n" + led(REVIEW),
        "二、今后五年的主要任务\n" + led(five),
        "三、2031年重点工作\n" + led(PLAN),
    )
    engine = engine_of(tmp_path_factory.mktemp("outlined"), text)
    assert told(engine.ask("今年的重点工作有哪些")) == PLAN
    assert told(engine.ask("今后五年的主要任务是什么")) == five
    assert told(engine.ask("过去五年取得了哪些成绩")) == REVIEW
    assert told(engine.ask("去年取得了哪些成绩")) != REVIEW


def test_chapters_that_are_the_work_themselves(tmp_path_factory: pytest.TempPathFactory):
    chapters = [f"{n}、{title}\n{BODY}" for n, title in zip("三四五", PLAN, strict=True)]
    text = report(REVIEWED, "二、2031年工作总体要求\n" + BODY, *chapters)
    assert told(asked_of(tmp_path_factory, "今年的重点工作有哪些", text)) == PLAN


@pytest.mark.parametrize(
    "chapter",
    [
        led(PLAN[:2]),  # too few
        led(PLAN).replace("（三）", "（四）"),  # one is missing
        "今年要抓好五项工作：\n" + led(PLAN),
        f"{BODY * 20}\n" + led(PLAN, "{}是{}。"),  # the list of a paragraph
        BODY,
    ],
)
def test_a_list_that_is_not_whole_answers_nothing(
    tmp_path_factory: pytest.TempPathFactory, chapter: str
):
    text = report(REVIEWED, "二、2031年重点工作\n" + chapter)
    assert told(asked_of(tmp_path_factory, "今年的重点工作有哪些", text)) != PLAN


def test_dashes_and_numbers_are_two_lists(tmp_path_factory: pytest.TempPathFactory):
    done = ["全力抓项目", "全力抓农业", "全力抓民生"]
    text = report("一、2030年工作回顾\n" + led(REVIEW, "——{1}。") + "\n" + led(done, "{}是{}。"))
    assert told(asked_of(tmp_path_factory, "去年做了哪些工作", text)) == done


def test_of_several_reports_one_is_to_be_named(tmp_path_factory: pytest.TempPathFactory):
    other = re.sub("云溪", "桃源", USUAL).replace(PLAN[0], "扩大对外开放")
    engine = engine_of(tmp_path_factory.mktemp("outlined"), USUAL, other)
    assert told(engine.ask("今年的重点工作有哪些")) not in (PLAN, ["扩大对外开放", *PLAN[1:]])
    assert told(engine.ask("云溪市今年的重点工作有哪些")) == PLAN
    (chosen,) = [each for each in engine.documents if each.place == "桃源市"]
    scope = Scope(documents=(chosen.id,))
    assert told(engine.ask("今年的重点工作有哪些", scope=scope))[0] == "扩大对外开放"


def test_a_question_by_itself_takes_nothing_from_those_before(engine: Engine):
    answer = engine.ask("今年的重点工作有哪些", history=["云溪市渔船有多少艘？"])
    assert answer.asked == "今年的重点工作有哪些"
    answer = engine.ask("那去年呢", history=["今年的重点工作有哪些"])
    assert told(answer) == REVIEW
