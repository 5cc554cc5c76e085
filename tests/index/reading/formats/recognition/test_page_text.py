"""index.reading.formats.recognition.page_text: how sure a machine was, and the way to JSON and back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from index.reading.formats.recognition.page_text import PageText, TextLine
from tests.support.files.scanned_pages import page_text

PAGE = page_text([(70, 700, "甲乙"), (70, 600, "丙1")], number=3, doubts="1", confidence=1.0)


def test_a_page_comes_back_as_it_was():
    assert PageText.from_json(json.loads(json.dumps(PAGE.to_json()))) == PAGE


@pytest.mark.parametrize("fields", [{}, {"lines": [{}]}, PAGE.to_json() | {"lines": [1]}, []])
def test_something_else_is_refused(fields: Any):
    with pytest.raises((ValueError, KeyError, TypeError)):
        PageText.from_json(fields)


def test_confidence_is_that_of_a_letter_and_of_the_least_sure_line():
    assert PAGE.confidence == round((1 + 1 + 1 + 0.6) / 4, 4)
    assert PAGE.lowest == round((1 + 0.6) / 2, 4)


def test_a_page_of_nothing_is_sure_of_nothing():
    blank = PageText(number=1, width=1, height=1, lines=())
    assert (blank.confidence, blank.lowest) == (0, 0)


def test_each_letter_has_its_confidence():
    with pytest.raises(ValueError, match="each character"):
        TextLine(text="甲乙", confidences=(1.0,), left=0, bottom=0, right=1, top=1)
