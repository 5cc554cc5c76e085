"""The page: a chat, and beside it the passages that its answers stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from index.errors import WenbaoError
from qa.question import MAX_CHARS, QuestionError
from qa.web import api, cards, messages
from qa.web.conversation import Conversation
from qa.web.starting import Starting
from qa.web.texts import ZH_CN, key, preferred, shown_by_gradio, translations

if TYPE_CHECKING:
    from gradio.i18n import I18nData

    from qa.web.library import Library
    from qa.web.texts import Texts

EXAMPLES = (
    "航运企业有多少家?",
    "2024年地区生产总值增长目标是多少?",
    "家庭医生签约服务了多少人?",
    "什么是数据资产入表?",
)
I18N = gr.I18n(**translations())

_N_WAITING = 64  # questions in the queue; who comes later is told so

_FOCUS = """() => document.querySelector("#question textarea").focus()"""
# Gradio scrolls to the end of an answer, but what answers stands at its beginning. A message is
# filled in after it was added, so that a new one is followed for a moment.
_SCROLL = """() => {
  const chat = document.querySelector("#chat");
  let count = 0;
  let until = 0;
  new MutationObserver(() => {
    const questions = chat.querySelectorAll('[data-testid="user"]');
    const log = chat.querySelector('[role="log"]');
    if (questions.length > count) until = performance.now() + 1000;
    count = questions.length;
    if (!log || !count || performance.now() > until) return;
    const last = questions[count - 1].getBoundingClientRect();
    log.scrollTop += last.top - log.getBoundingClientRect().top - 8;
  }).observe(chat, { childList: true, characterData: true, subtree: true });
}"""


class Chat:
    """What the page answers to its visitors; keeps nothing of them."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def greet(self, request: gr.Request) -> tuple[Any, ...]:
        """The page in the visitor's language: head, sources, then Gradio's own components.

        Gradio has translated the latter itself for most; the others get the texts here.
        """
        texts = _texts(request)
        same = texts is shown_by_gradio(request.headers.get("accept-language"))
        labels = (gr.skip(),) * 4 if same else _labels(texts)
        return (self.head(texts), cards.sources(None, texts), *labels)

    def head(self, texts: Texts) -> str:
        """The head of the page, with what the published index holds now."""
        manifest = self._library.engine.manifest
        return messages.header(manifest.n_documents, manifest.n_passages, texts)

    def ask(
        self, question: str, conversation: Conversation, request: gr.Request
    ) -> tuple[Any, ...]:
        """Question box, chat, sources, notice, edit button and conversation after a question.

        Whatever fails leaves the question in its box and the chat as it was.
        """
        if not question.strip():
            return (gr.skip(),) * 6
        texts = _texts(request)
        try:
            answer = self._library.engine.ask(question, history=conversation.questions)
        except (QuestionError, WenbaoError) as error:
            notice = messages.notice(_complaint(question, error, texts))
            return (*(gr.skip(),) * 3, notice, *(gr.skip(),) * 2)
        conversation = conversation.after(
            messages.asked(question),
            messages.said(answer, texts),
            understood=answer.asked,
            is_rewritten=answer.is_rewritten,
        )
        return (
            "",
            list(conversation.messages),
            cards.sources(answer, texts),
            messages.notice(""),
            gr.update(value=texts.edit, visible=bool(conversation.rewritten)),
            conversation,
        )

    def edit(self, conversation: Conversation) -> str:
        """The last question as it was understood, for its box."""
        return conversation.rewritten

    def clear(self, request: gr.Request) -> tuple[Any, ...]:
        """Sources, notice, edit button and conversation after the visitor has emptied the chat."""
        sources = cards.sources(None, _texts(request))
        return sources, messages.notice(""), gr.update(visible=False), Conversation()


