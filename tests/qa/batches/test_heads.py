"""qa.batches.heads: what the columns of a table of answers are called."""

from __future__ import annotations

from qa.batches.heads import ENGLISH, FIELDS, Heads

CHINESE = Heads(
    names={**ENGLISH.names, "question": "问题", "answer": "答案"},
    column="第 {i} 列",
    of_file="{name}（原表）",
)


def test_our_own_go_by_the_names_of_the_fields():
    assert ENGLISH.of(()) == FIELDS


def test_columns_of_the_file_stand_behind_the_question_and_keep_their_heads():
    assert ENGLISH.of(("编号", "", "answer"))[:5] == (
        "number",
        "question",
        "编号",
        "column 2",
        "answer (file)",
    )


def test_a_language_has_its_own_names_and_no_two_are_alike():
    made = CHINESE.of(("答案", "", "answer"))
    assert made[:6] == ("number", "问题", "答案（原表）", "第 2 列", "answer", "答案")
    assert len(set(made)) == len(made)
