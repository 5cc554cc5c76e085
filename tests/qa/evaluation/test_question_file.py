"""qa.evaluation.question_file: questions by lines and in SQuAD form, and what is wrong with a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from index.errors import QuestionFileError
from qa.evaluation.question_file import JudgedQuestion, QuestionSet, load_questions

if TYPE_CHECKING:
    from pathlib import Path


LINE = {"id": "a", "type": "t", "question": "多少?", "answers": ["3家"], "evidence": ["有3家"]}


def jsonl(tmp_path: Path, *records: object) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    return path


def squad(*paragraphs: dict[str, Any]) -> dict[str, Any]:
    return {"version": "v", "data": [{"title": "题", "paragraphs": list(paragraphs)}]}


def asked(id_: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "question": "多少?", "answers": [{"text": "3家", "answer_start": 1}], **more}


class TestLines:
    def test_a_question(self, tmp_path: Path):
        got = load_questions(jsonl(tmp_path, LINE))
        assert got.name == "questions.jsonl"
        assert got.contexts == ()
        assert got.questions == (
            JudgedQuestion(
                id="a", type="t", question="多少?", answers=("3家",), evidence=("有3家",)
            ),
        )

    def test_document_and_history(self, tmp_path: Path):
        more = {"document": "报告", "history": ["去年呢?"]}
        (got,) = load_questions(jsonl(tmp_path, LINE | more)).questions
        assert (got.document, got.history) == ("报告", ("去年呢?",))

    def test_byte_order_mark_and_empty_lines(self, tmp_path: Path):
        path = tmp_path / "q.jsonl"
        path.write_text(f"\n{json.dumps(LINE)}\r\n\r\n", encoding="utf-8-sig")
        assert len(load_questions(path).questions) == 1

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"id": None}, "line 2: 'id' is missing; expected a string"),
            ({"type": 5}, "line 2: 'type' is 5; expected a string"),
            ({"question": " "}, "line 2: 'question' is empty"),
            ({"answers": "3家"}, "line 2: 'answers' is \"3家\"; expected a list of strings"),
            ({"evidence": [3]}, "line 2: 'evidence' holds more than strings"),
            ({"evidence": [""]}, "line 2: an empty string among 'answers' or 'evidence'"),
            ({"evidence": []}, "line 2: 'answers' without 'evidence'"),
            ({"history": [" "]}, "line 2: an empty string in 'history'"),
            (
                {"history": "去年呢?"},
                "line 2: 'history' is \"去年呢?\"; expected a list of strings",
            ),
            ({"id": "a"}, "the id 'a' stands twice"),
        ],
    )
    def test_a_wrong_field_is_named(self, tmp_path: Path, change: dict[str, Any], message: str):
        path = jsonl(tmp_path, LINE, LINE | {"id": "b"} | change)
        with pytest.raises(QuestionFileError) as caught:
            load_questions(path)
        assert str(caught.value).startswith(str(path))
        assert message in str(caught.value)
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "the file is empty; expected one question"),
            (" \n ", "the file is empty; expected one question"),
            ("航运企业有多少家?", "line 1: Expecting value; expected one question"),
            ('\n\n{"id": ', "line 3: Expecting value; expected one question"),
            ("[]", "line 1: not a JSON object; expected one question"),
            (f"{json.dumps(LINE)}\n{{", "line 2: Expecting property name"),
        ],
    )
    def test_what_is_no_question_file(self, tmp_path: Path, text: str, message: str):
        path = tmp_path / "q.jsonl"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(QuestionFileError) as caught:
            load_questions(path)
        assert message in str(caught.value)

    def test_no_file(self, tmp_path: Path):
        with pytest.raises(QuestionFileError, match=r"absent\.jsonl: No such file"):
            load_questions(tmp_path / "absent.jsonl")

    def test_no_utf8(self, tmp_path: Path):
        path = tmp_path / "q.jsonl"
        path.write_bytes(json.dumps(LINE, ensure_ascii=False).encode("gb18030"))
        with pytest.raises(QuestionFileError, match="not UTF-8 at byte"):
            load_questions(path)


class TestSquad:
    def load(self, tmp_path: Path, *paragraphs: dict[str, Any]) -> QuestionSet:
        return load_questions(jsonl(tmp_path, squad(*paragraphs)))

    def test_version_1(self, tmp_path: Path):
        got = self.load(tmp_path, {"context": " 有3家。\n", "qas": [asked("a")]})
        assert got.contexts == ("有3家。",)
        assert got.questions == (
            JudgedQuestion(
                id="a", type="answerable", question="多少?", answers=("3家",), evidence=("有3家。",)
            ),
        )

    def test_version_2_has_unanswerable_questions(self, tmp_path: Path):
        no = asked("b", is_impossible=True, plausible_answers=[{"text": "3家"}])
        got = self.load(
            tmp_path, {"context": "有3家。", "qas": [asked("a", is_impossible=False), no]}
        )
        assert [q.type for q in got.questions] == ["answerable", "unanswerable"]
        assert (got.questions[1].answers, got.questions[1].evidence) == ((), ())

    def test_equal_contexts_are_one(self, tmp_path: Path):
        one = {"context": "甲", "qas": [asked("a")]}
        two = {"context": "甲 ", "qas": [asked("b")]}
        three = {"context": "乙", "qas": []}
        assert self.load(tmp_path, one, two, three).contexts == ("甲", "乙")

    def test_questions_without_words_are_left_out_and_counted(self, tmp_path: Path):
        got = self.load(tmp_path, {"context": "甲", "qas": [asked("a"), asked("b", question=" ")]})
        assert (len(got.questions), got.n_skipped) == (1, 1)

    def test_numbers_and_nulls_as_answers(self, tmp_path: Path):
        answers = [{"text": 43770}, {"text": None}, {"text": ""}]
        got = self.load(tmp_path, {"context": "甲", "qas": [asked("a", answers=answers)]})
        assert got.questions[0].answers == ("43770",)

    def test_printed_over_many_lines(self, tmp_path: Path):
        path = tmp_path / "squad.json"
        path.write_text(json.dumps(squad({"context": "甲", "qas": [asked("a")]}), indent=2))
        assert len(load_questions(path).questions) == 1

    @pytest.mark.parametrize(
        ("paragraph", "message"),
        [
            ({"qas": []}, "data[0] paragraphs[0] 'context' is missing; expected a string"),
            ({"context": "甲"}, "data[0] paragraphs[0] 'qas' is missing; expected a list"),
            ({"context": "甲", "qas": [3]}, "data[0] paragraphs[0] qas[0] not a JSON object"),
            (
                {"context": "甲", "qas": [asked("a", is_impossible="no")]},
                "qas[0] 'is_impossible' is \"no\"; expected true or false",
            ),
            (
                {"context": "甲", "qas": [asked("a", answers=[{"text": []}])]},
                "qas[0] answers[0] 'text' is []; expected a string",
            ),
            ({"context": " ", "qas": [asked("a")]}, "an empty string among"),
            ({"context": "甲", "qas": [asked("a"), asked("a")]}, "the id 'a' stands twice"),
            ({"context": "甲", "qas": []}, "there are no questions"),
        ],
    )
    def test_malformed(self, tmp_path: Path, paragraph: dict[str, Any], message: str):
        with pytest.raises(QuestionFileError) as caught:
            self.load(tmp_path, paragraph)
        assert message in str(caught.value)

    def test_cut_off(self, tmp_path: Path):
        path = tmp_path / "cut.json"
        path.write_text(json.dumps(squad({"context": "甲", "qas": []}), indent=1)[:-5])
        with pytest.raises(QuestionFileError, match=r"cut\.json, line \d+: Expecting"):
            load_questions(path)

    def test_more_after_the_end(self, tmp_path: Path):
        path = jsonl(tmp_path, squad({"context": "甲", "qas": [asked("a")]}), LINE)
        with pytest.raises(QuestionFileError, match="more after the SQuAD object"):
            load_questions(path)
