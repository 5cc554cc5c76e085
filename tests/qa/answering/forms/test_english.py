"""qa.answering.forms.english: what is plainly not what an English question asks for."""

from __future__ import annotations

import pytest

from qa.answering.forms.english import is_plainly_other, names_unknown_place


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("which railways to the county are under construction?", "白鹭机场"),  # one of several
        ("what complaints about clinics does the mayor admit?", "诉求解决不及时"),
        ("which three industries are pillars?", "茶业"),
        ("what are the two new clusters?", "茶叶、红枣、核桃"),  # more than so many
        ("who directed the play that won?", "电视剧《白鹭》"),  # the play
    ],
)
def test_other_things(question: str, answer: str):
    assert is_plainly_other(question, answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("which railways are under construction?", "白鹭线、青石线"),
        ("which airport was upgraded?", "白鹭机场"),
        ("what happens in the first three hours?", "停车免费"),
        ("what are the two new clusters?", "茶叶、红枣"),
        ("who is the governor?", "王小林"),
        ("哪些铁路在建", "白鹭线"),
        ("which railways are there?", ""),
    ],
)
def test_what_may_be_meant(question: str, answer: str):
    assert not is_plainly_other(question, answer)


def test_names_of_places_leave_a_question_english():
    assert is_plainly_other("which 河北 railways are under construction?", "白鹭机场")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is the target of Songling District?", True),
        ("How many schools are there in White Egret County?", True),
        ("What is the target of the district?", False),
        ("What is the GDP of 河北?", False),
        ("Which City projects were built?", False),
    ],
)
def test_a_place_that_no_list_has_is_another(question: str, *, expected: bool):
    assert names_unknown_place(question) is expected
