"""The reader: spans that slice back, whole figures, refusal, and weights that it does not fit."""

from __future__ import annotations

import dataclasses
import shutil
import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.errors import ModelError
from index.language.text import fold
from index.model.onnx_encoder import FORMAT_VERSION, Description, ExportedEncoder, session
from qa.answering.reader import (
    FITTED,
    GRAPH,
    Pair,
    PairTokenizer,
    Reader,
    Reading,
    ReadSpan,
    _reading,
)

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = (
    "全年技术合同成交额达到约120.5亿元，增长7.5%左右，新增高新技术企业86家、总数达到1000家以上。"
)


@pytest.fixture(scope="module")
def reader(encoder: ExportedEncoder) -> Reader:
    return Reader.load(encoder.folder)


@pytest.fixture
def copied(encoder: ExportedEncoder, tmp_path: Path) -> Path:
    """The exported encoder, to be damaged."""
    return shutil.copytree(encoder.folder, tmp_path / "encoder")


def answer(reader: Reader, question: str, context: str) -> str:
    best = reader.read(question, [context])[0].spans[0]
    return context[best.start : best.end]


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("技术合同成交额是多少？", "约120.5亿元"),
        ("技术合同成交额增长多少", "7.5%左右"),
        ("去年新增了几家高新技术企业", "86家"),
        ("高新技术企业总数是多少？", "1000家以上"),
        ("新增高新技術企業多少家?", "86家"),
    ],
)
def test_the_right_figure_of_a_sentence_is_marked_whole(
    reader: Reader, question: str, expected: str
):
    assert answer(reader, question, SENTENCE) == expected


@pytest.mark.model
def test_figures_of_several_subjects_are_told_apart(reader: Reader):
    text = "城镇、农村居民人均可支配收入分别增长4.6%和6.9%。"
    assert answer(reader, "农村居民人均可支配收入增长多少", text) == "6.9%"


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "context"),
    [
        ("技术合同成交额增长多少？", "全年技术合同成交额达到120.5亿元。"),
        ("粮食产量是多少？", "粮食产量增长3.1%。"),
        ("粮食产量是多少？", SENTENCE),
        ("红烧肉怎么做？", SENTENCE),
    ],
)
def test_near_misses_are_refused(reader: Reader, question: str, context: str):
    assert reader.read(question, [context])[0].log_odds < 0


@pytest.mark.model
def test_an_answering_context_lies_above_the_others(reader: Reader):
    others = ["新建公园3个。", "我们要坚持稳中求进。", "技术工人培训2.3万人次。"]
    readings = reader.read("技术合同成交额是多少？", [*others, SENTENCE])
    assert max(readings, key=lambda r: r.log_odds) is readings[3]
    assert readings[3].log_odds > 0


@pytest.mark.model
def test_a_context_reads_alike_alone_and_among_longer_ones(reader: Reader):
    alone = reader.read("新增高新技术企业多少家？", [SENTENCE])[0]
    among = reader.read("新增高新技术企业多少家？", [SENTENCE * 4, SENTENCE, "短句。"])[1]
    assert [(s.start, s.end) for s in among.spans] == [(s.start, s.end) for s in alone.spans]
    assert among.log_odds == pytest.approx(alone.log_odds, abs=1e-3)


@pytest.mark.model
def test_spans_count_the_code_points_that_were_given(reader: Reader):
    context = "\u200b全年技術合同成交額達到１00．５億元，𠮷祥 物 業增加值增長3％。"
    assert answer(reader, "技术合同成交额是多少", context) == "１00．５億元"


@pytest.mark.model
@pytest.mark.parametrize("context", ["", " ", "\n", "\u200b"])
def test_a_context_without_words_has_no_span(reader: Reader, context: str):
    assert reader.read("有多少？", [context]) == (Reading(spans=(), log_odds=-np.inf),)


@pytest.mark.model
def test_nothing_to_read_is_no_error(reader: Reader):
    assert reader.read("有多少？", []) == ()


