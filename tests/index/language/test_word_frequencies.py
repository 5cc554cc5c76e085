"""index.language.word_frequencies: the words that stand in a text, and how often each is used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexDamagedError
from index.language import word_frequencies
from index.language.word_frequencies import Frequencies
from index.platform import verified_files

if TYPE_CHECKING:
    from pathlib import Path

WORDS = {"增长": 7, "增长率": 3, "长": 0, "𠀀": 2}


@pytest.fixture(scope="module")
def frequencies(tmp_path_factory: pytest.TempPathFactory) -> Frequencies:
    return _kept(tmp_path_factory.mktemp("kept"))


@given(st.text(st.sampled_from("增长率𠀀\0甲\ud800?a"), max_size=12))
def test_those_and_only_those_that_stand_in_a_text(frequencies: Frequencies, text: str):
    expected = {word: n for word, n in WORDS.items() if word in text}
    assert dict(frequencies.words_in(text)) == expected


def test_the_total_is_what_was_written(frequencies: Frequencies):
    assert frequencies.total == 12
    assert frequencies.is_sound()


@pytest.mark.parametrize("name", ["words.marisa", "numbers"])
def test_a_changed_byte_is_found_before_the_trie_is_read(tmp_path: Path, name: str):
    kept = _kept(tmp_path)
    file = kept.folder / name
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 255
    file.write_bytes(data)
    assert not kept.is_sound()
    with pytest.raises(IndexDamagedError, match=f"{name} of the index cannot be read"):
        Frequencies.load(kept.folder, tmp_path)


def test_numbers_of_another_trie_are_refused(tmp_path: Path):
    folder = _kept(tmp_path).folder
    numbers = folder / "numbers"
    numbers.write_bytes(numbers.read_bytes() + bytes(4))
    files = [folder / "words.marisa", numbers]
    sums = [[file.name, file.stat().st_size, verified_files.sha256(file)] for file in files]
    (folder / "sums.json").write_text(json.dumps(sums), encoding="utf-8")
    with pytest.raises(IndexDamagedError, match="numbers of the index"):
        Frequencies.load(folder, tmp_path)


def _kept(folder: Path) -> Frequencies:
    word_frequencies.save(WORDS, sum(WORDS.values()), folder / "words")
    return Frequencies.load(folder / "words", folder)
