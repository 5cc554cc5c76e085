"""qa.web.page and qa.web.server: what needs no browser to be seen."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import gradio as gr
import pytest

from index.errors import IndexDamagedError
from qa.question import QuestionError
from qa.types import Answer, Kind
from qa.web.conversation import Conversation
from qa.web.library import Library
from qa.web.markup import escape
from qa.web.page import Chat
from qa.web.texts import EN, ZH_CN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.engine import Engine

QUESTION = "航运企业有多少家?"


class Asked:
    """An engine that knows nothing, or fails."""

    manifest = SimpleNamespace(n_documents=2, n_passages=83)

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.questions: list[str] = []
        self.histories: list[tuple[str, ...]] = []

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Answer:
        self.questions.append(question)
        self.histories.append(tuple(history))
        if self.failure is not None:
            raise self.failure
        return Answer(
            question=question,
            asked=f"{history[-1]}那么{question}" if history else question,
            kind=Kind.TOPIC,
            found=False,
            text="",
            confidence=0.0,
            citations=(),
            value=None,
            counterpart=None,
            conflicts=(),
            hits=(),
            missing_terms=("孙悟空", "<b>"),
        )


def chat(engine: Asked) -> Chat:
    return Chat(Library(cast("Engine", engine)))


def request(accept_language: str) -> gr.Request:
    return cast("gr.Request", SimpleNamespace(headers={"accept-language": accept_language}))


def test_an_answer_is_appended_to_the_chat():
    said = ({"role": "user", "content": "甲"}, {"role": "assistant", "content": "乙"})
    question, shown, sources, notice, edit, kept = chat(Asked()).ask(
        QUESTION, Conversation(messages=said), request("zh-CN")
    )
    assert tuple(shown) == kept.messages
    assert question == ""
    assert notice == ""
    assert kept.messages[:2] == said
    assert kept.messages[2] == {"role": "user", "content": QUESTION}
    assert kept.messages[3]["role"] == "assistant"
    assert ZH_CN.not_found in kept.messages[3]["content"]
    assert "孙悟空、&lt;b&gt;" in kept.messages[3]["content"]
    assert ZH_CN.sources_unanswered in sources
    assert edit == gr.update(value=ZH_CN.edit, visible=False)


def test_a_question_is_asked_after_those_before_it_as_they_were_understood():
    engine = Asked()
    conversation = Conversation()
    for question in ("一", "二", "三"):
        *_, edit, conversation = chat(engine).ask(question, conversation, request("en"))
    assert engine.histories == [(), ("一",), ("一", "一那么二")]
    assert conversation.questions == ("一", "一那么二", "一那么二那么三")
    assert "Understood as: 一那么二那么三" in conversation.messages[-1]["content"]
    assert edit == gr.update(value=EN.edit, visible=True)
    assert chat(engine).edit(conversation) == "一那么二那么三"


def test_only_the_last_six_questions_are_remembered():
    conversation = Conversation()
    for i in range(9):
        conversation = conversation.after(
            escape("问"), escape("答"), understood=str(i), is_rewritten=False
        )
    assert conversation.questions == ("3", "4", "5", "6", "7", "8")
    assert len(conversation.messages) == 2 * 9
    assert conversation.rewritten == ""


def test_clearing_the_chat_forgets_its_questions():
    sources, notice, edit, kept = chat(Asked()).clear(request("zh-CN"))
    assert ZH_CN.sources_empty in sources
    assert notice == ""
    assert edit == gr.update(visible=False)
    assert kept == Conversation()


@pytest.mark.parametrize("question", ["", "  \n", "\u3000"])
def test_an_empty_question_is_not_asked(question: str):
    engine = Asked()
    assert chat(engine).ask(question, Conversation(), request("zh-CN")) == (gr.skip(),) * 6
    assert engine.questions == []


@pytest.mark.parametrize(
    ("failure", "question", "line"),
    [
        (
            QuestionError("too long"),
            "问" * 100_000,
            EN.too_long.format(n_chars=100_000, n_allowed=1_000),
        ),
        (QuestionError("an <odd> one"), "甲", "This question cannot be asked: an <odd> one"),
        (
            IndexDamagedError("the index is damaged"),
            "甲",
            "This question could not be answered: the index is damaged",
        ),
    ],
)
def test_a_failure_is_one_line_and_loses_nothing(failure: Exception, question: str, line: str):
    *rest, notice, edit, kept = chat(Asked(failure)).ask(question, Conversation(), request("en"))
    # The box keeps the question, the chat what was said.
    assert [*rest, edit, kept] == [gr.skip()] * 5
    assert notice == f'<p role="alert">{escape(line)}</p>'


def test_an_error_of_the_program_is_not_shown_as_one_of_the_visitor():
    with pytest.raises(ValueError, match="a secret"):
        chat(Asked(ValueError("a secret"))).ask(QUESTION, Conversation(), request("en"))


def test_gradios_own_components_are_left_alone_where_it_has_translated_them():
    head, sources, *labels = chat(Asked()).greet(request("en-US,en;q=0.9"))
    assert EN.corpus.format(documents=2, passages=83) in head
    assert EN.sources_empty in sources
    assert labels == [gr.skip()] * 4


def test_gradios_own_components_are_translated_where_it_cannot():
    _, _, *labels = chat(Asked()).greet(request("fr-FR"))
    assert labels[2] == gr.update(value=ZH_CN.ask)
