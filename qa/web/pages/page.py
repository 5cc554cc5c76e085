"""The page: a frame in the visitor's language, and a channel for each thing its scripts ask.

The page's markup is its own (``qa.web.pages.shell``), filled in by its scripts with markup that is made
of the templates, in the one place where text becomes HTML (``qa.web.fragments.html``). Gradio carries
the questions and answers: through its queue, with its theme, and with the pages of its server.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import gradio as gr

from qa.web import api
from qa.web.batches.asking import Batches
from qa.web.pages.chat import Chat
from qa.web.pages.panel import Panel
from qa.web.pages.sheet import Sheet
from qa.web.pages.shell import shell
from qa.web.pages.starting import Starting
from qa.web.pages.tables import Tables
from qa.web.texts import ZH_CN, preferred

if TYPE_CHECKING:
    from starlette.types import Scope

    from qa.evaluation.feedback import Feedback
    from qa.web.library import Library
    from qa.web.originals.shelf import Shelf
    from qa.web.texts import Texts

May = Callable[["Scope"], bool]

_N_WAITING = 64  # questions in the queue; who comes later is told so
_N_AT_ONCE = 2  # of each kind: more would only wait for the same processor
_RANKS_TOLD_EVERY_S = 3600  # the page shows none; at each step they would pile up unread


def build_page(
    library: Library,
    feedback: Feedback | None = None,
    may_add: May | None = None,
    shelf: Shelf | None = None,
    *,
    is_queued: bool = True,
) -> gr.Blocks:
    """The page of a library, ready to be served.

    Args:
        library: what is asked.
        feedback: where it is kept what visitors thought of answers.
        may_add: tells whose page offers to add reports; nobody's where it is not given.
        shelf: where the pages of originals are drawn; without it none are shown.
        is_queued: whether questions wait in a queue, and are answered on a stream beside. Without
            it each is one request and its response, which any of several servers can answer.
    """
    offered = _Offer(may_add)
    tables, batches = Tables(library), Batches(library)
    chat = Chat(library, feedback, shelf, tables)
    sheet = Sheet(library, shelf)
    page = gr.Blocks(title="问报 · wenbao", analytics_enabled=False, fill_width=True)
    with page:
        api.expose(library)  # first: it is the page's events that make way for their names
        panel = Panel(offered.is_to)
        starting = Starting(library, offered.is_to)
        # The default template, ``${value}``, inserts an escaped string as it is. {{value}} would
        # not: its result is run as a JavaScript template, so that ``${…}`` in it would be code.
        frame = gr.HTML(
            shell(ZH_CN),
            apply_default_css=False,
            elem_id="frame",
            js_on_load="window.wenbao.frame(element, watch);",
        )
        for name, answers in (
            ("corpus", chat.corpus),
            ("examples", chat.examples),
            ("ask", chat.ask),
            ("next", chat.next),
            ("read", chat.read),
            ("sheet", sheet.show),
            ("rows", tables.rows),
            ("file", tables.file),
            ("questions", batches.questions),
            ("answers", batches.answers),
            ("judge", chat.judge),
            ("wake", chat.wake),
        ):
            _channel(name, answers, is_queued=is_queued)
        _channel("news", chat.news, is_queued=False)
        starting.follow(page, is_queued=is_queued).success(
            offered.greet,
            None,
            frame,
            show_progress="hidden",
            queue=False,
            api_visibility="private",
        )
        panel.follow(page)
    page.queue(max_size=_N_WAITING, status_update_rate=_RANKS_TOLD_EVERY_S)
    return page


class _Offer:
    """What the page offers to a visitor."""

    def __init__(self, may_add: May | None) -> None:
        self._may_add = may_add

    def is_to(self, request: gr.Request) -> bool:
        """Whether the visitor may add reports."""
        scope = getattr(request.request, "scope", None)
        return self._may_add is not None and scope is not None and self._may_add(scope)

    def greet(self, request: gr.Request) -> str:
        """The page in the visitor's language; the scripts then ask for what is in it."""
        with api.logged():
            return shell(_texts(request), is_greeted=True, may_add=self.is_to(request))


def _channel(
    name: str,
    answers: Callable[[Mapping[str, Any], Texts], dict[str, Any]],
    *,
    is_queued: bool = True,
) -> None:
    """An unseen block through which a script asks, and is answered as JSON.

    What costs next to nothing need not wait behind questions. Its template is empty: what is answered is data, and nothing of it is a template.
    """

    def answer(event: gr.EventData, request: gr.Request) -> dict[str, Any]:
        sent = event.sent
        with api.logged():
            reply = answers(sent if isinstance(sent, Mapping) else {}, _texts(request))
        return reply | {"id": event.id}

    block = gr.HTML(
        None,
        html_template="",
        apply_default_css=False,
        visible="hidden",
        js_on_load=f"window.wenbao.open('{name}', trigger, watch, props);",
    )
    asked = getattr(block, name)(
        answer,
        None,
        block,
        show_progress="hidden",
        trigger_mode="multiple",
        queue=is_queued,
        concurrency_limit=_N_AT_ONCE,
        api_visibility="private",
    )
    asked.failure(None, js=f"() => window.wenbao.fail('{name}')", api_visibility="private")


def _texts(request: gr.Request) -> Texts:
    return preferred(request.headers.get("accept-language"))
