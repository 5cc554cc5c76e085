"""qa.choosing.stated_facts: figures are whole as their facts are, and words can be values."""

from __future__ import annotations

import pytest

from qa.choosing.stated_facts import stated_facts
from tests.support.texts.understood import asked, facts, figures, passage, texts


def best(question: str, text: str) -> str:
    found = figures(asked(question), passage(text))
    return texts(found, passage(text))[0]


@pytest.mark.parametrize(
    ("question", "text", "figure"),
    [
        ("税收收入多少?", "税收收入3亿5000万元。", "3亿5000万元"),
        ("税收收入多少?", "税收收入22.7 亿元。", "22.7 亿元"),
        ("税收收入增长多少?", "税收收入增长5. 1%。", "5. 1%"),
        ("新增就业多少人?", "新增就业12 345人。", "12 345人"),
        ("办结率是多少?", "办结率达九成八。", "九成八"),
        ("建成多少座水塔?", "建成廿五座水塔。", "廿五座"),
        ("管网总长多少?", "管网总长1.2×10⁴米。", "1.2×10⁴米"),
        ("贷款余额是多少?", "贷款余额跨上两千亿台阶。", "两千亿"),
        ("创新指数排名第几?", "创新指数进入全市前三。", "前三"),
        ("奖补资金多少?", "奖补资金五〇〇万元。", "五〇〇万元"),
    ],
)
def test_no_figure_is_cut_in_two(question: str, text: str, figure: str):
    assert best(question, text) == figure


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("茶叶产值增长多少?", "茶叶产值保持两位数增长，水果产值增长30%。", "两位数增长"),
        ("水果产值增长多少?", "茶叶产值保持两位数增长，水果产值增长30%。", "30%"),
        ("财政收入增长多少?", "财政收入实现正增长，税收收入增长4.4%。", "正增长"),
        ("居民收入增长多少?", "居民收入增长与经济增长同步，销售额增长6%。", "与经济增长同步"),
        ("茶叶产量增长多少?", "茶叶产量负增长。", "负增长"),
        ("失业率是多少?", "失业率控制在较低水平，新增就业3200人。", "较低水平"),
    ],
)
def test_a_value_that_is_told_in_words_is_one(question: str, text: str, words: str):
    assert best(question, text) == words


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("快递业务量增长多少?", "快递业务量增长近一倍。", "增长近一倍"),
        ("零售额增长多少?", "零售额增长了1.5倍。", "增长了1.5倍"),
        ("软件收入增长多少?", "软件收入翻了两番。", "翻了两番"),
        ("研发机构增至多少?", "研发机构增至原来的3倍。", "增至原来的3倍"),
        ("零售额是上年的多少倍?", "零售额是上年的2倍。", "2倍"),
    ],
)
def test_a_multiple_says_of_what_it_is_one(question: str, text: str, answer: str):
    assert best(question, text) == answer


def test_each_figure_has_its_fact():
    words = passage("茶企达到383家，新增93家。")
    stated = stated_facts(words, words.sentences[0], facts(words))
    assert [each.fact and each.fact.text for each in stated.figures] == ["383家", "93家"]


def test_a_figure_that_no_fact_was_made_of_is_found_in_the_words():
    words = passage("茶企达到383家，新增93家。")
    (first, _) = facts(words)
    stated = stated_facts(words, words.sentences[0], (first,))
    assert [(each.measure.quantity.text, each.fact) for each in stated.figures] == [
        ("383家", first),
        ("93家", None),
    ]
