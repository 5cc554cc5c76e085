from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.tokens import tokenize
from index.reading.splitting import sentences
from index.types import Passage, Period
from qa.answering.highlights import highlights, matched_terms, runs
from qa.types import Highlight, HighlightKind
from qa.understanding.question import parse


def passage(text: str, start: int = 7) -> Passage:
    return Passage(
        document_id="d",
        number=1,
        section=(),
        period=Period.OTHER,
        start=start,
        end=start + len(text),
        text=text,
        sentences=tuple(sentences(text, start)),
    )


def test_sentence_then_its_terms():
    found = passage("今年种树九百棵。航运企业达到五百家,運力增加。")
    marks = highlights(found, found.sentences[1], parse("航运企业运力").terms)
    texts = [(mark.kind, found.text[mark.start : mark.end]) for mark in marks]
    assert texts == [
        (HighlightKind.SENTENCE, "航运企业达到五百家,運力增加。"),
        (HighlightKind.TERM, "航运企业"),
        (HighlightKind.TERM, "運力"),
    ]


def test_no_terms():
    found = passage("今年种树九百棵。")
    assert len(highlights(found, found.sentences[0], ("火箭",))) == 1


@given(st.text("航运企业新增5.5%家。；,  \uff12\u200b", min_size=1, max_size=60))
def test_marks_lie_inside_and_apart(text: str):
    if not text.strip():
        return
    text = text.strip()
    found = passage(text)
    for sentence in found.sentences:
        marks = highlights(found, sentence, parse("航运企业新增2家 5.5%").terms)
        whole, *terms = marks
        assert text[whole.start : whole.end] == sentence.text
        assert all(whole.start <= mark.start < mark.end <= whole.end for mark in terms)
        assert all(a.end <= b.start for a, b in itertools.pairwise(terms))


def test_matched_terms_keep_the_question_s_order():
    assert matched_terms(["企业多", "航运好"], ("航运", "火箭", "企业")) == ("航运", "企业")


def mark(start: int, end: int, kind: HighlightKind) -> Highlight:
    return Highlight(start=start, end=end, kind=kind)


def test_what_answers_comes_first():
    found = passage("今年种树九百棵。", start=7)
    answer, sentence, *_ = highlights(found, found.sentences[0], (), (11, 14))
    assert answer == mark(4, 7, HighlightKind.ANSWER)
    assert sentence == mark(0, 8, HighlightKind.SENTENCE)


def test_a_text_is_cut_where_what_covers_it_changes():
    sentence, answer = HighlightKind.SENTENCE, HighlightKind.ANSWER
    marks = [mark(1, 5, sentence), mark(2, 3, answer), mark(3, 4, answer), mark(4, 4, answer)]
    assert runs("甲乙丙丁戊己", marks) == (
        ("甲", frozenset()),
        ("乙", frozenset({sentence})),
        ("丙丁", frozenset({sentence, answer})),
        ("戊", frozenset({sentence})),
        ("己", frozenset()),
    )


def test_nothing_to_cut():
    assert runs("", ()) == ()
    assert runs("甲", ()) == (("甲", frozenset()),)


def test_a_mark_outside_of_the_text_is_refused():
    with pytest.raises(ValueError, match=r"a highlight spans 1\.\.2, the text 0\.\.1"):
        runs("甲", [mark(1, 2, HighlightKind.TERM)])


@given(
    st.text(max_size=20),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.sampled_from(HighlightKind))),
)
def test_runs_are_the_text_and_each_differs_from_its_neighbours(
    text: str, spans: list[tuple[int, int, HighlightKind]]
):
    marks = []
    for first, second, kind in spans:
        start, end = sorted((min(first, len(text)), min(second, len(text))))
        marks.append(mark(start, end, kind))
    cut = runs(text, marks)
    assert "".join(piece for piece, _ in cut) == text
    assert all(a != b for (_, a), (_, b) in itertools.pairwise(cut))
    covers = [kinds for piece, kinds in cut for _ in piece]
    for i, kinds in enumerate(covers):
        assert kinds == {each.kind for each in marks if each.start <= i < each.end}


def test_terms_are_found_clause_by_clause_as_in_the_whole():
    found = passage("绿道,新建绿道31公里，企业1,200家、增长5.5%：其中绿道企业3家、绿道2条")
    (whole,) = found.sentences
    wanted = {"绿道", "企业", "5.5%", "31"}
    marks = highlights(found, whole, wanted)[1:]
    expected = [token for token in tokenize(whole.text) if token.term in wanted]
    assert [(mark.start, mark.end) for mark in marks] == [(t.start, t.end) for t in expected]
    assert len(marks) > 5
