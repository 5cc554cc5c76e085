"""A visit to the page's frame in which an answer is a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qa.web.library import Library
from qa.web.pages.chat import Chat
from qa.web.texts import ZH_CN

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from qa import Engine
    from tests.support.scripts import Visit


@pytest.fixture
def answered(visit: Visit, neighbours: Engine) -> Callable[[str], Locator]:
    """Asks a question that the server answers, and gives the table of its answer."""

    def ask(question: str) -> Locator:
        reply = Chat(Library(neighbours)).ask({"question": question}, ZH_CN)
        visit.run("(reply) => { server.ask = reply; }", reply)
        visit.run("(question) => wenbao.send(question, {})", question)
        table = visit.page.locator(".turn:not(.pending) .report-table")
        expect(table).to_be_visible()
        return table

    return ask
