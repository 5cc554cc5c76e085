"""The second reader beside weights that another machine made, of another model, or by other rules."""

from __future__ import annotations

import dataclasses
import html
import json
import shutil
from typing import TYPE_CHECKING, cast

import click
import numpy as np
import pytest
from click.testing import CliRunner

import qa.answering.reader
from benchmarks.quality.tolerance import WAYS, moved
from index.build import build
from index.errors import ModelError
from index.model import weights_file
from index.model.onnx_encoder import Description, ExportedEncoder
from index.model.torch_graph import WEIGHTS
from qa import service, settings
from qa.answering import second_opinion
from qa.answering.reader import FITTED, Reader
from qa.cli.main import main
from qa.cli.printing import terminal
from qa.engine import Engine, load_reader
from qa.web.library import Library
from qa.web.pages.chat import Chat
from qa.web.texts import LANGUAGES
from tests.support import tiny_models
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from pathlib import Path

    from qa.answering.reader import Reading
    from qa.web.texts import Texts

SENTENCE = (
    "全年技术合同成交额达到约120.5亿元，增长7.5%左右，新增高新技术企业86家、总数达到1000家以上。"
)
QUESTIONS = {
    "技术合同成交额是多少？": "约120.5亿元",
    "技术合同成交额增长多少": "7.5%左右",
    "去年新增了几家高新技术企业": "86家",
    "高新技术企业总数是多少？": "1000家以上",
    "粮食产量是多少？": "",
}


def answers(reader: Reader) -> dict[str, str]:
    return {question: _answer(reader.read(question, [SENTENCE])[0]) for question in QUESTIONS}


def _answer(reading: Reading) -> str:
    best = reading.spans[0]
    return SENTENCE[best.start : best.end] if reading.log_odds > 0 else ""


@pytest.mark.model
@pytest.mark.parametrize("way", WAYS)
def test_weights_that_were_rounded_otherwise_read_alike(
    encoder: ExportedEncoder, tmp_path: Path, way: str
):
    other = moved(encoder.folder, WAYS[way], tmp_path / "encoder")
    assert (other / WEIGHTS).read_bytes() != (encoder.folder / WEIGHTS).read_bytes()
    assert not Reader.misfit(other)
    assert answers(Reader.load(other)) == QUESTIONS


@pytest.mark.model
def test_what_it_takes_is_what_every_export_of_the_model_has(encoder: ExportedEncoder):
    layout = weights_file.layout(weights_file.places(encoder.folder / WEIGHTS))
    assert layout == FITTED.read_text(encoding="ascii").strip()


@pytest.mark.model
def test_an_export_of_another_model_of_the_same_shape_is_refused(
    encoder: ExportedEncoder, tmp_path: Path
):
    """All matrices of a model are other ones, of the same sizes, by the same rules."""
    from safetensors.numpy import load_file, save_file

    folder = shutil.copytree(encoder.folder, tmp_path / "encoder")
    other = {name[::-1]: values for name, values in load_file(folder / WEIGHTS).items()}
    save_file(other, folder / WEIGHTS)
    layout = weights_file.layout(weights_file.places(folder / WEIGHTS))
    dataclasses.replace(Description.load(folder), weights=layout).save(folder)
    assert "of another model" in Reader.misfit(folder)
    with pytest.raises(ModelError, match="of another model"):
        Reader.load(folder)


@pytest.mark.model
@pytest.mark.parametrize("seed", [0, 1])
def test_an_export_of_another_model_is_refused(tmp_path: Path, seed: int):
    from index.model.encoder import SentenceTransformerEncoder
    from index.model.onnx_export import export

    model = tiny_models.save(tmp_path / "model", width=256, seed=seed)
    (tmp_path / "encoder").mkdir()
    export(SentenceTransformerEncoder(str(model), name="tiny"), tmp_path / "encoder")
    weights = Description.load(tmp_path / "encoder").weights
    assert weights_file.version_of(weights) == weights_file.EXPORTER_VERSION
    assert "of another model" in Reader.misfit(tmp_path / "encoder")


@pytest.mark.model
def test_two_models_of_one_shape_have_two_layouts(tmp_path: Path):
    from index.model.encoder import SentenceTransformerEncoder
    from index.model.onnx_export import export

    layouts = set()
    for seed in (0, 0, 1):
        folder = tmp_path / f"encoder {len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        model = tiny_models.save(folder / "model", width=256, seed=seed)
        (folder / "export").mkdir()
        export(SentenceTransformerEncoder(str(model), name="tiny"), folder / "export")
        layouts.add(Description.load(folder / "export").weights)
    assert len(layouts) == 2


