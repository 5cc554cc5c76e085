"""qa.answering.forms.forms: forms that a rule tells, whatever weights are fitted."""

from __future__ import annotations

import pytest

from qa.answering.forms.forms import FIXED, Form, form_of
from qa.choosing.evidence import PHRASED, Evidence
from qa.choosing.ordering.ranked import Ranked
from tests.support.texts.understood import asked, document, passage

OWNS_UP = "我们也清醒认识到,还面临不少困难和问题:茶园基础薄弱,医疗服务供给不足。"


def ranked(text: str, chosen: str = "", feature: str = "own", sentence: int = 0) -> Ranked:
    at = text.find(chosen)
    found = Evidence(
        start=at, end=at + len(chosen), features={feature: 1.0}, weights={feature: 1.0}
    )
    return Ranked(
        legs=(),
        document=document(),
        passage=passage(text),
        sentence=sentence,
        passage_log_odds=2.0,
        unread_log_odds=2.0,
        parts={"all": 2.0},
        evidence=(found,) if chosen else (),
    )


def test_what_a_set_phrase_tells_is_sure():
    first = ranked("与青石集团共建书屋。", "青石集团", PHRASED)
    assert form_of(asked("书屋和谁共建?"), first) is Form.PHRASED
    assert FIXED[Form.PHRASED].answer > FIXED[Form.COMPLAINT].answer


def test_of_two_that_are_asked_for_one_is_a_part():
    first = ranked("与青石集团共建书屋。", "青石集团", PHRASED)
    assert form_of(asked("书屋和哪两家共建?"), first) is Form.UNCHOSEN


@pytest.mark.parametrize(
    ("question", "text", "form"),
    [
        ("医疗服务有哪些短板?", OWNS_UP, Form.COMPLAINT),
        ("医疗服务有哪些短板?", "医疗服务补短板,建成医院2所。", Form.UNCHOSEN),  # mended
        ("医疗服务有哪些医院?", OWNS_UP, Form.UNCHOSEN),  # asks of no problem
    ],
)
def test_a_complaint_about_a_field_is_likely(question: str, text: str, form: Form):
    assert form_of(asked(question), ranked(text)) is form
