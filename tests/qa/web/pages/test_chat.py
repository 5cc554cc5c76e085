"""qa.web.pages.chat: what is answered to whatever a browser may send."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from index.errors import IndexDamagedError
from index.searchable.views import Passages
from qa import Engine
from qa.evaluation.feedback import Feedback
from qa.evaluation.question_file import load_questions
from qa.retrieval.scope import EVERYTHING, Scope
from qa.understanding.concepts import Concepts
from qa.understanding.question import KnownReports, QuestionError
from qa.web.fragments import addresses
from qa.web.library import Library
from qa.web.pages.chat import Chat
from qa.web.texts import EN, ZH_CN
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.answer_samples import sample
from tests.support.texts.held import held
from tests.support.texts.mentions import index_of

if TYPE_CHECKING:
    from pathlib import Path

    from index.fact_types import Fact
    from qa.types import Answer

QUESTION = "茶园面积增长目标是多少?"
HIT = sample().hits[0]
ADDRESS = addresses.of(HIT.document)


class Asked:
    """An engine that always answers the same, or fails."""

    name = "0123456789abcdef"
    index = held([HIT.document], [HIT.passage])
    reports = index.reports(EVERYTHING)
    soundness = SimpleNamespace(reading=contextlib.nullcontext)
    generation = SimpleNamespace(
        index=index,
        reports=KnownReports(),
        selected=index.select,
        concepts=lambda asked: Concepts(asked.concepts, [1.0] * len(asked.concepts)),
    )
    synonyms = None

    def __init__(self, answer: Answer | Exception | None = None) -> None:
        self.answer = answer or sample()
        self.asked: list[dict[str, Any]] = []

    def snapshot(self) -> Asked:
        return self

    def ask(self, question: str, **options: Any) -> Answer:
        self.asked.append(options)
        if isinstance(self.answer, Exception):
            raise self.answer
        return dataclasses.replace(self.answer, question=question, asked=question.strip())

    def ask_with_table(self, question: str, **options: Any) -> tuple[Answer, None]:
        return self.ask(question, **options), None

    def asked_mentions(self, question: str, scope: Scope) -> None:
        """None: nothing is asked that is counted."""

    def reader_trouble(self) -> str:
        return ""

    def extent(self, scope: Scope) -> tuple[int, int]:
        return (2, 83) if scope == EVERYTHING else (1, 7)

    def holds(self, identity: str) -> bool:
        return identity == HIT.document.id

    def facts(self, scope: Scope) -> list[Fact]:
        assert scope.documents == (HIT.document.id,)
        return []

    def within(self, scope: Scope) -> Passages:
        assert scope.documents == (HIT.document.id,)
        return Passages(self.index)


def chat(engine: Asked | None = None, folder: Path | None = None) -> Chat:
    feedback = Feedback(folder) if folder else None
    return Chat(Library(cast("Engine", engine or Asked())), feedback)


def plain(markup: str) -> str:
    return re.sub(r"<[^>]*>", "", markup)


def test_a_question_is_answered_with_a_turn_its_sources_and_markdown():
    reply = chat().ask({"question": QUESTION}, ZH_CN)
    assert 'class="turn found"' in reply["turn"]
    assert "4.5%左右" in plain(reply["turn"])
    assert 'class="card cited"' in reply["sources"]
    assert reply["markdown"].startswith("## 茶园面积增长目标是多少?")
    assert re.fullmatch("[0-9a-f]{16}", reply["generation"])


def test_an_answer_is_taken_along_with_links_to_the_page_as_the_browser_knows_it():
    reply = chat().ask({"question": QUESTION, "base": "http://127.0.0.1:7860/"}, ZH_CN)
    link = f"http://127.0.0.1:7860/#{ADDRESS}/1"
    assert f"](<{link}>)" in reply["markdown"]
    assert link in reply["plain"].splitlines()
    assert f"HYPERLINK &#34;{link}&#34;" in reply["word"]
    assert "http" not in reply["copied"]


@pytest.mark.parametrize(
    "base",
    ["javascript:alert(1)//", "http://a b/", 'http://a/"<', "http://a/)", "http://a/\n", 7, None],
)
def test_what_is_no_address_of_a_page_is_no_link(base: object):
    reply = chat().ask({"question": QUESTION, "base": base}, ZH_CN)
    assert f"#{ADDRESS}/" not in "".join(reply[name] for name in ("markdown", "plain", "word"))


def test_what_to_ask_next_is_asked_of_what_is_answered_now():
    for sent in (
        {"question": QUESTION, "text": "9%"},
        {"question": QUESTION, "text": "4.5%左右", "view": {"report": "gone"}},
        {},
    ):
        assert chat().next(sent, ZH_CN) == {"questions": ""}
    refused = Asked(sample(found=False))
    assert chat(refused).next({"question": QUESTION, "text": ""}, ZH_CN) == {"questions": ""}


@pytest.mark.parametrize(
    ("right", "told", "file"),
    [
        ("4.5%左右,达到九百亩", EN.thanks_corrected, "corrected"),
        (" 4.5% 左右 ", EN.thanks_corrected, "corrected"),
        ("", EN.thanks_corrected, "corrected"),
        ("十亩", EN.thanks_unfound, "disliked"),
    ],
)
def test_what_is_right_is_kept_with_where_it_stands(
    right: str, told: str, file: str, tmp_path: Path
):
    sent = {"question": QUESTION, "text": "4.5%左右", "verdict": "corrected", "right": right}
    reply = chat(folder=tmp_path).judge(sent, EN)
    assert reply == {"kept": "corrected", "told": told}
    (line,) = (tmp_path / f"{file}.jsonl").read_text("utf-8").splitlines()
    record = json.loads(line)
    if file == "disliked":
        assert record["right"] == right
        assert "answers" not in record
        return
    (question,) = load_questions(tmp_path / "corrected.jsonl").questions
    assert question.answers == ((" ".join(right.split()),) if right else ())
    assert question.evidence == ((HIT.passage.text,) if right else ())
    assert question.type == ("quantity" if right else "unanswerable")


def test_what_a_turn_is_of_is_told_with_its_hidden_characters():
    question = "茶\u200b园?"
    reply = chat().ask({"question": f" {question}"}, ZH_CN)
    assert (reply["question"], reply["asked"], reply["text"]) == (question, question, "4.5%左右")
    assert "data-" not in reply["turn"].partition('<div class="said"')[0].replace("data-testid", "")


def test_the_view_and_what_was_said_before_go_to_the_engine():
    engine = Asked()
    view = {"report": ADDRESS, "year": "2024", "period": "plan", "n": "3"}
    history = ["一", "", "长" * 1001, 7, "二", "三", "四", "五", "六"]
    chat(engine).ask({"question": QUESTION, "view": view, "history": history}, ZH_CN)
    (options,) = engine.asked
    assert options["top_k"] == 3
    assert options["scope"].documents == (HIT.document.id,)
    assert options["scope"].years == (2024,)
    assert options["history"] == ["7", "二", "三", "四", "五", "六"]


@pytest.mark.parametrize(
    ("view", "told"),
    [
        ({}, "查找了 2 份报告的 83 段。"),
        ({"place": "<县>"}, "按所选范围，查找了 1 份报告的 7 段：&lt;县&gt;。"),
    ],
)
def test_a_refusal_tells_what_was_searched(view: dict[str, str], told: str):
    refused = Asked(sample(found=False))
    turn = chat(refused).ask({"question": QUESTION, "view": view}, ZH_CN)["turn"]
    assert 'class="turn refused"' in turn
    assert told in turn


@pytest.mark.parametrize("sent", [{}, {"question": None, "view": 3, "history": "x"}])
def test_whatever_a_browser_sends_is_a_question_or_a_complaint(sent: dict[str, Any]):
    reply = chat(Asked(QuestionError("empty"))).ask(sent, EN)
    assert reply == {"notice": "<p>This question cannot be asked: empty</p>"}


@pytest.mark.parametrize(
    "view", [{"report": "0"}, {"year": "x"}, {"period": "never"}, {"n": "0"}, {"n": "99999"}]
)
def test_a_view_of_what_is_not_there_is_a_complaint(view: dict[str, str]):
    reply = chat().ask({"question": QUESTION, "view": view}, EN)
    assert plain(reply["notice"]) == EN.scope_gone


@pytest.mark.parametrize(
    ("failure", "question", "line"),
    [
        (QuestionError("long"), "问" * 2000, EN.too_long.format(n_chars=2000, n_allowed=1000)),
        (IndexDamagedError("it <is> damaged"), "甲", "it &lt;is&gt; damaged"),
    ],
)
def test_a_failure_is_one_line(failure: Exception, question: str, line: str):
    assert line in chat(Asked(failure)).ask({"question": question}, EN)["notice"]


def test_an_error_of_the_program_is_not_shown_as_one_of_the_visitor():
    with pytest.raises(RuntimeError, match="a secret"):
        chat(Asked(RuntimeError("a secret"))).ask({"question": QUESTION}, EN)


def test_before_there_is_an_engine_a_question_is_told_so():
    reply = Chat(Library()).ask({"question": QUESTION}, EN)
    assert "the index is being built" in reply["notice"]
    assert "gone" in Chat(Library()).read({"report": ADDRESS}, EN)


def test_a_report_is_sent_once_and_a_span_marked_in_it_each_time():
    answer = sample().citations[0]
    sent = {"report": ADDRESS, "number": HIT.passage.number}
    sent |= {"start": answer.start, "end": answer.end}
    reply = chat().read(sent, ZH_CN)
    assert reply["title"] == "2024年报告"
    assert f'id="{ADDRESS}/{HIT.passage.number}"' in reply["body"]
    assert "<strong>4.5%左右</strong>" in reply["marked"]
    near = chat().read(sent | {"near": True}, ZH_CN)
    assert "<strong>" not in near["marked"]
    assert "<mark>" in near["marked"]
    again = chat().read(sent | {"shown": ADDRESS}, ZH_CN)
    assert again == {"report": ADDRESS, "marked": reply["marked"]}


@pytest.mark.parametrize(
    "span", [{}, {"start": 0, "end": 10**9}, {"start": "1", "end": "2"}, {"start": 9, "end": 3}]
)
def test_a_span_that_is_none_marks_nothing(span: dict[str, Any]):
    sent = {"report": ADDRESS, "number": HIT.passage.number} | span
    assert chat().read(sent, ZH_CN)["marked"] is None


def test_a_report_that_is_gone_is_told():
    assert ZH_CN.report_gone in chat().read({"report": "0123456789"}, ZH_CN)["gone"]


def test_what_the_corpus_holds_is_made_once_a_generation_and_language():
    held = chat()
    reply = held.corpus({}, ZH_CN)
    assert reply["head"] == "已收录 2 份报告，共 83 段。"
    assert f'href="#{ADDRESS}/1"' in reply["reports"]
    assert f'href="#{ADDRESS}/1"' in reply["overview"]
    assert '<select name="n"' in reply["filters"]
    assert held.corpus({}, ZH_CN) is reply
    assert held.corpus({}, EN)["head"] == "Reports: 2. Paragraphs: 83."


def test_what_is_thought_of_an_answer_is_kept(tmp_path: Path):
    sent = {"question": QUESTION, "text": "4.5%左右", "verdict": "liked", "history": ["去年呢?"]}
    reply = chat(folder=tmp_path).judge(sent, EN)
    assert reply == {"kept": "liked", "told": EN.thanks_liked}
    (question,) = load_questions(tmp_path / "liked.jsonl").questions
    assert (question.answers, question.history) == (("4.5%左右",), ("去年呢?",))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"text": "9%"}, EN.judged_otherwise),
        ({"view": {"report": "gone"}}, EN.judged_otherwise),
        ({"verdict": "adored"}, "adored"),
    ],
)
def test_only_what_is_answered_now_can_be_judged(change: dict[str, Any], told: str, tmp_path: Path):
    sent = {"question": QUESTION, "text": "4.5%左右", "verdict": "liked"} | change
    reply = chat(folder=tmp_path).judge(sent, EN)
    assert told in reply["told"]
    assert "kept" not in reply
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_a_notice_and_no_crash(tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    sent = {"question": QUESTION, "text": "4.5%左右", "verdict": "disliked"}
    assert "could not be noted" in chat(folder=blocked).judge(sent, EN)["told"]


def test_a_question_for_mentions_is_counted_whatever_was_asked_before(tmp_path: Path):
    engine = Engine.open(index_of(tmp_path), load=lambda _: HashEncoder())
    asked = Chat(Library(engine))
    for history in ([], ["云溪市2021年茶叶产量是多少?"]):
        reply = asked.ask({"question": "哪些报告提到低空经济?", "history": history}, ZH_CN)
        assert 'class="turn found counted"' in reply["turn"]
        assert "3 份报告中，2 份提到“低空经济”，共 5 处。" in plain(reply["turn"])
        assert "copy-answer" in reply["turn"]
        assert "show-sources" not in reply["turn"]
        assert "judge" not in reply["turn"].replace('class="judged"', "")  # nothing to be kept
        asked_next = {"question": "哪些报告提到低空经济?", "text": reply["text"]}
        assert plain(asked.next(asked_next, ZH_CN)["questions"]).strip() == ""
        assert plain(reply["sources"]).strip() == ZH_CN.mentions.beside
        assert "· 2024年云溪市政府工作报告 · 4 处" in reply["plain"]
    silent = asked.ask({"question": "哪些报告没有提到低空经济?"}, ZH_CN)
    assert plain(silent["turn"]).index("没有提到的 1 份报告") < plain(silent["turn"]).index("4 处")
