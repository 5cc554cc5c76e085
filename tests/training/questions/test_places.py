"""training.questions.places: sentences and spans are found again where the text has moved."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.records.facts_gold import sha256
from training.questions import drafts
from training.questions.places import sentences, spans_of, start_of
from training.questions.question_file import Sentence

TEXT = "甲县报告\n  种茶3000亩。乙渠、丙渠\n建成通水！\n"
SLOTS = {"report": "a.txt", "file_sha256": "0" * 64, "split": "dev"}


def test_sentences_end_at_ends_of_lines_and_full_stops_and_have_no_blanks_about_them():
    assert [TEXT[start:end] for start, end in sentences(TEXT)] == [
        "甲县报告",
        "种茶3000亩",
        "乙渠、丙渠",
        "建成通水",
    ]


@given(st.text(alphabet="甲乙 。！\n", max_size=30))
def test_sentences_hold_all_but_blanks_and_stops(text: str):
    kept = "".join(text[start:end] for start, end in sentences(text))
    assert "".join(kept.split()) == "".join(text.split()).translate({ord(c): None for c in "。！"})


def noted(words: str, text: str = TEXT) -> Sentence:
    start = text.index(words)
    return Sentence(start=start, end=start + len(words), sha256=sha256(words))


def test_a_sentence_is_where_it_was_noted_or_where_it_stands_now():
    sentence = noted("种茶3000亩")
    assert start_of(sentence, TEXT) == sentence.start
    assert start_of(sentence, "新的一行。\n" + TEXT) == sentence.start + len("新的一行。\n")
    assert start_of(sentence, TEXT.replace("3000", "4000")) is None


def test_a_sentence_over_two_lines_is_found_too():
    sentence = noted("乙渠、丙渠\n建成通水")
    assert start_of(sentence, "前言。" + TEXT) == sentence.start + 3


def test_of_two_places_with_the_same_words_the_nearer_is_taken():
    text = "种茶3000亩。\n" + "另一句。\n" * 9 + "种茶3000亩。\n"
    late = text.rindex("种茶")
    sentence = Sentence(start=late + 1, end=late + 8, sha256=sha256("种茶3000亩"))
    assert start_of(sentence, text) == late


def test_spans_move_along_with_their_sentence():
    line = "A citizen plain list | 修了哪些渠 | 2: 乙渠 ;; 丙渠"
    (question,), _ = drafts.note(line, SLOTS, TEXT)
    text = "题目\n" + TEXT
    spans = spans_of(question, text)
    assert spans is not None
    assert [text[start:end] for start, end in spans] == ["乙渠", "丙渠"]
    assert spans_of(question, TEXT.replace("丙", "戊")) is None
    other = dataclasses.replace(question, spans_sha256=sha256("丁渠"))
    assert spans_of(other, TEXT) is None
