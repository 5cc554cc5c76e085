"""index.facts: whatever is written, reading it ends, and every fact is a span of the report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.texts.facts import REVIEW, facts_in

N = 400
RUNS = (
    *("一", "1,", "1 ", "1.", "((1个", "1个)", "“1", "《", "2023年", "比上年", "占", "的"),
    *(
        "增长1%、",
        "第一、",
        "前三",
        "零〇",
        "壹仟",
        "10^",
        "由1%增加到2%",
        "近百万",
        "高于",
        "累计",
        "连续",
    ),
)
PIECES = st.sampled_from(
    [
        *(
            "增长",
            "达到",
            "其中",
            "分别",
            "占",
            "比上年",
            "由",
            "到",
            "全国",
            "居",
            "第1位",
            "预计",
            "累计",
        ),
        *(
            "3亿5000万元",
            "5%",
            "12家",
            "两位数增长",
            "与经济增长同步",
            "茶叶产量",
            "，",
            "、",
            "（",
            "）",
        ),
        *(
            "2022年",
            "五年来",
            "年均",
            "“",
            "”",
            "《",
            "》",
            "\u200b",
            "\x1b[31m",
            "<b>",
            "=1+1",
            "𠮷",
            "的",
        ),
    ]
)


def spans_slice_back(paragraph: str) -> None:
    text = REVIEW.format(paragraph)
    for fact in facts_in(text):
        assert text[fact.start : fact.end] == fact.text
        for words in (fact.measure, fact.subject):
            assert 0 <= words.start <= words.end <= len(text)


@pytest.mark.parametrize("run", RUNS)
def test_a_run_of_anything_is_read(run: str):
    spans_slice_back(f"{run * N}5个。")


@given(st.lists(PIECES, min_size=1, max_size=25))
def test_any_order_of_words_is_read(pieces: list[str]):
    spans_slice_back(f"茶{''.join(pieces)}。")
