"""index.bulk: many passages are encoded in whichever way is faster here."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import bulk, bundled, encoders
from index.bulk import BulkEncoder, fastest
from index.encoder import SentenceTransformerEncoder
from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.bulk import Encode
    from index.encoder import Progress, Vectors

TEXTS = [f"全年新增就业{i}万人,航运企业达到{i + 7}家。" for i in range(12)]


def way(seconds_a_text: float, asked: list[int]) -> Encode:
    def encode(texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        asked.append(len(texts))
        if progress:
            progress(len(texts))
        time.sleep(seconds_a_text * len(texts))
        return np.zeros((len(texts), 2), np.float32)

    return encode


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_way_that_takes_the_least_time_is_taken(order: tuple[int, int]):
    ways = [way(0.02, []), way(0.0, [])]
    assert fastest([ways[i] for i in order], TEXTS) is ways[1]


def test_only_a_sample_is_encoded_to_find_out():
    asked: list[int] = []
    fastest([way(0.0, asked), way(0.0, [])], [str(i) for i in range(10_000)])
    assert len(asked) == 2
    assert max(asked) < 100


def test_a_single_way_is_not_measured():
    asked: list[int] = []
    only = way(0.0, asked)
    assert fastest([only], TEXTS) is only
    assert asked == []


@pytest.fixture(scope="module")
def folder() -> Path:
    """The bundled model's exported encoder."""
    found = encoders.load(bundled.BUNDLED)
    assert isinstance(found, BulkEncoder)
    return found.folder


@pytest.mark.model
class TestEncoder:
    def test_a_few_texts_do_not_load_the_model(self, folder: Path):
        def load() -> SentenceTransformerEncoder:
            raise AssertionError("loaded")

        encoder = BulkEncoder(folder, name="m", load=load, say=print)
        assert encoder.encode_passages(TEXTS).shape == (len(TEXTS), encoder.dimension)

    def test_either_way_gives_the_same_vectors(self, folder: Path, monkeypatch: pytest.MonkeyPatch):
        model = SentenceTransformerEncoder(bundled.resolve(bundled.BUNDLED))
        encoder = BulkEncoder(folder, name="m", load=lambda: model, say=print)
        few = encoder.encode_passages(TEXTS)
        monkeypatch.setattr(bulk, "_MANY", len(TEXTS))
        monkeypatch.setattr(bulk, "fastest", lambda ways, _texts: ways[-1])
        done: list[int] = []
        many = encoder.encode_passages(TEXTS, done.append)
        assert np.vecdot(few, many).min() > 0.9995
        assert sum(done) == len(TEXTS)

    def test_without_the_model_the_exported_encoder_goes_on(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ):
        def load() -> SentenceTransformerEncoder:
            raise ModelError("the model is gone")

        said: list[str] = []
        encoder = BulkEncoder(folder, name="m", load=load, say=said.append)
        few = encoder.encode_passages(TEXTS)
        monkeypatch.setattr(bulk, "_MANY", len(TEXTS))
        monkeypatch.setattr(bulk, "multiplies_bfloat16", lambda: True)
        assert np.array_equal(encoder.encode_passages(TEXTS), few)
        assert said == ["the model is gone: the exported encoder goes on alone"]
