"""qa.understanding.naming_words: the words of a question that name something."""

from __future__ import annotations

import pytest

from index.language.text import fold
from index.language.tokens import tokenize
from qa.understanding.naming_words import naming, without_undertaking
from tests.support.texts.understood import asked


def named(question: str) -> str:
    tokens = naming(tokenize(question), fold(question))
    return " ".join(dict.fromkeys(token.term for token in tokens))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("茶园咋样了", "茶园"),
        ("水库啥时候蓄水", "水库 蓄水"),
        ("县里到底有没有影院", "影院"),
        ("三大产业是哪三个", "三大 产业"),
        ("茶叶产量排第几", "茶叶 产量"),
        ("茶叶产量全省排多少", "茶叶 产量 全省"),
        ("这是第几届茶博会", "茶 博会"),
        ("排水管修了多少", "排水 水管 排水管 修"),
        ("旅游方面讲了啥", "旅游"),
        ("what was its mayor's plan", "mayor plan"),
        ("去年底茶园有多少万亩", "茶园 万亩"),
    ],
)
def test_what_asks_or_links_names_nothing(question: str, words: str):
    assert named(question) == words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("养老有什么新政策", ("养老",)),
        ("教育方面有什么打算?", ("教育",)),
        ("茶产业有哪些扶持政策", ("茶", "产业", "扶持")),
        ("治水的主要举措是什么", ("治水",)),
        ("今年有哪些举措", ("举措",)),  # nothing else is left to look for
    ],
)
def test_what_is_asked_for_is_not_what_it_is_about(question: str, words: tuple[str, ...]):
    assert asked(question).terms == words


def test_without_an_undertaking_all_words_stay():
    question = "哪些茶园建成"
    tokens = tokenize(question)
    assert without_undertaking(tokens, fold(question)) == list(tokens)
