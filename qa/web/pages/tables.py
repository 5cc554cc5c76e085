"""Tables of reports on the page: their rows in another order, and as files."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from index.errors import WenbaoError
from qa.understanding.question import QuestionError
from qa.web.fragments import messages
from qa.web.pages import filters
from qa.web.pages.view import View, ViewError
from qa.web.report_tables import files, markup
from qa.web.report_tables.order import Order
from qa.web.report_tables.recent import Recent
from qa.web.report_tables.seen import seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qa.retrieval.scope import Scope
    from qa.snapshot import Snapshot
    from qa.tables.values import Table
    from qa.types import Answer
    from qa.web.library import Library
    from qa.web.report_tables.seen import Seen
    from qa.web.texts import Texts

Reply = dict[str, Any]


class Tables:
    """Answers what the scripts of the page ask of tables.

    What a browser sends is a mapping of which nothing is taken for granted.

    Args:
        library: the engine, once there is one.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._recent = Recent()

    def of_answer(
        self, answer: Answer, table: Table | None, snapshot: Snapshot, scope: Scope, texts: Texts
    ) -> tuple[Any, Reply]:
        """The markup of the table that an answer was read off, and what the page keeps of it.

        None of it where no report tells anything: that is refused, and there is nothing to look at.
        """
        if table is None or answer.read_off is None or not table.tells:
            return None, {}
        key = _key(snapshot, answer.asked, scope, texts)
        shown = self._recent.of(key, lambda: seen(table, texts))
        return markup.whole(shown, answer.read_off, texts)

    def rows(self, sent: Mapping[str, Any], texts: Texts) -> Reply:
        """The first rows of a table that has more than a page is sent, by what was chosen."""
        try:
            shown = self._shown(sent, texts)
        except (QuestionError, ViewError, WenbaoError) as error:
            return {"notice": messages.notice(texts.failure(error))}
        return markup.some(shown, Order.of(sent, shown), texts)

    def file(self, sent: Mapping[str, Any], texts: Texts) -> Reply:
        """A table as a file: all of it, whatever the page shows."""
        form = str(sent.get("form") or "")
        try:
            snapshot, scope, question = self._asked(sent)
            within = filters.told(View.of(sent.get("view")), snapshot.index, texts)
            table = dataclasses.replace(snapshot.table(question, scope), within=within)
        except (QuestionError, ViewError, WenbaoError) as error:
            return {"notice": messages.notice(texts.failure(error))}
        chosen = form if form in files.FORMS else files.FORMS[0]
        return {"n": f"{len(table.rows):,}", **files.file_of(table, chosen, texts.table.told)}

    def _shown(self, sent: Mapping[str, Any], texts: Texts) -> Seen:
        snapshot, scope, question = self._asked(sent)
        key = _key(snapshot, question, scope, texts)
        return self._recent.of(key, lambda: seen(snapshot.table(question, scope), texts))

    def _asked(self, sent: Mapping[str, Any]) -> tuple[Snapshot, Scope, str]:
        snapshot = self._library.snapshot()
        scope = View.of(sent.get("view")).scope(snapshot.index)
        return snapshot, scope, str(sent.get("question") or "")


def _key(snapshot: Snapshot, question: str, scope: Scope, texts: Texts) -> tuple[Any, ...]:
    return snapshot.name, question, scope, texts.language