@pytest.mark.parametrize(
    ("weights", "why"),
    [
        ("27" * 32, "by another version of wenbao (rules without a number"),
        ("4:" + "0" * 64, "by another version of wenbao (rules 4"),
        (f"{weights_file.EXPORTER_VERSION}:{'0' * 64}", "of another model"),
    ],
)
def test_why_it_does_not_work_and_how_to_mend_it_is_told(tmp_path: Path, weights: str, why: str):
    folder = tiny_models.counting_encoder(tmp_path / "encoder")
    dataclasses.replace(Description.load(folder), weights=weights).save(folder)
    with pytest.raises(ModelError) as error:
        load_reader(folder, tmp_path / "cache")
    assert why in str(error.value)
    assert "\n" not in str(error.value)
    assert str(error.value).endswith("never made ready here: run `wenbao build`")


class TestInfo:
    def test_a_reader_that_does_not_work_is_told(
        self, carrying: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setenv("WENBAO_CACHE", str(tmp_path / "cache"))
        run = CliRunner().invoke
        text = run(main, ["info", "--index", str(carrying)]).stdout
        lines = [line for line in text.splitlines() if line.startswith("2nd reader")]
        assert len(lines) == 1
        assert "does not work: the weights in " in lines[0]
        assert "run `wenbao build`" in lines[0]
        fields = json.loads(run(main, ["info", "--index", str(carrying), "--json"]).stdout)
        assert fields["second_reader"]["works"] is False
        assert fields["second_reader"]["trouble"] in lines[0]

    @pytest.mark.model
    def test_one_that_works_is_told(self, index_dir: Path):
        info = service.index_info(settings.load({"index": index_dir}))
        assert info.reader_trouble == ""
        assert "2nd reader works" in click.unstyle(terminal.index_info(info)).splitlines()

    def test_a_damaged_graph_is_told(
        self, carrying: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        encoder = next((carrying / "encoders").iterdir())
        about = json.loads((encoder / "encoder.json").read_text(encoding="utf-8"))
        monkeypatch.setattr("qa.answering.reader.FITTED", tmp_path / "reader.txt")
        (tmp_path / "reader.txt").write_text(about["weights"], encoding="ascii")
        info = service.index_info(settings.load({"index": carrying}))
        assert "the reader cannot be loaded" in info.reader_trouble


class TestEngine:
    def test_it_tells_the_trouble_and_answers_all_the_same(
        self, small_index_dir: Path, caplog: pytest.LogCaptureFixture
    ):
        def none(_encoder: Path | None) -> Reader:
            raise ModelError("no reader here")

        engine = Engine(small_index_dir, lambda _: HashEncoder(), load_reader=none)
        assert engine.reader_trouble() == engine.reader_trouble() == "no reader here"
        assert caplog.text.count("no reader here") == 1
        assert engine.ask("新建绿道多少公里?").hits

    def test_who_brings_an_encoder_of_his_own_wants_no_reader(self, small_index_dir: Path):
        engine = Engine.open(small_index_dir, load=lambda _: HashEncoder())
        assert engine.reader_trouble() == ""

    def test_what_was_mended_is_no_trouble(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        class Agreeing:
            def read(self, _question: str, contexts: list[str]) -> tuple[Reading, ...]:
                return tuple(
                    qa.answering.reader.Reading(spans=(), log_odds=-np.inf) for _ in contexts
                )

        troubles = ["no reader here"]

        def load(_encoder: Path | None) -> Reader:
            if troubles:
                raise ModelError(troubles.pop())
            return Agreeing()  # type: ignore[return-value] # reads, which is all that is asked

        (tmp_path / "a.txt").write_text("全县种茶三千亩。", encoding="utf-8")
        build([tmp_path / "a.txt"], tmp_path / "index", HashEncoder)
        engine = Engine(tmp_path / "index", lambda _: HashEncoder(), load_reader=load)
        assert engine.reader_trouble() == "no reader here"
        (tmp_path / "a.txt").write_text("全县种茶四千亩。", encoding="utf-8")
        build([tmp_path / "a.txt"], tmp_path / "index", HashEncoder)
        assert engine.reader_trouble() == ""
        monkeypatch.setattr(second_opinion, "is_in_doubt", lambda *_: True)
        assert engine.ask("全县种茶多少亩?").hits


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
@pytest.mark.parametrize("trouble", ["", "no reader here: '/home/somebody'"])
def test_the_page_says_it_in_its_language(small_index_dir: Path, texts: Texts, trouble: str):
    def load(_encoder: Path | None) -> Reader:
        if trouble:
            raise ModelError(trouble)
        return cast("Reader", object())

    engine = Engine(small_index_dir, lambda _: HashEncoder(), load_reader=load)
    head = str(Chat(Library(engine), None).corpus({}, texts)["head"])
    assert (html.escape(texts.not_read_again) in head) is bool(trouble)
    assert "somebody" not in head  # visitors are told no paths


def test_each_language_has_its_own_words():
    assert len({texts.not_read_again for texts in LANGUAGES}) == len(LANGUAGES)
