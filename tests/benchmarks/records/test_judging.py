"""benchmarks.records.judging: what is right, and which sentence is useful."""

from __future__ import annotations

import pytest

from benchmarks.records.judging import Noted, is_right, is_useful

TEXT = "白鹭村建成公园。全年修路90公里,青石村、红岩村建成书屋。其他不变。"


def noted(kind: str, *spans: str, is_told: bool = True) -> Noted:
    """A question of a kind, whose words stand in the sentence that tells."""
    places = tuple((TEXT.index(each), TEXT.index(each) + len(each)) for each in spans)
    sentence = (TEXT.index("全年"), TEXT.index("其他"))
    return Noted(
        id="1",
        report="r",
        file_sha256="s",
        kind=kind,
        style="plain",
        question="?",
        history=(),
        is_told=is_told,
        spans=places,
        evidence=(sentence,) if is_told else (),
        line={},
    )


def said(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


@pytest.mark.parametrize(
    ("kind", "spans", "words", "right"),
    [
        ("figure", ["90公里"], "90公里", True),
        ("figure", ["90公里"], "全年修路90公里", True),
        ("figure", ["90公里"], "公里", False),
        ("which", ["青石村"], "青石村", True),
        ("which", ["青石村"], "白鹭村", False),
        ("which", ["青石村"], "全年修路90公里,", False),  # beside the answer is no answer
        ("list", ["青石村", "红岩村"], "青石村、红岩村", True),
        ("list", ["青石村", "红岩村"], "青石村", False),
        ("how", ["青石村、红岩村建成书屋"], "全年修路90公里,", True),  # a clause of the sentence
        ("how", ["青石村、红岩村建成书屋"], "书屋", False),
    ],
)
def test_right(kind: str, spans: list[str], words: str, *, right: bool):
    assert is_right(noted(kind, *spans), TEXT, said(words)) is right


def test_nothing_is_right_of_what_is_not_told():
    asked = noted("which", is_told=False)
    assert not is_right(asked, TEXT, said("青石村"))
    assert not is_useful(asked, TEXT, said("白鹭村建成公园。"))


def test_a_sentence_is_useful_where_it_is_the_noted_one_or_has_its_words():
    asked = noted("which", "青石村")
    assert is_useful(asked, TEXT, said("全年修路90公里,青石村、红岩村建成书屋。"))
    assert not is_useful(asked, TEXT, said("白鹭村建成公园。"))


def test_words_are_found_in_a_text():
    line = {
        "id": "1",
        "type": "quantity",
        "question": "?",
        "answers": ["90公里"],
        "evidence": ["全年修路90公里"],
    }
    found = Noted.of_words(line).in_text(TEXT)
    assert [TEXT[start:end] for start, end in found.spans] == ["90公里"]
    assert [TEXT[start:end] for start, end in found.evidence] == ["全年修路90公里"]
