from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from index.passages import sentences
from index.types import Passage, Period
from qa.highlight import highlights, matched_terms
from qa.question import parse
from qa.types import HighlightKind


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
