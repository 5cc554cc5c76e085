"""Fixtures: a temporary home for every test, the converted model, an index of the seed report."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import numpy as np
import pytest

from index import bundled, encoders
from index.build import build
from index.encoder import SentenceTransformerEncoder
from index.exported import ExportedEncoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.encoder import Progress, Vectors

# A busy machine is no error: correctness is tested, speed is measured elsewhere.
hypothesis.settings.register_profile("wenbao", deadline=None)
hypothesis.settings.load_profile("wenbao")

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"


class HashEncoder:
    """A small deterministic encoder, for tests that are not about meaning.

    A text's vector counts its pairs of neighbouring characters, hashed into 256 places: texts
    that share characters are near, and equal texts are equal.
    """

    name = "hash"
    fingerprint = "hash-256"
    dimension = 256

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        if progress:
            progress(len(texts))
        return self.encode_questions(texts)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for pair in zip(" " + text, text + " ", strict=True):
                place = hashlib.sha256("".join(pair).encode()).digest()[0]
                vectors[row, place] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(lengths, 1e-9)


@pytest.fixture(scope="session", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing of the user's is read or written, save the converted models and jieba's cache."""
    home = tmp_path_factory.mktemp("home")
    os.environ["XDG_DATA_HOME"] = str(home / "data")
    os.environ["XDG_CONFIG_HOME"] = str(home / "config")
    for name in [name for name in os.environ if name.startswith("WENBAO_")]:
        if name != "WENBAO_CHROMIUM":
            del os.environ[name]


@pytest.fixture(scope="session")
def hash_encoder() -> HashEncoder:
    return HashEncoder()


@pytest.fixture(scope="session")
def model_dir() -> Path:
    """The bundled model as a sentence-transformers directory, converted if need be."""
    return Path(bundled.resolve(bundled.BUNDLED))


@pytest.fixture(scope="session")
def model(model_dir: Path) -> SentenceTransformerEncoder:
    """The bundled model itself."""
    return SentenceTransformerEncoder(str(model_dir), name=bundled.BUNDLED)


@pytest.fixture(scope="session")
def encoder() -> ExportedEncoder:
    """The bundled model as an index carries it, exported if need be (half a minute)."""
    loaded = encoders.load(bundled.BUNDLED)
    assert isinstance(loaded, ExportedEncoder)
    return loaded


@pytest.fixture(scope="session")
def index_dir(tmp_path_factory: pytest.TempPathFactory, encoder: ExportedEncoder) -> Path:
    """A published index of the seed report, by the bundled model."""
    folder = tmp_path_factory.mktemp("published") / "index"
    build([CORPUS], folder, lambda: encoder)
    return folder


@pytest.fixture(scope="session")
def small_index_dir(tmp_path_factory: pytest.TempPathFactory, hash_encoder: HashEncoder) -> Path:
    """A published index of the seed report, by the small encoder."""
    folder = tmp_path_factory.mktemp("small") / "index"
    build([CORPUS], folder, lambda: hash_encoder)
    return folder