@pytest.mark.model
@pytest.mark.parametrize("question", ["", "  ", "\u3000"])
def test_an_empty_question_is_the_callers_mistake(reader: Reader, question: str):
    with pytest.raises(ValueError, match="the question is empty"):
        reader.read(question, [SENTENCE])


@pytest.mark.model
def test_long_texts_are_cut_not_refused(reader: Reader):
    reading = reader.read("多少" * 2000, [SENTENCE * 100])[0]
    assert all(s.end <= len(SENTENCE) * 100 for s in reading.spans)


@pytest.mark.model
def test_threads_share_a_reader(reader: Reader):
    expected = reader.read("技术合同成交额是多少", [SENTENCE])
    found: list[tuple[Reading, ...]] = []

    def ask() -> None:
        found.append(reader.read("技术合同成交额是多少", [SENTENCE]))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [reading[0].spans[0].start for reading in found] == [expected[0].spans[0].start] * 4


@pytest.mark.model
def test_other_weights_than_it_was_fitted_to_are_refused(copied: Path):
    rules = Description.load(copied).weights.split(":")[0]
    dataclasses.replace(Description.load(copied), weights=f"{rules}:0123").save(copied)
    with pytest.raises(
        ModelError,
        match=r"^the weights in '.*encoder' are of another model than the second reader's: "
        r"reinstall wenbao$",
    ):
        Reader.load(copied)


@pytest.mark.model
@pytest.mark.parametrize(
    "name", ["encoder.json", "weights.safetensors", "tokenizer.json", "piece_text"]
)
def test_an_encoder_that_lacks_a_file_is_one_clear_error(copied: Path, name: str):
    (copied / name).unlink()
    with pytest.raises(ModelError, match=r"cannot be loaded from '.*encoder' and .*wenbao$") as e:
        Reader.load(copied)
    assert "\n" not in str(e.value)


@pytest.mark.model
@pytest.mark.parametrize("keep", [0, 1000, -1])
def test_a_damaged_graph_is_one_clear_error(encoder: ExportedEncoder, tmp_path: Path, keep: int):
    (tmp_path / "reader.onnx").write_bytes(GRAPH.read_bytes()[:keep])
    with pytest.raises(ModelError, match=r"reader\.onnx' \(.*\): reinstall wenbao$") as e:
        Reader.load(encoder.folder, tmp_path / "reader.onnx")
    assert "\n" not in str(e.value)


@pytest.mark.model
def test_a_missing_graph_is_one_clear_error(encoder: ExportedEncoder, tmp_path: Path):
    with pytest.raises(ModelError, match=r"No such file .*: reinstall wenbao$"):
        Reader.load(encoder.folder, tmp_path / "reader.onnx")


def test_a_folder_that_holds_no_encoder_is_one_clear_error(tmp_path: Path):
    with pytest.raises(ModelError, match=r"cannot be loaded .*: reinstall wenbao"):
        Reader.load(tmp_path)


def test_what_ships_is_told_beside_it():
    fitted = FITTED.read_text(encoding="ascii").strip()
    assert f"weights\x12{chr(len(fitted))}{fitted}".encode() in GRAPH.read_bytes()


def of_weights(folder: Path, weights: str) -> Path:
    Description(
        format_version=FORMAT_VERSION,
        fingerprint="f",
        dimension=3,
        max_tokens=9,
        question_prompt="",
        passage_prompt="",
        inputs=(),
        weights=weights,
        similarity_mean=0.8,
        similarity_deviation=0.02,
    ).save(folder)
    return folder


def test_it_fits_the_encoder_of_its_model_and_no_other(tmp_path: Path):
    fitted = FITTED.read_text(encoding="ascii").strip()
    version, _, digest = fitted.partition(":")
    assert not Reader.misfit(of_weights(tmp_path, fitted))
    for other, why in (
        ("0" * 64, "by another version of wenbao (rules without a number, the"),
        (f"{int(version) - 1}:{digest}", f"by another version of wenbao (rules {int(version) - 1}"),
        (f"{version}:{digest[::-1]}", "are of another model than the second reader's"),
    ):
        assert why in Reader.misfit(of_weights(tmp_path, other))


