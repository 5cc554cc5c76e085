"""index.published.terms: BM25 against the formula written out, and its verbs."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IndexDamagedError
from index.language import tokens
from index.published.terms import TermIndex

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

K1, B = 1.5, 0.75

TEXTS = (
    "航运类企业达到383家,税收贡献超7000万元。",
    "地区生产总值预计同比增长3%左右。",
    "新增就业1.65万人,企业稳岗有力。",
    "新引入优质航运企业93家。",
)


def naive(texts: Sequence[Sequence[str]], question: Sequence[str]) -> list[float]:
    """BM25 as Lucene counts it (Kamphuis et al. 2020, table 1), without any index."""
    mean_length = sum(map(len, texts)) / len(texts)
    similarities = []
    for text in texts:
        similarity = 0.0
        for term in question:
            n_with = sum(term in other for other in texts)
            idf = math.log(1 + (len(texts) - n_with + 0.5) / (n_with + 0.5))
            tf = Counter(text)[term]
            similarity += idf * tf / (tf + K1 * (1 - B + B * len(text) / mean_length))
        similarities.append(similarity)
    return similarities


def index_of(*texts: str) -> TermIndex:
    return TermIndex([tokens.terms(text) for text in texts])


bags = st.lists(st.lists(st.sampled_from("甲乙丙丁戊"), max_size=6), min_size=1, max_size=6)
questions = st.lists(st.sampled_from("甲乙丙丁戊己"), max_size=5)


@given(bags.filter(any), questions)
def test_similarities_are_those_of_the_formula(texts: list[list[str]], question: list[str]):
    found = TermIndex(texts).matches(question).similarities
    assert found.dtype == np.float32
    assert found.tolist() == pytest.approx(naive(texts, question), rel=1e-5, abs=1e-6)


def test_the_formula_in_numbers():
    index = TermIndex([["甲", "乙"], ["乙", "乙", "丙", "丁"]])
    idf_alpha = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    short = 1 / (1 + 1.5 * (1 - 0.75 + 0.75 * 2 / 3))  # mean length (2 + 4) / 2
    assert index.matches(["甲"]).similarities.tolist() == pytest.approx([idf_alpha * short, 0])
    idf_beta = math.log(1 + (2 - 2 + 0.5) / (2 + 0.5))
    long = 2 / (2 + 1.5 * (1 - 0.75 + 0.75 * 4 / 3))
    assert index.matches(["乙"]).similarities[1] == pytest.approx(idf_beta * long)
    assert index.matches(["乙", "乙"]).similarities[1] == pytest.approx(2 * idf_beta * long)


@given(bags, questions)
def test_mass_is_what_no_similarity_can_exceed(texts: list[list[str]], question: list[str]):
    index = TermIndex(texts)
    mass = index.mass(question)
    assert mass == pytest.approx(
        sum(
            math.log(1 + (len(texts) - n + 0.5) / (n + 0.5))
            for n in (sum(term in text for text in texts) for term in question)
        )
    )
    assert max(index.matches(question).similarities) <= mass + 1e-6


@pytest.mark.parametrize("row", range(len(TEXTS)))
def test_a_text_finds_itself(row: int):
    matches = index_of(*TEXTS).matches(tokens.terms(TEXTS[row]))
    rows = matches.nearest(len(TEXTS))
    assert rows[0] == row
    similarities = matches.similarities[rows].tolist()
    assert similarities == sorted(similarities, reverse=True)


def test_chinese_terms_find_their_texts():
    rows = index_of(*TEXTS).matches(tokens.terms("航运企业有多少家?")).nearest(10)
    assert set(rows.tolist()[:2]) == {0, 3}  # the two that speak of 航运
    assert 1 not in rows


@pytest.mark.parametrize(("k", "n_found"), [(0, 0), (1, 1), (3, 3), (100, 3)])
def test_only_texts_with_a_term_are_found(k: int, n_found: int):
    matches = index_of(*TEXTS).matches(["企业"])
    rows = matches.nearest(k)
    assert len(rows) == n_found
    assert set(rows.tolist()) <= {0, 2, 3}
    assert (matches.similarities[rows] > 0).all()


def test_equal_similarities_stand_in_the_order_of_rows():
    matches = TermIndex([["甲"], ["乙"], ["甲"], ["甲"]]).matches(["甲"])
    rows = matches.nearest(4)
    assert rows.tolist() == [0, 2, 3]
    assert len(set(matches.similarities[rows].tolist())) == 1


@given(bags, questions, st.integers(0, 7), st.sets(st.integers(0, 5)) | st.none())
def test_the_nearest_are_those_that_sorting_all_would_find(
    texts: list[list[str]], question: list[str], k: int, inside: set[int] | None
):
    matches = TermIndex(texts).matches(question)
    among = range(len(texts)) if inside is None else sorted(inside & set(range(len(texts))))
    by_rank = sorted(among, key=lambda row: -matches.similarities[row])
    wanted = [row for row in by_rank if matches.similarities[row] > 0][:k]
    within = None if inside is None else np.array(among, np.int64)
    assert matches.nearest(k, within).tolist() == wanted


def test_the_order_of_the_questions_terms_does_not_matter():
    index = index_of(*TEXTS)
    assert index.matches(["企业", "航运"]).similarities.tolist() == pytest.approx(
        index.matches(["航运", "企业"]).similarities.tolist()
    )


@pytest.mark.parametrize("question", [[], ["不在"], ["", " "]])
def test_unknown_terms_find_nothing(question: list[str]):
    index = index_of(*TEXTS)
    assert index.matches(question).similarities.tolist() == [0] * len(TEXTS)
    assert index.matches(question).nearest(5).tolist() == []


def test_unknown_terms_add_nothing_to_known_ones():
    index = index_of(*TEXTS)
    assert (
        index.matches(["航运", "不在"]).similarities.tolist()
        == index.matches(["航运"]).similarities.tolist()
    )


@pytest.mark.parametrize(("term", "n_with"), [("甲", 3), ("乙", 1), ("丙", 2), ("丁", 0)])
def test_the_weight_of_a_term_is_its_inverse_document_frequency(term: str, n_with: int):
    index = TermIndex([["甲", "甲"], ["甲", "丙"], ["甲", "丙", "乙"], []])
    expected = math.log(1 + (4 - n_with + 0.5) / (n_with + 0.5))
    assert index.weight(term) == pytest.approx(expected)
    assert index.mass([term, term]) == pytest.approx(2 * expected)


def test_an_index_knows_its_terms():
    index = index_of(*TEXTS)
    assert [index.holds(term) for term in ("航运", "383", "不在", "")] == [True, True, False, False]


def test_an_index_knows_which_rows_hold_a_term():
    index = TermIndex([["甲"], ["乙"], ["甲", "乙"], []])
    held = {
        rows: [term for term in "甲乙丙" if index.holds(term, np.array(rows, np.int64))]
        for rows in [(), (0,), (1, 3), (3,), (0, 1), (2,)]
    }
    assert held == {
        (): [],
        (0,): ["甲"],
        (1, 3): ["乙"],
        (3,): [],
        (0, 1): ["甲", "乙"],
        (2,): ["甲", "乙"],
    }
    assert [term for term in "甲乙丙" if index.holds(term)] == ["甲", "乙"]


@pytest.mark.parametrize("texts", [[], [[]], [[], []]])
def test_an_index_without_terms_finds_nothing(tmp_path: Path, texts: list[list[str]]):
    TermIndex(texts).save(tmp_path / "terms")
    for index in (TermIndex(texts), TermIndex.load(tmp_path / "terms")):
        assert index.n_texts == len(texts)
        assert index.matches(["甲"]).similarities.tolist() == [0] * len(texts)
        assert index.matches(["甲"]).nearest(3).tolist() == []
        assert index.mass(["甲"]) == pytest.approx(math.log(1 + (len(texts) + 0.5) / 0.5))


def test_a_text_without_terms_keeps_its_row():
    index = TermIndex([["甲"], [], ["甲", "乙"]])
    assert index.n_texts == 3
    assert index.matches(["乙"]).nearest(3).tolist() == [2]
    assert index.matches(["甲"]).similarities[1] == 0


@settings(max_examples=25)
@given(texts=bags, question=questions)
def test_what_is_saved_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], question: list[str]
):
    folder = tmp_path_factory.mktemp("问报") / "词"
    index = TermIndex(texts)
    index.save(folder)
    loaded = TermIndex.load(folder)
    assert loaded.n_texts == index.n_texts
    assert [loaded.holds(term) for term in "甲乙丙丁戊己"] == [
        index.holds(term) for term in "甲乙丙丁戊己"
    ]
    assert not loaded.holds("")
    assert (
        loaded.matches(question).similarities.tolist()
        == index.matches(question).similarities.tolist()
    )
    assert loaded.mass(question) == index.mass(question)


@pytest.mark.parametrize(
    "name",
    [
        "size.json",
        "terms.txt",
        "terms.starts",
        "postings.bin",
        "rows.bin",
        "parts.bin",
    ],
)
def test_an_index_with_a_file_gone_is_not_taken_for_an_empty_one(tmp_path: Path, name: str):
    index_of(*TEXTS).save(tmp_path / "terms")
    (tmp_path / "terms" / name).unlink()
    with pytest.raises(FileNotFoundError):
        TermIndex.load(tmp_path / "terms")


@pytest.mark.parametrize(
    "name", ["terms.txt", "terms.starts", "postings.bin", "rows.bin", "parts.bin"]
)
@pytest.mark.parametrize("keep", [0, -1, -8])
def test_a_damaged_file_is_told_with_the_remedy(tmp_path: Path, name: str, keep: int):
    index_of(*TEXTS).save(tmp_path / "terms")
    file = tmp_path / "terms" / name
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(IndexDamagedError, match="of the index cannot be read; run `wenbao build`"):
        TermIndex.load(tmp_path / "terms")