def build_page(library: Library) -> gr.Blocks:
    """The page of a library, ready to be served."""
    chat = Chat(library)
    page = gr.Blocks(title="问报 · wenbao", analytics_enabled=False, fill_width=True)
    with page:
        api.expose(library)  # first: it is the page's events that make way for their names
        starting = Starting(library)
        head = gr.HTML(apply_default_css=False, elem_id="head")
        with gr.Row(elem_id="panes", equal_height=False):
            with gr.Column(elem_id="talk", min_width=320, scale=5):
                talk = gr.Chatbot(
                    label=_text("chat"),
                    placeholder=str(_text("chat_empty")),
                    elem_id="chat",
                    show_label=False,
                    height="auto",
                    buttons=[],
                    autoscroll=False,
                    # Not enough on its own, so messages are escaped markup (qa.web.messages).
                    render_markdown=False,
                    sanitize_html=True,
                    allow_tags=False,
                    latex_delimiters=[],
                )
                with gr.Row(elem_id="ask-row", equal_height=False):
                    question = gr.Textbox(
                        label=_text("question"),
                        placeholder=_text("question_placeholder"),
                        elem_id="question",
                        show_label=False,
                        container=False,
                        lines=1,
                        max_lines=5,
                        autofocus=True,
                        scale=1,
                        min_width=160,
                    )
                    ask = gr.Button(
                        _text("ask"), variant="primary", elem_id="ask", scale=0, min_width=88
                    )
                notice = gr.HTML(apply_default_css=False, elem_id="notice")
                edit = gr.Button(_text("edit"), size="sm", visible=False, elem_id="edit")
                examples_label = gr.Markdown(_text("examples"), elem_id="examples-label")
                with gr.Row(elem_id="examples"):
                    examples = [
                        gr.Button(example, size="sm", min_width=0, elem_classes="example")
                        for example in EXAMPLES
                    ]
            with gr.Column(elem_id="sources-pane", min_width=320, scale=6):
                # The default template, ``${value}``, inserts an escaped string as it is. {{value}}
                # would not: its result is run as a JavaScript template, so that ``${…}`` in a
                # report would be code.
                sources = gr.HTML(
                    cards.sources(None, ZH_CN), apply_default_css=False, elem_id="sources"
                )
        # What was said is kept beside the chat, for a question that is sent while another is in
        # work would be sent with the chat as it was before. One after the other, so that each
        # finds what the one before it said: the model answers one at a time anyway.
        conversation = gr.State(Conversation())
        results = [question, talk, sources, notice, edit, conversation]
        boxes: list[tuple[Any, gr.components.Component]] = [
            (question.submit, question),
            (ask.click, question),
            *((example.click, example) for example in examples),
        ]
        for asks, box in boxes:
            asks(
                chat.ask,
                [box, conversation],
                results,
                show_progress="hidden",
                trigger_mode="multiple",
                concurrency_limit=1,
                concurrency_id="ask",
                api_visibility="private",
            )
        edit.click(
            chat.edit,
            conversation,
            question,
            show_progress="hidden",
            api_visibility="private",
        ).then(None, js=_FOCUS, api_visibility="private")
        talk.clear(
            chat.clear,
            None,
            [sources, notice, edit, conversation],
            show_progress="hidden",
            api_visibility="private",
        )
        starting.follow(page).success(
            chat.greet,
            None,
            [head, sources, talk, question, ask, examples_label],
            show_progress="hidden",
            api_visibility="private",
        )
        page.load(None, js=_SCROLL, api_visibility="private")
    page.queue(max_size=_N_WAITING)
    return page


def _labels(texts: Texts) -> tuple[Any, ...]:
    return (
        gr.update(label=texts.chat, placeholder=texts.chat_empty),
        gr.update(label=texts.question, placeholder=texts.question_placeholder),
        gr.update(value=texts.ask),
        gr.update(value=texts.examples),
    )


def _text(name: str) -> I18nData:
    return I18N(key(name))


def _texts(request: gr.Request) -> Texts:
    return preferred(request.headers.get("accept-language"))


def _complaint(question: str, error: QuestionError | WenbaoError, texts: Texts) -> str:
    if not isinstance(error, QuestionError):
        return texts.failed.format(reason=error)
    if len(question) > MAX_CHARS:
        return texts.too_long.format(n_chars=len(question), n_allowed=MAX_CHARS)
    return texts.rejected.format(reason=error)
