"""qa.understanding.following.topic: what a question is about."""

from __future__ import annotations

import pytest

from qa.understanding.following.topic import interrogative, nouns, of_it, subject, trimmed


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("2023年茶叶产值增长多少?", "茶叶产值增长"),
        ("算力有多少?", "算力"),  # not: words that begin or end with 算, 力, 有, 达, 实, 能
        ("有效发明专利有多少件?", "有效发明专利"),
        ("达沃斯论坛在哪里举办?", "达沃斯论坛举办"),
        ("实验室有几家?", "实验室"),
        ("能源消耗是多少?", "能源消耗"),
        ("多少?", ""),
    ],
)
def test_the_subject_keeps_its_words_whole(question: str, topic: str):
    assert subject(question) == topic


def test_words_that_lead_to_others_are_no_part_of_it():
    assert trimmed("算力有") == "算力"
    assert nouns("多少?") == []
    assert nouns("茶叶产值") != []


def test_what_asks_is_told_with_its_unit():
    asked = interrogative().search("产量是多少万吨")
    assert asked is not None
    assert (asked["scale"], asked["unit"]) == ("万", "吨")


def test_a_topic_stands_for_a_pronoun():
    assert of_it("茶厂", "它的") == "茶厂的"
    assert of_it("茶厂", "它") == "茶厂"
