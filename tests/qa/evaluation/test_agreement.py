"""Exact match and token F1, with the arithmetic in sight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.agreement import exact, f1, tokens


class TestTokens:
    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("航运企业", ("航", "运", "企", "业")),
            ("有383家", ("有", "383", "家")),
            ("完成22.7亿元", ("完", "成", "22.7", "亿", "元")),
            ("1,234.5万", ("1,234.5", "万")),
            ("增长０．１％", ("增", "长", "0.1", "%")),
            ("3‰", ("3", "‰")),
            ("20℃", ("20", "°", "c")),
            ("GDP 增长", ("gdp", "增", "长")),
            ("“5G+工业”、AI。", ("5g", "工", "业", "ai")),
            ("《二〇二三年》", tuple("二〇二三年")),
            ("𠀀家", ("𠀀", "家")),  # outside the basic plane
            ("2023,2024", ("2023", "2024")),  # a list, no thousands
            ("共3，100家", ("共", "3", "100", "家")),  # the comma of a clause
            ("a.b", ("a", "b")),
            ("，。—……", ()),
            ("", ()),
        ],
    )
    def test_tokens(self, text: str, wanted: tuple[str, ...]):
        assert tokens(text) == wanted


class TestExact:
    @pytest.mark.parametrize("answer", ["383家", "383家。", "383 家", "《383家》"])
    def test_width_spaces_and_marks_do_not_matter(self, answer: str):
        assert exact(answer, ["1家", "383家"])

    def test_full_width_is_no_difference(self):
        assert exact("１００家", ["100家"])

    @pytest.mark.parametrize("answer", ["1383家", "383", "383家企业", ""])
    def test_anything_else_is_wrong(self, answer: str):
        assert not exact(answer, ["383家"])


class TestF1:
    def test_exactly_right(self):
        assert f1("383家", ["383家"]) == 1

    def test_nothing_shared(self):
        assert f1("甲乙", ["丙"]) == 0

    def test_the_answer_in_its_sentence(self):
        run, said, wanted = 2, len("航运类企业达到") + 2, 2  # 383 and 家 of 9 tokens
        precision, recall = run / said, run / wanted
        got = f1("航运类企业达到383家。", ["383家"])
        assert got == pytest.approx(2 * precision * recall / (precision + recall))

    def test_half_of_an_answer(self):
        precision, recall = 1 / 1, 1 / 2
        assert f1("383", ["383家"]) == pytest.approx(2 * precision * recall / (precision + recall))

    def test_a_number_agrees_whole_or_not_at_all(self):
        assert f1("22.5亿元", ["22.7亿元"]) == pytest.approx(2 * 2 / (3 + 3))  # only 亿元

    def test_only_the_longest_run_counts(self):
        # SQuAD's F1 would count 甲 乙 丙 丁: all four. The longest run is 甲乙 (or 丙丁): two.
        assert f1("甲乙丙丁", ["丙丁甲乙"]) == pytest.approx(2 * 2 / (4 + 4))

    def test_a_gap_ends_a_run(self):
        # A common subsequence would be 甲乙丙丁 (four); the longest run is 丙丁 (two).
        assert f1("甲乙丙丁", ["甲戊乙戊丙丁"]) == pytest.approx(2 * 2 / (4 + 6))

    def test_marks_inside_are_no_gap(self):
        assert f1("甲、乙和丙", ["甲乙和丙"]) == 1

    def test_the_best_of_several(self):
        assert f1("甲乙", ["丙", "甲", "甲乙丁戊"]) == pytest.approx(2 * 2 / (2 + 4))

    @pytest.mark.parametrize(("answer", "expected"), [("", ["甲"]), ("。", ["甲"]), ("甲", [])])
    def test_nothing_to_compare_is_zero(self, answer: str, expected: list[str]):
        assert f1(answer, expected) == 0

    def test_long_answers_have_no_popular_token_dropped(self):
        long = "的" * 300  # difflib's autojunk would drop a token this frequent
        assert f1(long + "甲", [long + "乙"]) == pytest.approx(2 * 300 / (301 + 301))

    @given(st.text("甲乙383家 。,.gG"), st.lists(st.text("甲乙383家 。,.gG"), max_size=3))
    def test_between_zero_and_one_and_one_where_exact(self, answer: str, expected: list[str]):
        got = f1(answer, expected)
        assert 0 <= got <= 1
        if exact(answer, expected):
            assert got == 1

    @given(st.text("甲乙丙1"), st.text("甲乙丙1"))
    def test_symmetric(self, one: str, other: str):
        assert f1(one, [other]) == pytest.approx(f1(other, [one]))
