"""Reports of earlier runs, read back; what is none of them is told in a line."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from index.errors import QuestionFileError
from qa.evaluation.metrics import EvaluationReport, Outcome, Retrieval, row
from qa.evaluation.question_file import JudgedQuestion, QuestionSet
from qa.evaluation.saved_run import load_report

if TYPE_CHECKING:
    from pathlib import Path

FIRST = Retrieval(hit_at_1=1, hit_at_3=1, hit_at_5=1, mrr_at_10=1, ndcg_at_10=1)
ANSWERED = Outcome(
    id="a",
    type="quantity",
    question="多少?",
    rank=1,
    retrieval=FIRST,
    found=True,
    answer="3家",
    exact=True,
    f1=1.0,
)
REFUSED = Outcome(
    id="b",
    type="unanswerable",
    question="几个?",
    rank=None,
    retrieval=None,
    found=False,
    answer="",
    exact=None,
    f1=None,
)
QUESTIONS = QuestionSet(
    name="q.jsonl",
    questions=(
        JudgedQuestion(id="a", type="quantity", question="多少?", answers=(), evidence=("3家",)),
    ),
)
REMEDY = "expected what `wenbao eval q.jsonl --json` prints: save it to a file anew"


def report() -> dict[str, Any]:
    outcomes = (ANSWERED, REFUSED)
    value = EvaluationReport(
        name="q.jsonl",
        overall=row("all", outcomes),
        types=(),
        outcomes=outcomes,
        n_skipped=0,
        n_without_passage=0,
        search_ms=1.0,
        ask_ms=1.0,
    )
    read: dict[str, Any] = json.loads(json.dumps(value.to_json()))
    return read


def saved(tmp_path: Path, value: object, encoding: str = "utf-8") -> Path:
    path = tmp_path / "old.json"
    path.write_text(json.dumps(value, ensure_ascii=False) + "\n", encoding=encoding)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(QuestionFileError) as caught:
        load_report(path, QUESTIONS)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert message.endswith(REMEDY)
    assert "\n" not in message
    return message


class TestRead:
    def test_what_was_written(self, tmp_path: Path):
        got = load_report(saved(tmp_path, report()), QUESTIONS)
        assert got.name == "q.jsonl"
        assert got.path == str(tmp_path / "old.json")
        assert got.outcomes == (ANSWERED, REFUSED)

    def test_a_report_of_before_f1_was_measured(self, tmp_path: Path):
        value = report()
        for outcome in value["outcomes"]:
            del outcome["f1"]
        for name in ("f1", "refusal_precision", "refusal_recall"):
            del value["overall"]["answering"][name]
        got = load_report(saved(tmp_path, value), QUESTIONS)
        assert [outcome.f1 for outcome in got.outcomes] == [None, None]
        assert got.outcomes[0].exact is True

    def test_a_report_with_a_comparison_or_other_fields(self, tmp_path: Path):
        value = report() | {"comparison": {}, "later": 1}
        value["outcomes"][0]["later"] = 1
        assert load_report(saved(tmp_path, value), QUESTIONS).outcomes[0] == ANSWERED

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])  # as PowerShell's > writes
    def test_byte_order_marks(self, tmp_path: Path, encoding: str):
        got = load_report(saved(tmp_path, report(), encoding), QUESTIONS)
        assert got.outcomes[0].question == "多少?"

    def test_of_a_question_file_that_was_renamed(self, tmp_path: Path):
        got = load_report(saved(tmp_path, report() | {"name": "p.jsonl"}), QUESTIONS)
        assert got.name == "p.jsonl"


class TestRefused:
    def test_no_file(self, tmp_path: Path):
        assert "absent.json: No such file" in refusal(tmp_path / "absent.json")

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "line 1: Expecting value"),
            ("type  questions  Hit@1\n", "line 1: Expecting value"),  # saved without --json
            ('{"name": "q.jsonl",\n "outc', "line 2: Unterminated string"),
            ('{"id": "a"}\n{"id": "b"}', "line 2: Extra data"),  # the question file itself
            ("[]", "old.json: not a JSON object"),
            ("null", "old.json: not a JSON object"),
            ("[" * 100_000, "nested too deeply"),
        ],
    )
    def test_no_report(self, tmp_path: Path, text: str, message: str):
        path = tmp_path / "old.json"
        path.write_text(text, encoding="utf-8")
        assert message in refusal(path)

    def test_another_encoding(self, tmp_path: Path):
        assert "not UTF-8 at byte" in refusal(saved(tmp_path, report(), "gb18030"))

    @pytest.mark.parametrize("name", ["name", "outcomes"])
    def test_a_missing_part(self, tmp_path: Path, name: str):
        value = report()
        del value[name]
        assert f"old.json: '{name}' is missing; " in refusal(saved(tmp_path, value))

    @pytest.mark.parametrize("name", sorted(set(asdict(ANSWERED)) - {"f1"}))
    def test_a_missing_field(self, tmp_path: Path, name: str):
        value = report()
        del value["outcomes"][1][name]
        message = f"old.json: outcomes[1] '{name}' is missing; "
        assert message in refusal(saved(tmp_path, value))

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"rank": "1"}, "outcomes[0] 'rank' is \"1\", not a number or null"),
            ({"rank": True}, "outcomes[0] 'rank' is true, not a number or null"),
            ({"found": 1}, "outcomes[0] 'found' is 1, not true or false or null"),
            ({"question": None}, "outcomes[0] 'question' is null, not a string"),
            ({"f1": "1"}, "outcomes[0] 'f1' is \"1\", not a number or null"),
            ({"retrieval": []}, "outcomes[0] 'retrieval' is [], not {...} or null"),
            ({"retrieval": {}}, "outcomes[0] retrieval 'hit_at_1' is missing"),
            ({"id": "b"}, "the id 'b' stands twice"),
        ],
    )
    def test_a_wrong_field(self, tmp_path: Path, change: dict[str, Any], message: str):
        value = report()
        value["outcomes"][0] |= change
        assert message in refusal(saved(tmp_path, value))

    def test_an_outcome_that_is_none(self, tmp_path: Path):
        value = report() | {"outcomes": [3]}
        assert "outcomes[0] not a JSON object" in refusal(saved(tmp_path, value))

    @pytest.mark.parametrize("change", [{"id": "z"}, {"question": "别的?"}])
    def test_of_other_questions(self, tmp_path: Path, change: dict[str, str]):
        value = report() | {"name": "p.jsonl"}
        value["outcomes"][0] |= change
        message = "is the report of 'p.jsonl' and shares no question with q.jsonl"
        assert message in refusal(saved(tmp_path, value))
