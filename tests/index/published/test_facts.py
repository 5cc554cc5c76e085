"""index.published.facts: facts come back as they were, and damage is told."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexDamagedError
from index.fact_types import Amount, Direction, Fact, Origin, Status, Time, TimePart, Words
from index.facts.reports import facts_of
from index.language.text import fold
from index.published.documents import DocumentTable
from index.published.fact_columns import fact_of, row_of, words_of
from index.published.facts import FactTable
from index.published.passages import PassageTable
from index.types import Aspect
from tests.support.texts.samples import WORK_REPORT, parse

if TYPE_CHECKING:
    from pathlib import Path

    from index.types import Passage

DOCUMENT, PASSAGES = parse(WORK_REPORT)
FACTS = tuple(facts_of(DOCUMENT, PASSAGES))
ROWS = {passage.number: row for row, passage in enumerate(PASSAGES)}


def table() -> tuple[PassageTable, FactTable]:
    passages = PassageTable.of(DocumentTable([DOCUMENT]), PASSAGES)
    return passages, FactTable.of(passages, ((ROWS[fact.passage], fact) for fact in FACTS))


def test_there_are_some():
    assert len(FACTS) > 5


def test_what_is_saved_is_loaded(tmp_path: Path):
    passages, facts = table()
    facts.save(tmp_path / "facts")
    loaded = FactTable.load(tmp_path / "facts", passages)
    assert tuple(loaded) == tuple(facts) == FACTS


def test_an_index_without_facts_is_one(tmp_path: Path):
    passages, _ = table()
    FactTable.of(passages, ()).save(tmp_path / "facts")
    assert tuple(FactTable.load(tmp_path / "facts", passages)) == ()


def test_those_of_some_passages():
    _, facts = table()
    for row in range(len(PASSAGES)):
        found = [facts[int(each)] for each in facts.of_passages(np.array([row]))]
        assert found == [fact for fact in FACTS if ROWS[fact.passage] == row]
    assert len(facts.of_passages(np.empty(0, np.int64))) == 0


def test_those_of_a_folded_measure():
    _, facts = table()
    wanted = FACTS[0].measure.text
    found = facts.of_folded_measure(lambda words: words == fold(wanted).text)
    assert [facts[int(row)] for row in found] == [
        fact for fact in FACTS if fact.measure.text == wanted
    ]
    assert facts.of_folded_measure(lambda _: False).tolist() == []


def test_where_they_begin():
    _, facts = table()
    rows = np.arange(len(facts))
    assert facts.starts(rows).tolist() == [fact.start for fact in facts]


@pytest.mark.parametrize("name", ["columns.bin", "words.txt"])
def test_a_fact_that_was_changed_is_not_told(tmp_path: Path, name: str):
    passages, facts = table()
    facts.save(tmp_path / "facts")
    file = tmp_path / "facts" / name
    data = bytearray(file.read_bytes())
    for at in range(len(data)):
        data[at] ^= 0x01
    file.write_bytes(data)
    changed = FactTable.load(tmp_path / "facts", passages)
    with pytest.raises(IndexDamagedError, match="fact 0 of the index cannot be read"):
        changed[0]


@pytest.mark.parametrize("name", ["columns.bin", "first_facts.bin", "sums.bin", "words.txt"])
def test_a_file_that_was_cut_is_refused(tmp_path: Path, name: str):
    passages, facts = table()
    facts.save(tmp_path / "facts")
    file = tmp_path / "facts" / name
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(IndexDamagedError, match="of the index cannot be read"):
        FactTable.load(tmp_path / "facts", passages)


PASSAGE: Passage = PASSAGES[0]
WORDS = st.builds(
    Words,
    text=st.text(max_size=5),
    start=st.integers(0, 99),
    end=st.integers(0, 99),
    origin=st.sampled_from(Origin),
)
NUMBERS = st.none() | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=3
)
ANY = st.builds(
    Fact,
    document_id=st.just(PASSAGE.document_id),
    passage=st.just(PASSAGE.number),
    start=st.just(PASSAGE.start),
    end=st.just(PASSAGE.start + 1),
    text=st.just(PASSAGE.text[:1]),
    amount=st.builds(
        Amount, value=NUMBERS, high=NUMBERS, unit=st.text(max_size=3), hedge=st.text(max_size=3)
    ),
    measure=WORDS,
    subject=WORDS,
    aspect=st.sampled_from(Aspect),
    direction=st.sampled_from(Direction),
    time=st.builds(
        Time,
        first=st.none() | st.integers(1900, 2100),
        last=st.none() | st.integers(1900, 2100),
        part=st.sampled_from(TimePart),
        origin=st.sampled_from(Origin),
    ),
    status=st.sampled_from(Status),
    status_origin=st.sampled_from(Origin),
    is_negated=st.booleans(),
)


@given(ANY)
def test_every_slot_fits_into_the_columns(fact: Fact):
    words = list(dict.fromkeys(words_of(fact)))
    row = row_of(fact, 0, {word: i for i, word in enumerate(words)})
    assert fact_of(row, PASSAGE, words) == fact


def test_a_number_that_is_too_long_is_not_known():
    fact = dataclasses.replace(FACTS[0], amount=Amount(value=Decimal("1" * 30)))
    words = list(words_of(fact))
    row = row_of(fact, 0, {word: i for i, word in enumerate(words)})
    passage = PASSAGES[ROWS[fact.passage]]
    assert fact_of(row, passage, words).amount.value is None
