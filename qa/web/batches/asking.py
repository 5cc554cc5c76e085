"""Answers what the page asks of many questions: reads a file of them, and answers a few at a time.

Nothing is kept here: the browser holds the questions, and the rows that they became.
"""

from __future__ import annotations

import base64
import binascii
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from index.errors import BatchError, WenbaoError
from index.types import Period
from qa.batches import answer_rows, question_rows
from qa.batches.question_rows import QuestionRow
from qa.batches.run import cells_of
from qa.understanding.question import QuestionError, checked
from qa.web.batches.lines import line
from qa.web.fragments import messages, periods
from qa.web.operating.journal import Asked, By
from qa.web.report_tables.retelling import retold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qa.snapshot import Snapshot
    from qa.web.library import Library
    from qa.web.texts import Texts

Reply = dict[str, Any]

N_QUESTIONS = 500  # of a file
N_AT_ONCE = 4  # that are asked in one go
MAX_KB = 600  # of a file; a request has at most a megabyte
_MAX_NAME = 100  # characters
_MAX_CELLS, _MAX_CHARS = 60, 2000  # carried along with a question


class Batches:
    """Answers the scripts of the page.

    Args:
        library: the engine, once there is one.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    def questions(self, sent: Mapping[str, Any], texts: Texts) -> Reply:
        """The questions of a file: its name and its bytes in base64 are sent."""
        name = PurePosixPath(str(sent.get("name") or "")[-_MAX_NAME:]).name
        try:
            data = base64.b64decode(str(sent.get("data") or ""), validate=True)
        except (binascii.Error, ValueError):
            data = b""
        if len(data) > MAX_KB * 1024:
            return _notice(texts.batch.too_large.format(limit=MAX_KB))
        try:
            found = question_rows.read(data, PurePosixPath(name or "?"))
        except BatchError as error:
            return _notice(texts.batch.unread.format(reason=texts.reason(error, name)))
        n = len(found.rows)
        if n > N_QUESTIONS:
            return _notice(texts.batch.too_many.format(found=f"{n:,}", n=N_QUESTIONS))
        n_troubled = sum(bool(row.trouble) for row in found.rows)
        told = [texts.batch.found.format(name=name, n=n)]
        told += [texts.batch.troubled.format(n=n_troubled)] if n_troubled else []
        return {
            "rows": [[row.number, row.question, list(row.others)] for row in found.rows],
            "head": line(texts.batch.heads.of(found.heads)),
            "told": " ".join(told),
        }

    def answers(self, sent: Mapping[str, Any], texts: Texts) -> Reply:
        """The answers to a few of them, each a row of the table."""
        rows = sent.get("rows")
        wanted = [*map(_row, rows[:N_AT_ONCE])] if isinstance(rows, list) else []
        try:
            snapshot = self._library.snapshot()
            made = [self._made(row, snapshot, texts) for row in wanted]
        except WenbaoError as error:
            return _notice(texts.failure(error))
        return {
            "lines": [
                line(cells_of(row, _told(fields, texts))) | {"level": fields["level"]}
                for row, fields in zip(wanted, made, strict=True)
            ]
        }

    def _made(self, row: QuestionRow, snapshot: Snapshot, texts: Texts) -> dict[str, Any]:
        """The fields of a row."""
        if row.trouble:
            return answer_rows.of_trouble(row.trouble)
        with self._library.journal.entry(Asked.ANSWER, By.FILE, row.question) as entry:
            entry.answered(snapshot.name)
            mentions = snapshot.asked_mentions(row.question)
            if mentions is not None:
                return answer_rows.of_mentions(mentions)
            answer, table = snapshot.ask_with_table(row.question)
            entry.answered(snapshot.name, answer)
        words = texts.table.told
        return answer_rows.of_answer(retold(answer, table, words), words)


def _told(fields: dict[str, Any], texts: Texts) -> dict[str, Any]:
    """The fields of a row in the language of the page: how sure it is, of when, and why it is not asked."""
    words, period = texts.batch, fields["period"]
    return fields | {
        "level": words.levels[fields["level"]],
        "period": periods.of_passage(Period(period), texts) if period else None,
        "error": texts.reason(fields["error"]) if fields["error"] else None,
    }


def _notice(text: str) -> Reply:
    return {"notice": messages.notice(text)}


def _row(sent: object) -> QuestionRow:
    """A question as the browser sends it back; what else it sends is left out."""
    number, text, others = sent if isinstance(sent, list) and len(sent) == 3 else (0, "", [])  # noqa: PLR2004 - as ``questions`` tells them
    trouble = ""
    try:
        text = checked(str(text))
    except QuestionError as error:
        text, trouble = str(text)[:_MAX_CHARS], str(error)
    cells = others[:_MAX_CELLS] if isinstance(others, list) else []
    return QuestionRow(
        number=number if isinstance(number, int) else 0,
        question=text,
        trouble=trouble,
        others=tuple(str(each)[:_MAX_CHARS] for each in cells),
    )
