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
        ("what are the achievements in schooling?", "升学率创新高"),  # one of several
        ("what rank is the water quality?", "排名前列"),  # no place in an order
        ("what rank is the county in growth?", "3位"),
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
        ("what rank is the water quality?", "全省第4"),
        ("what are the goals of the port?", "通航、扩建"),
        ("what is the goal of the port?", "通航"),
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
        ("What was the growth in Songling New Area?", True),
        ("How many schools are there in Songling?", True),
        ("What was the growth in September?", False),
        ("What was the growth in 2031?", False),
    ],
)
def test_a_place_that_no_list_has_is_another(question: str, *, expected: bool):
    assert names_unknown_place(question) is expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("which indicator ranks fourth?", "水质排名全市前列。", True),
        ("which indicator ranks fourth?", "水质排名全市第4。", False),
        ("which indicator ranks fourth?", "水质排名全市第四。", False),
        ("which town ranked first?", "白鹭镇产量居首位。", False),
        ("which town ranked first?", "白鹭镇修塘9口。", True),
    ],
)
def test_what_is_ranked_so_is_told_with_that_rank(question: str, sentence: str, *, expected: bool):
    assert is_plainly_other(question, "白鹭镇", sentence) is expected
