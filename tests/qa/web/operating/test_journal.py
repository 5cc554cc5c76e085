from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.errors import NotReadyError, WenbaoError
from qa.understanding.question import QuestionError
from qa.web.operating.journal import Asked, By, Failure, Journal
from tests.support.texts.answer_samples import sample

if TYPE_CHECKING:
    from qa.web.operating.journal import Record


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (NotReadyError("x"), Failure.NOT_READY),
        (QuestionError("x"), Failure.BAD_QUESTION),
        (WenbaoError("x"), Failure.FAILED),
        (ValueError("x"), Failure.FAILED),
    ],
)
def test_what_fails_is_taken_down_and_goes_on_failing(error: Exception, failure: Failure):
    records: list[Record] = []
    with pytest.raises(type(error)), Journal(records.append).entry(Asked.TABLE, By.MCP):
        raise error
    assert (records[0].failure, records[0].generation) == (failure, "")


@pytest.mark.parametrize(("keeps", "question"), [(False, None), (True, "绿道多长?")])
def test_the_words_are_kept_only_where_that_is_wanted(*, keeps: bool, question: str | None):
    records: list[Record] = []
    journal = Journal(records.append, keeps_questions=keeps)
    with journal.entry(Asked.ANSWER, By.PAGE, "绿道多长?") as entry:
        entry.answered("0123")
    assert (records[0].question, records[0].generation) == (question, "0123")
    assert records[0].took_s >= 0


def test_an_answer_is_taken_down_by_names():
    records: list[Record] = []
    for found in (True, False):
        with Journal(records.append).entry(Asked.ANSWER, By.FILE) as entry:
            entry.answered("0123", sample(found=found))
    assert [each.level for each in records] == ["answered", "not told"]
    assert (records[0].reason, records[1].reason != "") == ("", True)
