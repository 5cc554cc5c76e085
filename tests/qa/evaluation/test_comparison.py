"""An earlier run against a new one: metrics, questions, and the text of both."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from qa.evaluation.comparison import Comparison, Direction, compare
from qa.evaluation.metrics import EvaluationReport, Outcome, Retrieval, row
from qa.evaluation.saved_run import SavedRun

FIRST = Retrieval(hit_at_1=1, hit_at_3=1, hit_at_5=1, mrr_at_10=1, ndcg_at_10=1)
SECOND = Retrieval(hit_at_1=0, hit_at_3=1, hit_at_5=1, mrr_at_10=1 / 2, ndcg_at_10=0.63)


def outcome(identity: str, **more: Any) -> Outcome:
    """An answerable question, answered right by the first passage, but for ``more``."""
    values: dict[str, Any] = {
        "type": "quantity",
        "question": f"{identity}多少?",
        "rank": 1,
        "retrieval": FIRST,
        "found": True,
        "answer": "3家",
        "exact": True,
        "f1": 1.0,
        **more,
    }
    return Outcome(id=identity, **values)


def no(identity: str, **more: Any) -> Outcome:
    """An unanswerable question, refused."""
    values = {"rank": None, "retrieval": None, "exact": None, "f1": None, **more}
    return refused(identity, **{"type": "unanswerable", **values})


def refused(identity: str, **more: Any) -> Outcome:
    return outcome(identity, **{"found": False, "answer": "", "exact": False, "f1": 0.0, **more})


def report(*outcomes: Outcome) -> EvaluationReport:
    types = dict.fromkeys(each.type for each in outcomes)
    return EvaluationReport(
        name="q.jsonl",
        overall=row("all", outcomes),
        types=tuple(row(name, [o for o in outcomes if o.type == name]) for name in types),
        outcomes=outcomes,
        n_skipped=0,
        n_without_passage=0,
        search_ms=1.0,
        ask_ms=1.0,
    )


def compared(old: list[Outcome], new: list[Outcome]) -> Comparison:
    return compare(SavedRun(path="old.json", name="q.jsonl", outcomes=tuple(old)), report(*new))


def metrics(comparison: Comparison, group: str = "all") -> dict[str, tuple[float | None, ...]]:
    return {
        change.metric: (change.old, change.new, change.difference)
        for change in comparison.metrics
        if change.group == group
    }


class TestMetrics:
    def test_only_what_changed(self):
        old = [outcome("甲"), outcome("乙", rank=2, retrieval=SECOND)]
        got = metrics(compared(old, [outcome("甲"), outcome("乙")]))
        assert got == {
            "hit_at_1": ((1 + 0) / 2, 1, 1 - (1 + 0) / 2),
            "mrr_at_10": ((1 + 1 / 2) / 2, 1, 1 - (1 + 1 / 2) / 2),
            "ndcg_at_10": ((1 + 0.63) / 2, 1, 1 - (1 + 0.63) / 2),
        }

    def test_answers_and_refusals(self):
        old = [outcome("甲"), refused("乙"), no("丙"), no("丁", found=True, answer="3家")]
        new = [outcome("甲"), outcome("乙", exact=False, f1=0.5), no("丙"), no("丁")]
        assert metrics(compared(old, new)) == {
            "f1": ((1 + 0) / 2, (1 + 0.5) / 2, pytest.approx(0.25)),
            "refusal_precision": (1 / 2, 2 / 2, 1 / 2),
            "refusal_recall": (1 / 2, 2 / 2, 1 / 2),
            "wrongly_refused": (1 / 2, 0 / 2, -1 / 2),
        }

    def test_by_type(self):
        old = [outcome("甲", type="target", exact=False), outcome("乙")]
        got = compared(old, [outcome("甲", type="target"), outcome("乙")])
        assert metrics(got, "target") == {"exact": (0 / 1, 1 / 1, 1)}
        assert metrics(got, "quantity") == {}

    def test_a_type_that_has_another_name_now(self):
        got = compared([outcome("甲", exact=False)], [outcome("甲", type="target")])
        assert metrics(got, "target") == {"exact": (0 / 1, 1 / 1, 1)}

    def test_a_type_may_be_called_all(self):
        old = [outcome("甲", type="all", exact=False), outcome("乙")]
        got = compared(old, [outcome("甲", type="all"), outcome("乙")])
        assert [(c.group, c.old) for c in got.metrics] == [("all", 1 / 2), ("all", 0 / 1)]

    def test_questions_of_only_one_file_do_not_count(self):
        got = compared([outcome("甲"), refused("乙")], [outcome("甲"), refused("丙")])
        assert got.metrics == ()
        assert got.n_common == 1

    def test_f1_that_was_not_measured_then(self):
        got = compared([outcome("甲", f1=None)], [outcome("甲")])
        assert metrics(got) == {"f1": (None, 1, None)}

    def test_equal_runs(self):
        same = [outcome("甲"), no("乙")]
        got = compared(same, same)
        assert (got.metrics, got.questions) == ((), ())
        assert "no metric changed" in got.format()


class TestQuestions:
    def direction(self, old: Outcome, new: Outcome) -> Direction | None:
        changes = compared([old], [new]).questions
        assert len(changes) <= 1
        return changes[0].direction if changes else None

    @pytest.mark.parametrize(
        ("worse", "better"),
        [
            (outcome("甲", rank=2), outcome("甲", rank=1)),
            (outcome("甲", rank=None), outcome("甲", rank=10)),
            (outcome("甲", exact=False), outcome("甲")),
            (outcome("甲", exact=False, f1=0.2), outcome("甲", exact=False, f1=0.5)),
            (refused("甲"), outcome("甲")),
            (refused("甲"), outcome("甲", exact=False, f1=0.2)),
            (refused("甲", exact=None, f1=None), outcome("甲", exact=None, f1=None)),
            (no("甲", found=True, answer="3家"), no("甲")),
            (outcome("甲", rank=3, exact=False), outcome("甲")),
        ],
    )
    def test_improved_and_worsened(self, worse: Outcome, better: Outcome):
        assert self.direction(worse, better) is Direction.IMPROVED
        assert self.direction(better, worse) is Direction.WORSENED

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            # Better in one thing, worse in another.
            (outcome("甲", rank=2), outcome("甲", exact=False, f1=0.0)),
            # Only other words, right or wrong alike.
            (outcome("甲", answer="3 家"), outcome("甲")),
            (no("甲", found=True, answer="3家"), no("甲", found=True, answer="4家")),
            # A wrong answer is no better than a refusal was.
            (refused("甲"), outcome("甲", exact=False, f1=0.0)),
            # An answer is expected now that was not before: neither run did better.
            (outcome("甲", exact=None, f1=None), outcome("甲")),
            # There was no answer then.
            (no("甲", found=True, answer="3家"), outcome("甲")),
        ],
    )
    def test_changed_otherwise(self, old: Outcome, new: Outcome):
        assert self.direction(old, new) is Direction.OTHERWISE
        assert self.direction(new, old) is Direction.OTHERWISE

    def test_unchanged(self):
        assert self.direction(outcome("甲"), outcome("甲")) is None

    def test_the_same_answer_whose_f1_was_not_measured_then_is_no_change(self):
        assert self.direction(outcome("甲", f1=None), outcome("甲")) is None

    def test_without_f1_then_exact_match_decides(self):
        old = outcome("甲", exact=False, f1=None, answer="有3家")
        assert self.direction(old, outcome("甲")) is Direction.IMPROVED

    def test_in_one_file_only(self):
        got = compared([outcome("甲"), outcome("乙")], [outcome("乙"), outcome("丙")])
        assert [each.id for each in got.only_old] == ["甲"]
        assert [each.id for each in got.only_new] == ["丙"]

    def test_a_reworded_question_is_another(self):
        got = compared([outcome("甲")], [outcome("甲", question="几家?")])
        assert got.n_common == 0
        assert [each.question for each in got.only_old + got.only_new] == ["甲多少?", "几家?"]


class TestText:
    def lines(self) -> list[str]:
        old = [
            outcome("甲", rank=None, exact=False, f1=0.5, answer="有3家"),
            outcome("乙"),
            outcome("丙", answer="3\n家"),
            outcome("丁"),
            outcome("旧"),
        ]
        new = [outcome("甲"), refused("乙"), outcome("丙"), outcome("丁"), outcome("新")]
        return compared(old, new).format().splitlines()

    def test_head(self):
        assert self.lines()[0] == "compared with old.json (q.jsonl), 4 questions"

    def test_metrics_are_a_table(self):
        lines = self.lines()
        assert lines[2].split() == ["questions", "metric", "old", "new", "difference"]
        assert lines[3].split() == ["all", "F1", "0.875", "0.750", "-0.125"]  # 3.5 / 4, 3 / 4
        assert lines[4] == "all        refusal precision      -  0.000           -"  # 0 of 0, 0 / 1
        assert lines[5] == "all        wrongly refused    0.000  0.250      +0.250"  # 0 / 4, 1 / 4
        assert lines[6].split()[0] == "quantity"

    def test_questions_by_direction(self):
        lines = self.lines()
        assert lines[lines.index("improved: 1") :] == [
            "improved: 1",
            "  甲  甲多少?",
            "      rank - → 1, exact no → yes, F1 0.500 → 1.000",
            "      old: 有3家",
            "      new: 3家",
            "",
            "worsened: 1",
            "  乙  乙多少?",
            "      exact yes → no, F1 1.000 → 0.000",
            "      old: 3家",
            "      new: (refused)",
            "",
            "changed otherwise: 1",
            "  丙  丙多少?",
            "      old: 3 家",
            "      new: 3家",
            "",
            "only in the old report: 1",
            "  旧  旧多少?",
            "",
            "only in the new report: 1",
            "  新  新多少?",
        ]

    def test_a_missing_f1_is_a_dash(self):
        old = outcome("甲", rank=2, f1=None)
        text = compared([old], [outcome("甲")]).format()
        assert "F1 - → 1.000" in text
        assert ["all", "F1", "-", "1.000", "-"] in [line.split() for line in text.splitlines()]


class TestJson:
    def test_all_of_it(self):
        old = [outcome("甲", rank=2, retrieval=SECOND), outcome("旧")]
        got = compared(old, [outcome("甲"), outcome("新")]).to_json()
        assert json.loads(json.dumps(got)) == got
        assert {**got, "metrics": got["metrics"][:1]} == {
            "old_path": "old.json",
            "old_name": "q.jsonl",
            "n_common": 1,
            "metrics": [
                {
                    "group": "all",
                    "metric": "hit_at_1",
                    "old": 0,
                    "new": 1,
                    "difference": 1 - 0,
                }
            ],
            "questions": [
                {
                    "direction": "improved",
                    "id": "甲",
                    "question": "甲多少?",
                    "type": "quantity",
                    "old": {"rank": 2, "found": True, "answer": "3家", "exact": True, "f1": 1},
                    "new": {"rank": 1, "found": True, "answer": "3家", "exact": True, "f1": 1},
                }
            ],
            "only_old": [{"id": "旧", "question": "旧多少?"}],
            "only_new": [{"id": "新", "question": "新多少?"}],
        }

    def test_a_run_without_answers(self):
        silent: dict[str, Any] = {"found": None, "answer": None, "exact": None, "f1": None}
        old, new = outcome("甲", rank=2, retrieval=SECOND), outcome("甲")
        got = compared([replace(old, **silent)], [replace(new, **silent)])
        assert got.questions[0].direction is Direction.IMPROVED
        assert "exact" not in metrics(got)
