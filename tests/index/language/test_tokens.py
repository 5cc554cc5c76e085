"""index.language.tokens: the terms that a text can be found by."""

from __future__ import annotations

import hashlib
import re
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import tokens
from index.language.text import fold
from index.language.tokens import Token, _Cutter, _Dictionary, _opened, terms, tokenize, version
from index.language.word_frequencies import Frequencies

if TYPE_CHECKING:
    from pathlib import Path

DICTIONARY = [
    line
    for line in resources.files("index.language")
    .joinpath("dictionary.txt")
    .read_text("utf-8")
    .splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("增长63.6%", ["增长", "63.6%"]),
        ("PM2.5浓度", ["pm2.5", "浓度"]),
        ("383家", ["383", "家"]),
        ("2024年", ["2024", "年"]),
        ("5G网络", ["5g", "网络"]),
        ("１０.１万㎡", ["10.1", "万", "m2"]),
        ("经济,经济", ["经济", "经济"]),
        ("。,!?—— \n\u3000《》“”…%", []),
        ("", []),
    ],
)
def test_terms(text: str, found: list[str]):
    assert terms(text) == found


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("地区生产总值", {"地区", "生产", "总值"}),
        ("一般公共预算收入", {"一般", "公共", "预算", "收入"}),
        ("固定资产投资", {"固定", "资产", "投资"}),
    ],
)
def test_a_long_term_is_found_whole_and_by_its_parts(whole: str, parts: set[str]):
    assert {whole, *parts} <= set(terms(f"全年{whole}增长5%"))


def test_every_word_of_the_dictionary_comes_out_whole():
    assert [word for word in DICTIONARY if fold(word).text not in terms(word)] == []


def test_the_dictionary_holds_each_word_once_and_nothing_else():
    assert DICTIONARY
    assert len(DICTIONARY) == len(set(DICTIONARY))
    assert all(word == word.strip() for word in DICTIONARY)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("航運類企業達到383家", "航运类企业达到383家"),
        ("國內生產總值增長", "国内生产总值增长"),
        ("ＰＰＰ", "ppp"),
    ],
)
def test_script_width_and_case_do_not_matter(traditional: str, simplified: str):
    assert terms(traditional) == terms(simplified)


def test_tokens_know_where_they_stand_in_the_text_before_folding():
    text = "ＰＰＰ增\u200b長5%"
    assert tokenize(text) == (
        Token(term="ppp", start=0, end=3),
        Token(term="增长", start=3, end=6),  # with the invisible one between its characters
        Token(term="5%", start=6, end=8),
    )


@given(st.text() | st.text(alphabet="地区生产总值增长5.% PM航運類㎡Ｐ\u200b\n,。"))
def test_every_token_folds_from_its_span(text: str):
    for token in tokenize(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.term in fold(text).text
        assert any(c.isalnum() for c in token.term)
        # A term of ASCII needs no context to fold to itself; others may (乾坤).
        if token.term.isascii():
            assert token.term in fold(text[token.start : token.end]).text


@given(st.lists(st.sampled_from(["地区生产总值", "增长", "5.5%", "。", " ", "383", "家", "AI"])))
def test_every_letter_and_digit_is_in_some_token(words: list[str]):
    text = "".join(words)
    covered = {i for token in tokenize(text) for i in range(token.start, token.end)}
    assert {i for i, c in enumerate(text) if c.isalnum()} <= covered


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The folder of a cache of its own, in which the words are found anew."""
    return tmp_path / "words"


@pytest.mark.parametrize("name", ["words.marisa", "numbers", "sums.json"])
@pytest.mark.parametrize("data", [None, b"?"], ids=["swept", "damaged"])
def test_words_that_lack_a_file_or_hold_another_are_kept_anew(
    kept: Path, name: str, data: bytes | None
):
    _opened(kept.parent)
    (folder,) = kept.iterdir()
    found = folder / name
    before = found.read_bytes()
    found.unlink()
    if data is not None:
        found.write_bytes(data)
    assert isinstance(_opened(kept.parent), _Cutter)
    assert found.read_bytes() == before


def test_what_another_process_has_just_kept_is_left_in_place(
    kept: Path, monkeypatch: pytest.MonkeyPatch
):
    _opened(kept.parent)
    (folder,) = kept.iterdir()
    aside = folder.rename(kept.parent / "aside")
    before = aside.stat().st_ino
    load = Frequencies.load

    def late(wanted: Path, cache_dir: Path | None) -> Frequencies:
        monkeypatch.setattr(Frequencies, "load", load)
        try:
            return load(wanted, cache_dir)
        finally:
            aside.rename(folder)  # between its reading and its writing

    monkeypatch.setattr(Frequencies, "load", late)
    assert isinstance(_opened(kept.parent), _Cutter)
    assert folder.stat().st_ino == before


def test_words_that_are_gone_as_soon_as_they_are_kept_are_cut_all_the_same(
    kept: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def gone(wanted: Path, _cache_dir: Path | None) -> Frequencies:
        raise FileNotFoundError(2, "gone", str(wanted))

    monkeypatch.setattr(Frequencies, "load", gone)
    cut = [word for word, _, _ in _opened(kept.parent).tokenize("地区生产总值增长", "default")]
    assert cut == ["地区生产总值", "增长"]
    assert f"cannot be kept in {kept}" in caplog.text


@pytest.mark.parametrize("name", ["words.marisa", "numbers"])
def test_words_that_a_disk_has_lost_are_kept_anew_where_they_are_read(tmp_path: Path, name: str):
    dictionary = _Dictionary()
    dictionary.of(tmp_path)
    (folder,) = (tmp_path / "words").iterdir()
    file = folder / name
    before = file.read_bytes()
    for _ in range(2):  # as it is noted to have been read
        _opened(tmp_path)
    with file.open("rb+") as data:  # the bytes that are mapped
        data.write(b"\xff" * len(before))
    text = "地区生产总值增长5.5%"
    assert "".join(word for word, _, _ in dictionary.tokenize(text, "default")) == text
    assert "".join(word for word, _, _ in _Dictionary().tokenize(text, "default")) == text


def test_the_version_names_tokenizer_dictionary_and_rules():
    data = resources.files("index.language").joinpath("dictionary.txt").read_bytes()
    digest = hashlib.sha256(data).hexdigest()[:12]
    assert re.fullmatch(rf"jieba [\d.]+, dictionary {digest}, rules \d+", version())


@pytest.mark.parametrize("many", [0, 5000])
def test_texts_are_cut_together_as_they_are_one_by_one(monkeypatch: pytest.MonkeyPatch, many: int):
    sentence = "GDP增长5.5%，“十四五”开局良好。"
    texts = [*DICTIONARY[:50], "", sentence, "前三季度航运類企業达到383家"]
    texts += [f"天 津\n一、航运\n{sentence}戴 雷来访。 。\n\n{sentence}", "\n", "。。"]
    monkeypatch.setattr(tokens, "_MANY", many)
    assert tokens.terms_of_each(texts) == [terms(text) for text in texts]