def test_whether_it_fits_cannot_be_told_of_what_is_damaged(tmp_path: Path):
    with pytest.raises(ModelError, match=r"cannot be read .*; run `wenbao build`$"):
        Reader.misfit(tmp_path)


def test_what_ships_is_small():
    assert GRAPH.stat().st_size <= 4 * 2**20


@pytest.mark.model
def test_what_ships_says_how_it_was_made(encoder: ExportedEncoder):
    facts = session(GRAPH.read_bytes(), encoder.folder).get_modelmeta().custom_metadata_map
    assert {"base", "base_sha256", "rank", "alpha", "data", "fit", "commit"} <= set(facts)
    assert facts["weights"] == Description.load(encoder.folder).weights


@pytest.mark.model
def test_it_finds_what_the_fitted_model_finds(encoder: ExportedEncoder, model_dir: Path):
    import torch

    from index.model.torch_graph import digest
    from training.reader.ship import DELTA, fitted

    module, branches = fitted(model_dir, DELTA)
    with torch.no_grad():
        for layer in module.modules():
            if isinstance(layer, torch.nn.Linear):
                branch = branches.pop(digest(layer.weight.numpy().T))
                layer.weight += torch.from_numpy((branch.down @ branch.up).T)
    assert not branches
    run = session(GRAPH.read_bytes(), encoder.folder)
    asked = ["技术合同成交额是多少", "红烧肉怎么做", "新增高新技术企业多少家"]
    for pair in PairTokenizer(encoder.folder).pairs([(fold(q).text, SENTENCE) for q in asked]):
        ids = np.array([pair.ids])
        types = (np.arange(ids.size) >= pair.context_at).astype(np.int64)[None]
        inputs = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": types,
        }
        with torch.inference_mode():
            expected = module(*map(torch.from_numpy, inputs.values())).numpy()
        # Rounding to eight bits moves a logit; they range from -10 to 10.
        assert run.run(None, inputs)[0] == pytest.approx(expected, abs=0.6)


@pytest.mark.model
def test_numbers_and_marks_are_tokens_of_their_own(encoder: ExportedEncoder):
    context = fold("、1.25亿人次，增长5.5%。").text
    pair = PairTokenizer(encoder.folder).pairs([("多少", context)])[0]
    starts = {start for start, _ in pair.offsets}
    ends = {end for _, end in pair.offsets}
    for figure in ("1.25亿人次", "5.5%"):
        at = context.index(figure)
        assert at in starts
        assert at + len(figure) in ends


def test_a_reading_takes_the_best_pair_that_can_be():
    context = fold("甲乙丙")
    pair = Pair(ids=(0, 9, 2, 2, 5, 6, 7, 2), context_at=4, offsets=((0, 1), (1, 2), (2, 3)))
    logits = np.zeros((8, 2), np.float32)
    logits[0] = 1, 1  # "no answer": 2
    logits[4] = 0, 9  # an end with no start before it but its own
    logits[5] = 4, 0
    logits[6] = 0, 3
    reading = _reading(logits, pair, context)
    assert reading.spans[0] == ReadSpan(start=0, end=1, log_odds=0 + 9 - 2)
    assert reading.spans[1] == ReadSpan(start=1, end=3, log_odds=4 + 3 - 2)
    sums = [9 + 0, 0 + 0, 0 + 3, 4 + 0, 4 + 3, 0 + 3]
    assert reading.log_odds == pytest.approx(np.log(np.sum(np.exp(sums))) - 2)


def test_a_span_must_not_be_empty():
    with pytest.raises(ValueError, match=r"no span 3\.\.3"):
        ReadSpan(start=3, end=3, log_odds=0.0)
