"""One process of ``benchmarks.performance.exports``: exports a model, or opens one export and encodes.

``make MODEL FOLDER`` runs in the Python of other tools, ``open KIND FOLDER TEXTS OUT`` in theirs or in
ours. What is not needed is not imported: to import is part of what is measured.
"""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

import json
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Encode = Callable[[list[str]], NDArray[np.float32]]

_QUERY, _PASSAGE = "query: ", "passage: "
_MAX_TOKENS = 512
_FLOAT32 = "onnx/model.onnx"
SENTENCE_TRANSFORMERS = "onnx/model_qint8_avx512_vnni.onnx"
ONNXRUNTIME_8 = "onnx/model_dynamic.onnx"
ONNXRUNTIME_4 = "onnx/model_4bit.onnx"


def make(model: str, folder: Path) -> None:
    """Write what sentence-transformers and onnxruntime make of a model.

    Args:
        model: its folder.
        folder: where to write the whole model, each export beside the float32 one.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
    from sentence_transformers import SentenceTransformer, export_dynamic_quantized_onnx_model

    source = folder / "source"
    shutil.copytree(model, source)
    settings = source / "sentence_bert_config.json"
    told = json.loads(settings.read_text(encoding="utf-8"))
    del told["model_args"]  # torch's, which optimum does not know
    settings.write_text(json.dumps(told), encoding="utf-8")
    loaded = SentenceTransformer(
        str(source),
        backend="onnx",
        model_kwargs={"provider": "CPUExecutionProvider", "export": True},
    )
    loaded.save_pretrained(str(folder))
    export_dynamic_quantized_onnx_model(loaded, "avx512_vnni", str(folder))
    quantize_dynamic(
        folder / _FLOAT32, folder / ONNXRUNTIME_8, weight_type=QuantType.QInt8, per_channel=True
    )
    four_bits = MatMulNBitsQuantizer(
        onnx.load(folder / _FLOAT32),
        bits=4,
        block_size=32,
        is_symmetric=False,
        accuracy_level=4,
        op_types_to_quantize=("MatMul", "Gather"),
        quant_axes=(("MatMul", 0), ("Gather", 1)),
    )
    four_bits.process()
    four_bits.model.save_model_to_file(str(folder / ONNXRUNTIME_4), False)  # noqa: FBT003 - theirs


def measure(kind: str, folder: Path, texts: dict[str, list[str]]) -> dict[str, Any]:
    """Open an export, and encode: what it takes, and the vectors.

    Args:
        kind: ``ours``, ``library`` (through sentence-transformers), or ``session``: onnxruntime
            and the tokenizers library alone; the last two with the file behind a colon.
        folder: what it is opened from.
        texts: questions and passages.
    """
    started = time.perf_counter()
    encode_questions, encode_passages = _opened(kind, folder)
    loaded = time.perf_counter()
    encode_questions(texts["questions"][:1])
    first = time.perf_counter()
    spent = []
    vectors = []
    for text in texts["questions"]:
        at = time.perf_counter()
        vectors.append(encode_questions([text])[0])
        spent.append(time.perf_counter() - at)
    passages = encode_passages(texts["passages"])
    return {
        "load_s": loaded - started,
        "first_ms": 1000 * (first - loaded),
        "question_ms": 1000 * float(np.median(spent)),
        "questions": np.asarray(vectors, np.float32),
        "passages": np.asarray(passages, np.float32),
    }


def _opened(kind: str, folder: Path) -> tuple[Encode, Encode]:
    way, _, file = kind.partition(":")
    if way == "ours":
        from index.model.onnx_encoder import ExportedEncoder

        ours = ExportedEncoder(folder, name="bundled")
        return ours.encode_questions, ours.encode_passages
    encode = _library(folder, file) if way == "library" else _session(folder, file)
    return (
        lambda texts: encode([_QUERY + text for text in texts]),
        lambda texts: encode([_PASSAGE + text for text in texts]),
    )


def _library(folder: Path, file: str) -> Encode:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(
        str(folder),
        backend="onnx",
        model_kwargs={"provider": "CPUExecutionProvider", "file_name": file},
    )
    # One by one, as ours does: what is rounded by the batch depends on what is in it.
    return lambda texts: model.encode(texts, batch_size=1, normalize_embeddings=True)


def _session(folder: Path, file: str) -> Encode:
    import onnxruntime
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(_MAX_TOKENS)
    session = onnxruntime.InferenceSession(folder / file, providers=["CPUExecutionProvider"])
    wanted = {each.name for each in session.get_inputs()}

    def vector(text: str) -> NDArray[np.float32]:
        ids = np.array([tokenizer.encode(text).ids], np.int64)
        values = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        tokens = session.run(None, {name: values[name] for name in wanted})[0]
        mean: NDArray[np.float32] = tokens[0].mean(axis=0)
        return mean / np.linalg.norm(mean)

    return lambda texts: np.stack([vector(text) for text in texts])


def main() -> None:
    """Do what the arguments say."""
    if sys.argv[1] == "make":
        make(sys.argv[2], Path(sys.argv[3]))
        return
    kind, folder, texts, out = sys.argv[2:]
    measured = measure(kind, Path(folder), json.loads(Path(texts).read_text(encoding="utf-8")))
    np.savez(out, questions=measured.pop("questions"), passages=measured.pop("passages"))
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
