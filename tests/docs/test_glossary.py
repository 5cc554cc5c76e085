"""docs/glossary.md: each term once, in order, with a module that exists and says it."""

from __future__ import annotations

import re

import pytest

from tests.support.folders import ROOT

TEXT = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| \*\*(.+?)\*\* \| (.+?) \| `(.+?)` \|$", TEXT, re.MULTILINE)


def test_each_line_of_the_table_is_a_term():
    assert len(ROWS) == len(re.findall(r"^\| \*\*", TEXT, re.MULTILINE)) > 30


def test_the_terms_stand_in_order_each_once():
    terms = [term for term, _, _ in ROWS]
    assert terms == sorted(set(terms))


@pytest.mark.parametrize(("term", "module"), [(term, module) for term, _, module in ROWS])
def test_its_module_exists_and_knows_the_word(term: str, module: str):
    file = ROOT / module
    assert file.is_file()
    words = re.split(r"[ /-]", term)
    text = f"{module}\n{file.read_text(encoding='utf-8')}".lower().replace("_", " ")
    assert any(word.lower().rstrip("s") in text for word in words)
