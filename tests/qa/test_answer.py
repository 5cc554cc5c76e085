from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from index.passages import split
from index.report import parse as parse_report
from index.types import Source
from qa.answer import THRESHOLD, answer
from qa.question import parse
from qa.types import Answer, Citation, Highlight, HighlightKind, Hit, Trace

if TYPE_CHECKING:
    from index.types import Document, Passage

QUESTION = parse("藏书多少册")


@pytest.fixture
def found() -> tuple[Document, Passage]:
    report = parse_report(Source(id="x", path="x.txt", text="序。\n图书馆开门。藏书九十万册。"))
    return report.document, split(report)[1]


def hit(document: Document, passage: Passage, similarity: float) -> Hit:
    return Hit(
        rank=1,
        document=document,
        passage=passage,
        similarity=similarity,
        highlights=(Highlight(start=6, end=13, kind=HighlightKind.SENTENCE),),
        trace=Trace(legs=(), matched_terms=()),
    )


def test_best_sentence_with_its_citation(found: tuple[Document, Passage]):
    document, passage = found
    given = answer(QUESTION, [hit(document, passage, 0.9)], ())
    assert given.found
    assert given.text == "藏书九十万册。"
    (cited,) = given.citations
    assert document.text[cited.start : cited.end] == given.text
    assert given.confidence == 0.9


@pytest.mark.parametrize(("similarity", "is_found"), [(THRESHOLD, True), (THRESHOLD - 0.01, False)])
def test_threshold(found: tuple[Document, Passage], similarity: float, *, is_found: bool):
    given = answer(QUESTION, [hit(*found, similarity)], ("火箭",))
    assert given.found is is_found
    assert len(given.hits) == 1  # the nearest passages are shown either way
    assert given.missing_terms == ("火箭",)


def test_nothing_at_all():
    given = answer(QUESTION, [], ())
    assert (given.found, given.text, given.confidence, given.citations) == (False, "", 0.0, ())


def test_values_refuse_what_cannot_be(found: tuple[Document, Passage]):
    document, passage = found
    with pytest.raises(ValueError, match="inside its passage"):
        Citation(document=document, passage=passage, start=0, end=1)
    given = answer(QUESTION, [hit(document, passage, 0.9)], ())
    with pytest.raises(ValueError, match="first citation"):
        dataclasses.replace(given, text="藏书")
    with pytest.raises(ValueError, match="has a citation"):
        Answer(**{**_fields(given), "citations": ()})


def _fields(value: Answer) -> dict[str, object]:
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
