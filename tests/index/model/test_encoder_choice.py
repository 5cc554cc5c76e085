"""index.model.encoder_choice: a model is exported once, and again when it changes; else it is used itself."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.errors import ModelError
from index.model import encoder_choice
from index.model.encoder import SentenceTransformerEncoder
from index.model.onnx_encoder import ExportedEncoder
from tests.support import tiny_models
from tests.support.folders import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.encoder import Encoder

pytestmark = pytest.mark.model

TEXTS = ["2024年新建绿道31公里。", "茶", "全县种茶三千亩" * 20, ""]

# Loads a model's encoder in a process of its own, and tells what that imported.
LOAD = """
import sys
from pathlib import Path
from index.model import encoder_choice
encoder = encoder_choice.load(sys.argv[1], cache_dir=Path(sys.argv[2]), say=print)
print(type(encoder).__name__, *sorted({"torch", "transformers", "onnx"} & set(sys.modules)))
"""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model whose matrices are large enough to be packed."""
    return tiny_models.save(tmp_path_factory.mktemp("tiny") / "model", width=256)


@pytest.fixture(scope="session")
def filled(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds its export."""
    cache = tmp_path_factory.mktemp("filled")
    encoder_choice.load(str(made), cache_dir=cache)
    return cache


@pytest.fixture
def tiny(made: Path, tmp_path: Path) -> Path:
    """A model to be changed."""
    return shutil.copytree(made, tmp_path / "model")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def load(model: Path, cache: Path) -> tuple[Encoder, list[str]]:
    said: list[str] = []
    return encoder_choice.load(str(model), cache_dir=cache, say=said.append), said


def folder_of(encoder: Encoder) -> Path:
    assert isinstance(encoder, ExportedEncoder)
    return encoder.folder


def exports(cache: Path) -> set[str]:
    return {path.name for path in (cache / "exports").iterdir()} - {"exports.lock", "known"}


def cosines(found: Encoder, expected: Encoder) -> list[float]:
    pairs = (
        (found.encode_passages(TEXTS), expected.encode_passages(TEXTS)),
        (found.encode_questions(TEXTS), expected.encode_questions(TEXTS)),
    )
    return [float(cosine) for a, b in pairs for cosine in np.einsum("nd,nd->n", a, b)]


class TestExporting:
    def test_it_is_said_once_and_the_vectors_are_the_models(self, tiny: Path, cache: Path):
        encoder, said = load(tiny, cache)
        assert isinstance(encoder, ExportedEncoder)
        assert said == [
            f"making the encoder of '{tiny}' ready in '{cache / 'exports'}' (once, half a minute)"
        ]
        model = SentenceTransformerEncoder(str(tiny))
        assert (encoder.name, encoder.fingerprint) == (str(tiny), model.fingerprint)
        assert min(cosines(encoder, model)) >= 0.995

    def test_a_model_with_nothing_worth_packing(self, tmp_path: Path, cache: Path):
        small = tiny_models.save(tmp_path / "small", width=32)
        encoder, _ = load(small, cache)
        assert isinstance(encoder, ExportedEncoder)
        assert min(cosines(encoder, SentenceTransformerEncoder(str(small)))) >= 0.9999

    def test_a_layer_behind_the_pooling_is_in_the_graph(self, tmp_path: Path, cache: Path):
        from sentence_transformers.sentence_transformer.modules import Dense

        model = tiny_models.save(tmp_path / "dense", module=Dense(32, 16))
        encoder, _ = load(model, cache)
        assert isinstance(encoder, ExportedEncoder)
        assert encoder.dimension == 16
        assert min(cosines(encoder, SentenceTransformerEncoder(str(model)))) >= 0.995

    def test_the_second_time_it_is_there(self, made: Path, filled: Path):
        encoder, said = load(made, filled)
        assert isinstance(encoder, ExportedEncoder)
        assert said == []
        assert exports(filled) == {encoder.folder.name}

    def test_the_second_time_needs_no_torch(self, made: Path, filled: Path):
        done = subprocess.run(
            [sys.executable, "-c", LOAD, str(made), str(filled)],
            cwd=ROOT,
            check=False,
            capture_output=True,
            encoding="utf-8",
        )
        assert (done.stdout, done.stderr) == ("ExportedEncoder\n", "")

    @pytest.mark.parametrize("file", ["config_sentence_transformers.json", "model.safetensors"])
    def test_a_changed_model_is_exported_again(
        self, tiny: Path, cache: Path, tmp_path: Path, file: str
    ):
        first, _ = load(tiny, cache)
        if file.endswith("json"):
            fields = json.loads((tiny / file).read_text("utf-8"))
            fields["prompts"]["document"] = "市 "
            (tiny / file).write_text(json.dumps(fields), "utf-8")
        else:
            other = tiny_models.save(tmp_path / "other", width=256, seed=1)
            shutil.copyfile(other / file, tiny / file)
        second, said = load(tiny, cache)
        assert len(said) == 1
        assert second.fingerprint != first.fingerprint
        assert exports(cache) == {folder_of(first).name, folder_of(second).name}

    def test_the_same_model_in_another_folder_shares_the_export(
        self, made: Path, filled: Path, tmp_path: Path
    ):
        before = {path: path.stat().st_mtime_ns for path in filled.rglob("*.onnx")}
        copy = shutil.copytree(made, tmp_path / "copy")
        encoder, _ = load(copy, filled)
        assert encoder.name == str(copy)
        assert {path: path.stat().st_mtime_ns for path in filled.rglob("*.onnx")} == before


class TestACacheThatIsNotWhole:
    @pytest.fixture
    def cache(self, filled: Path, tmp_path: Path) -> Path:
        return shutil.copytree(filled, tmp_path / "cache")

    def test_leftovers_are_removed(self, made: Path, cache: Path):
        (name,) = exports(cache)
        part = cache / "exports" / f"{name}.part"
        (cache / "exports" / name).rename(part)
        encoder, _ = load(made, cache)
        assert isinstance(encoder, ExportedEncoder)
        assert exports(cache) == {name}

    @pytest.mark.parametrize("file", ["encoder.json", "graph.onnx", "weights.safetensors"])
    @pytest.mark.parametrize("is_gone", [True, False])
    def test_a_swept_or_damaged_export_is_made_anew(
        self,
        made: Path,
        cache: Path,
        file: str,
        is_gone: bool,  # noqa: FBT001 - a parameter of the test
    ):
        (name,) = exports(cache)
        path = cache / "exports" / name / file
        path.unlink()
        if not is_gone:
            path.write_bytes(b"?")
        encoder, _ = load(made, cache)
        assert isinstance(encoder, ExportedEncoder)
        assert min(cosines(encoder, SentenceTransformerEncoder(str(made)))) >= 0.995
        assert exports(cache) == {name}

    @pytest.mark.parametrize("text", ["", "../../x", "no such export", "\udcff"])
    def test_a_note_that_names_nothing(self, made: Path, cache: Path, text: str):
        for note in (cache / "exports" / "known").iterdir():
            note.write_bytes(text.encode("utf-8", "surrogateescape"))
        encoder, _ = load(made, cache)
        assert isinstance(encoder, ExportedEncoder)


class TestFallingBack:
    def check(self, model: Path, cache: Path, why: str) -> None:
        encoder, said = load(model, cache)
        assert isinstance(encoder, SentenceTransformerEncoder)
        assert why in said[-1]
        assert said[-1].endswith(
            "; questions go through sentence-transformers, which takes seconds to start"
        )
        assert not any("\n" in line for line in said)

    def test_a_model_that_cannot_be_followed(
        self, tiny: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
    ):
        from sentence_transformers import SentenceTransformer

        def forward(self: SentenceTransformer, features: object) -> object:
            raise NotImplementedError("not to be traced\nat all")

        encode = SentenceTransformer.encode
        monkeypatch.setattr(SentenceTransformer, "forward", forward)
        monkeypatch.setattr(SentenceTransformer, "encode", encode)
        self.check(tiny, cache, f"the model '{tiny}' cannot be exported: not to be traced;")
        assert exports(cache) == set()

    def test_a_model_whose_vectors_become_others(
        self, tiny: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
    ):
        encode = ExportedEncoder.encode_questions
        monkeypatch.setattr(
            ExportedEncoder, "encode_questions", lambda self, texts: -encode(self, texts)
        )
        self.check(tiny, cache, "its vectors become others (cosine -")
        assert exports(cache) == set()

    def test_a_cache_that_cannot_be_written(self, tiny: Path, cache: Path):
        cache.write_bytes(b"mine")
        self.check(tiny, cache, "Not a directory")


def test_a_model_that_cannot_be_loaded_is_an_error(tmp_path: Path, cache: Path):
    with pytest.raises(ModelError, match=r"^there is no folder '.*nowhere'"):
        load(tmp_path / "nowhere", cache)


class TestTheBundledExport:
    def test_where_nothing_was_made_nothing_is_found_or_made(self, cache: Path):
        assert encoder_choice.exported_bundled(cache) is None
        assert not cache.exists()

    def test_what_was_made_is_found(self, encoder: ExportedEncoder):
        assert encoder_choice.exported_bundled() == encoder.folder
