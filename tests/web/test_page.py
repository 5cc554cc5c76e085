"""qa.web.page and qa.web.server: what needs no browser to be seen."""

from __future__ import annotations

import os
import socket
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import gradio as gr
import pytest

from index.errors import IndexDamagedError, SettingsError
from qa.question import QuestionError
from qa.types import Answer
from qa.web import server
from qa.web.markup import escape
from qa.web.page import Chat
from qa.web.texts import EN, ZH_CN

if TYPE_CHECKING:
    from qa.engine import Engine

QUESTION = "航运企业有多少家?"


class Asked:
    """An engine that knows nothing, or fails."""

    manifest = SimpleNamespace(n_documents=2, n_passages=83)

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.questions: list[str] = []

    def ask(self, question: str) -> Answer:
        self.questions.append(question)
        if self.failure is not None:
            raise self.failure
        return Answer(
            question=question,
            found=False,
            text="",
            confidence=0.0,
            citations=(),
            hits=(),
            missing_terms=("孙悟空", "<b>"),
        )


def chat(engine: Asked) -> Chat:
    return Chat(cast("Engine", engine))


def request(accept_language: str) -> gr.Request:
    return cast("gr.Request", SimpleNamespace(headers={"accept-language": accept_language}))


def test_an_answer_is_appended_to_the_chat():
    before = [{"role": "user", "content": "甲"}, {"role": "assistant", "content": "乙"}]
    question, history, sources, notice, kept = chat(Asked()).ask(QUESTION, before, request("zh-CN"))
    assert kept == history
    assert question == ""
    assert notice == ""
    assert history[:2] == before
    assert history[2] == {"role": "user", "content": QUESTION}
    assert history[3]["role"] == "assistant"
    assert ZH_CN.not_found in history[3]["content"]
    assert "孙悟空、&lt;b&gt;" in history[3]["content"]
    assert ZH_CN.sources_unanswered in sources


@pytest.mark.parametrize("question", ["", "  \n", "\u3000"])
def test_an_empty_question_is_not_asked(question: str):
    engine = Asked()
    assert chat(engine).ask(question, [], request("zh-CN")) == (gr.skip(),) * 5
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
    *rest, notice, kept = chat(Asked(failure)).ask(question, [], request("en"))
    assert [*rest, kept] == [gr.skip()] * 4  # the box keeps the question, the chat what was said
    assert notice == f'<p role="alert">{escape(line)}</p>'


def test_an_error_of_the_program_is_not_shown_as_one_of_the_visitor():
    with pytest.raises(ValueError, match="a secret"):
        chat(Asked(ValueError("a secret"))).ask(QUESTION, [], request("en"))


def test_gradios_own_components_are_left_alone_where_it_has_translated_them():
    head, sources, *labels = chat(Asked()).greet(request("en-US,en;q=0.9"))
    assert EN.corpus.format(documents=2, passages=83) in head
    assert EN.sources_empty in sources
    assert labels == [gr.skip()] * 4


def test_gradios_own_components_are_translated_where_it_cannot():
    _, _, *labels = chat(Asked()).greet(request("fr-FR"))
    assert labels[2] == gr.update(value=ZH_CN.ask)


def test_a_port_that_is_taken_is_told_in_one_line():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            SettingsError, match=rf"cannot listen on 127\.0\.0\.1 port {port} .*--port"
        ):
            server.serve(cast("Engine", Asked()), host="127.0.0.1", port=port)


def test_the_app_asks_itself_without_the_users_proxy(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_PROXY", "intranet.test")
    monkeypatch.delenv("no_proxy", raising=False)
    server._keep_local_requests_local()  # noqa: SLF001 -- serve() would not return
    assert os.environ["NO_PROXY"] == "intranet.test,127.0.0.1,localhost"
    assert os.environ["no_proxy"] == "127.0.0.1,localhost"
