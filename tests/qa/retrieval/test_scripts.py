"""qa.retrieval.scripts: a question in traditional characters is encoded as the passages are written."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.build import build_from_contexts
from index.published.contents import PublishedIndex
from index.searchable.embedded import EmbeddedIndex
from index.storage.store import Store
from qa.retrieval.scripts import Script, script_of, vector_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.support.hash_encoder import HashEncoder

SIMPLIFIED = ("图书馆开放夜间阅览。", "医院开设门诊。")
TRADITIONAL = ("圖書館開放夜間閱覽。", "醫院開設門診。")


def script(texts: Sequence[str], folder: Path, encoder: HashEncoder) -> Script:
    build_from_contexts(texts, folder, encoder)
    return script_of(EmbeddedIndex(PublishedIndex.load(Store(folder).current()[0])))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (SIMPLIFIED, Script.SIMPLIFIED),
        (TRADITIONAL, Script.TRADITIONAL),
        ((*SIMPLIFIED, *TRADITIONAL), Script.BOTH),
    ],
)
def test_passages_tell_what_they_are_written_in(
    tmp_path: Path, hash_encoder: HashEncoder, texts: Sequence[str], expected: Script
):
    assert script(texts, tmp_path / "index", hash_encoder) is expected


def test_a_question_is_encoded_as_the_passages_are_written(hash_encoder: HashEncoder):
    simplified, written = hash_encoder.encode_questions(["图书馆开门", "圖書館開門"])
    found = {
        each: vector_of("圖書館開門", hash_encoder, functools.partial(Script, each.value))
        for each in Script
    }
    assert np.array_equal(found[Script.SIMPLIFIED], simplified)
    assert np.array_equal(found[Script.TRADITIONAL], written)
    assert found[Script.BOTH] @ simplified == pytest.approx(found[Script.BOTH] @ written)
    assert np.linalg.norm(found[Script.BOTH]) == pytest.approx(1)


def test_of_one_in_simplified_characters_nothing_else_is_asked(hash_encoder: HashEncoder):
    def unasked() -> Script:
        raise AssertionError("asked what the passages are written in")

    vector = vector_of("图书馆开门", hash_encoder, unasked)
    assert np.array_equal(vector, hash_encoder.encode_questions(["图书馆开门"])[0])
