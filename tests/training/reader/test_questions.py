"""training.reader.questions: of which contexts a question is fitted, and what answers in each."""

from __future__ import annotations

from typing import Any

from benchmarks.records.facts_gold import sha256
from benchmarks.records.judging import Noted
from training.questions import invented
from training.reader.questions import examples, of_passage

BUILT = "乙渠、丙渠建成通水。"
AHEAD = "丁路年底通车。"
TEA = "种茶3000亩。"
CANALS = "修渠不易。"
TEXT = TEA + BUILT + AHEAD + CANALS


def place(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def noted(spans: list[str], evidence: list[str], near: list[str]) -> Noted:
    """A question with its places as the line of a file has them."""

    def sentence(words: str) -> dict[str, Any]:
        start, end = place(words)
        return {"start": start, "end": end, "sha256": sha256(words)}

    line: dict[str, Any] = {
        "id": "a-001",
        "report": "a.txt",
        "file_sha256": sha256(TEXT),
        "kind": "list",
        "style": "plain",
        "question": "哪几条渠修好了",
        "history": [],
        "answered": bool(evidence),
        "spans": [place(each) for each in spans],
        "offsets": [[0, place(each)[0] - place(evidence[0])[0]] for each in spans],
        "evidence": [sentence(each) for each in evidence],
        "near": [sentence(each) for each in near],
    }
    return Noted.of(line)


def made(question: Noted, first: list[str]) -> list[tuple[str, str | None]]:
    """The contexts of a question, each with what answers in it."""
    of = examples(question.question, question, TEXT, [place(each) for each in first])
    return [(each.context, each.span and each.context[slice(*each.span)]) for each in of]


def test_a_list_is_one_span_from_its_first_member_to_its_last():
    told = noted(["乙渠", "丙渠"], [BUILT], [])
    assert made(told, [BUILT]) == [(BUILT, "乙渠、丙渠")]


def test_what_tells_is_fitted_though_it_does_not_come_first():
    told = noted(["乙渠", "丙渠"], [BUILT], [])
    assert made(told, [AHEAD]) == [(AHEAD, None), (BUILT, "乙渠、丙渠")]


def test_of_the_wrong_ones_only_the_likeliest_count():
    told = noted(["乙渠", "丙渠"], [BUILT], [])
    found = made(told, [AHEAD, TEA, BUILT, CANALS])
    assert found == [(AHEAD, None), (TEA, None), (BUILT, "乙渠、丙渠")]


def test_a_context_that_may_tell_without_a_span_is_left_out():
    likely = noted([], [BUILT], [])
    assert made(likely, [BUILT, AHEAD]) == [(AHEAD, None)]


def test_where_nothing_tells_no_context_answers():
    untold = noted([], [], [CANALS])
    asked = [(each, None) for each in (AHEAD, BUILT, TEA, CANALS)]
    assert made(untold, [AHEAD, BUILT, TEA]) == asked


def test_the_mark_at_the_end_makes_no_other_context():
    told = noted(["乙渠", "丙渠"], [BUILT.removesuffix("。")], [])
    assert made(told, [BUILT]) == [(BUILT, "乙渠、丙渠")]
    told = noted(["乙渠", "丙渠"], [BUILT], [])
    assert made(told, [BUILT.removesuffix("。")]) == [(BUILT.removesuffix("。"), "乙渠、丙渠")]


def test_of_a_passage_the_wrong_sentences_that_look_likeliest_count():
    where = (TEXT.index("乙渠"), TEXT.index("建成"))
    told = invented.Asked(passage=TEXT, question="哪些渠建成了", span=where)
    found = [
        (each.context, each.span and each.context[slice(*each.span)]) for each in of_passage(told)
    ]
    assert found == [(BUILT, "乙渠、丙渠"), (TEA, None), (AHEAD, None)]


def test_of_what_a_passage_does_not_tell_three_sentences_count():
    untold = invented.Asked(passage=TEXT, question="修渠花了多少钱", span=None)
    found = [(each.context, each.span) for each in of_passage(untold)]
    assert found == [(CANALS, None), (TEA, None), (BUILT, None)]
