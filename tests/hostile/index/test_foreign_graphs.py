"""An index from elsewhere whose encoder's graph, or what lies beside it, asks for anything."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from index.model.graphs import check
from index.storage import archive
from tests.support import foreign

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HUGE = 4_000_000_000
_PEAK_BYTES = 1 << 30  # of a process that opened them all one after the other


def whole(name: str, *values: int) -> TensorProto:
    return numpy_helper.from_array(np.array(values, np.int64), name)


def node(operator: str, *inputs: str, out: str = "", domain: str = "", **settings: Any) -> Any:
    return helper.make_node(
        operator, inputs, [out or f"{operator} made"], domain=domain, **settings
    )


def added(*nodes: Any, tensors: tuple[TensorProto, ...] = (), last: str = "") -> Change:
    """Nodes in front, whose last output is added to what comes out, so that none is left out."""

    def change(model: onnx.ModelProto) -> None:
        graph = model.graph
        graph.initializer.extend(tensors)
        before = list(graph.node)
        made = last or nodes[-1].output[0]
        before[-1].output[0] = "own"
        zero = [
            helper.make_node("Cast", [made], ["as floats"], to=TensorProto.FLOAT),
            helper.make_node("ReduceMax", ["as floats"], ["one"], keepdims=0),
            helper.make_node("Add", ["own", "one"], ["embedding"]),
        ]
        del graph.node[:]
        graph.node.extend([*nodes, *before, *zero])

    return change


def external(**place: object) -> Change:
    """The table's values, somewhere else."""

    def change(model: onnx.ModelProto) -> None:
        table = next(t for t in model.graph.initializer if t.name == "table")
        entries = {entry.key: entry.value for entry in table.external_data}
        del table.external_data[:]
        for key, value in (entries | place).items():
            table.external_data.add(key=key, value=str(value))

    return change


def attribute(name: str, value: object) -> Change:
    """Another value of the model itself."""

    def change(model: onnx.ModelProto) -> None:
        setattr(model, name, value)

    return change


def table_dims(*dims: int) -> Change:
    def change(model: onnx.ModelProto) -> None:
        table = next(t for t in model.graph.initializer if t.name == "table")
        table.dims[:] = dims

    return change


def opset(domain: str, version: int) -> Change:
    def change(model: onnx.ModelProto) -> None:
        model.opset_import.append(helper.make_opsetid(domain, version))

    return change


def branch(*nodes: Any) -> onnx.GraphProto:
    output = helper.make_tensor_value_info(nodes[-1].output[0], TensorProto.INT64, None)
    return helper.make_graph(list(nodes), "branch", [], [output])


def loop(model: onnx.ModelProto) -> None:
    body = helper.make_graph(
        [node("Identity", "go", out="on"), node("Identity", "sum", out="more")],
        "body",
        [
            helper.make_tensor_value_info("i", TensorProto.INT64, []),
            helper.make_tensor_value_info("go", TensorProto.BOOL, []),
            helper.make_tensor_value_info("sum", TensorProto.INT64, None),
        ],
        [
            helper.make_tensor_value_info("on", TensorProto.BOOL, []),
            helper.make_tensor_value_info("more", TensorProto.INT64, None),
        ],
    )
    true = numpy_helper.from_array(np.array(True), "yes")  # noqa: FBT003 - of an array
    times = numpy_helper.from_array(np.array(1 << 62), "times")
    added(
        node("Loop", "times", "yes", "start", body=body), tensors=(true, times, whole("start", 1))
    )(model)


def choice(model: onnx.ModelProto) -> None:
    """Between something small and something huge, by what the text says."""
    huge = node("ConstantOfShape", "huge", out="a")
    small = node("Identity", "huge", out="b")
    added(
        node("ReduceMax", "input_ids", out="highest", keepdims=0),
        node("Equal", "highest", "five", out="is"),
        node("If", "is", then_branch=branch(huge), else_branch=branch(small)),
        tensors=(whole("huge", HUGE), numpy_helper.from_array(np.array(5), "five")),
    )(model)


def deep(model: onnx.ModelProto) -> None:
    """Choices within choices."""
    inner = branch(node("Identity", "one", out="x0"))
    for depth in range(1, 200):
        way = node("If", "yes", out=f"x{depth}", then_branch=inner, else_branch=inner)
        inner = branch(way)
        if depth > 8:  # twice as large each time
            break
    true = numpy_helper.from_array(np.array(True), "yes")  # noqa: FBT003 - of an array
    added(node("If", "yes", then_branch=inner, else_branch=inner), tensors=(true, whole("one", 1)))(
        model
    )


def doubling(model: onnx.ModelProto) -> None:
    names = ["input_ids", *(f"twice {i}" for i in range(40))]
    pairs = itertools.pairwise(names)
    added(*(node("Concat", a, a, out=b, axis=1) for a, b in pairs))(model)


def many(model: onnx.ModelProto) -> None:
    names = ["input_ids", *(f"again {i}" for i in range(100_000))]
    pairs = itertools.pairwise(names)
    added(*(node("Identity", a, out=b) for a, b in pairs))(model)


def crossed(model: onnx.ModelProto) -> None:
    """Each token with each, and with each of these again."""
    added(
        node("Cast", "input_ids", out="row", to=TensorProto.FLOAT),
        node("Transpose", "row", out="column", perm=[1, 0]),
        node("MatMul", "column", "row", out="square"),
        node("Unsqueeze", "square", "behind", out="squares", axes=None),
        node("Add", "squares", "row", out="cube"),
        node("Unsqueeze", "cube", "behind again", out="cubes"),
        node("Add", "cubes", "row"),
        tensors=(whole("behind", 2), whole("behind again", 3)),
    )(model)


def of_the_length(model: onnx.ModelProto) -> None:
    """Nothing for short texts, gigabytes for longer ones."""
    added(
        node("Shape", "input_ids", out="shape"),
        node("Gather", "shape", "second", out="length"),
        node("Mul", "length", "million", out="more"),
        node("Mul", "more", "million", out="far more"),
        node("ConstantOfShape", "far more"),
        tensors=(whole("second", 1), whole("million", 1_000_000)),
    )(model)


def of_small_numbers(model: onnx.ModelProto) -> None:
    """What whole numbers of 32 bits become where they are too large."""
    added(
        node("Cast", "large", out="small", to=TensorProto.INT32),
        node("Mul", "small", "small", out="overflown"),
        node("Cast", "overflown", out="shape", to=TensorProto.INT64),
        node("ConstantOfShape", "shape"),
        tensors=(whole("large", 65_535),),
    )(model)


def shared(model: onnx.ModelProto) -> None:
    """A matrix that thousands of operators pack, each for itself."""
    side = 1024
    matrix = numpy_helper.from_array(np.zeros((side, side), np.int8), "matrix")
    row = numpy_helper.from_array(np.zeros((1, side), np.float32), "row")
    scale = numpy_helper.from_array(np.ones(1, np.float32), "scale")
    names = ["row", *(f"product {i}" for i in range(4000))]
    products = [
        node("DynamicQuantizeMatMul", a, "matrix", "scale", out=b, domain="com.microsoft")
        for a, b in itertools.pairwise(names)
    ]
    added(*products, tensors=(matrix, row, scale))(model)
    opset("com.microsoft", 1)(model)


def same_place_again(model: onnx.ModelProto) -> None:
    """A tensor for each operator, all of the same bytes of the file."""
    table = next(t for t in model.graph.initializer if t.name == "table")
    for i in range(100):
        again = model.graph.initializer.add()
        again.CopyFrom(table)
        again.name = f"table {i}"


def function(model: onnx.ModelProto) -> None:
    made = helper.make_function(
        "mine",
        "Wide",
        ["x"],
        ["y"],
        [node("Identity", "x", out="y")],
        [helper.make_opsetid("", 17)],
    )
    model.functions.append(made)
    opset("mine", 1)(model)
    added(node("Wide", "input_ids", domain="mine"))(model)


def sparse(model: onnx.ModelProto) -> None:
    values = numpy_helper.from_array(np.ones(1, np.float32), "few")
    model.graph.sparse_initializer.append(
        helper.make_sparse_tensor(values, whole("places", 0), [1 << 40])
    )


def text_tensor(model: onnx.ModelProto) -> None:
    model.graph.initializer.append(
        helper.make_tensor("texts", TensorProto.STRING, [2], [b"a", b"b"])  # type: ignore[list-item]  # bytes are what STRING takes
    )


def too_few(model: onnx.ModelProto) -> None:
    model.graph.initializer.append(
        TensorProto(name="wide", dims=[1 << 20, 1 << 20], data_type=1, raw_data=b"\0" * 16)
    )


def long_name(model: onnx.ModelProto) -> None:
    model.graph.node[0].name = "n" * (1 << 20)


def other_input(model: onnx.ModelProto) -> None:
    model.graph.input[0].name = "words"
    model.graph.node[0].input[1] = "words"


def two_outputs(model: onnx.ModelProto) -> None:
    model.graph.output.append(helper.make_tensor_value_info("sum", TensorProto.FLOAT, None))


def width(n: int) -> Change:
    """Vectors of another length."""

    def change(model: onnx.ModelProto) -> None:
        added(
            node("Expand", "own", "wide", out="wider"),
            node("Unsqueeze", "wider", "front", out="front of it"),
            tensors=(whole("wide", n, 32), whole("front", 0)),
        )(model)

    return change


def unset(model: onnx.ModelProto) -> None:
    del model.opset_import[:]


Change = Any
GRAPHS: dict[str, Change] = {
    "memory by a constant": added(node("ConstantOfShape", "huge"), tensors=(whole("huge", HUGE),)),
    "memory by several dimensions": added(
        node("ConstantOfShape", "huge"), tensors=(whole("huge", 2000, 2000, 2000),)
    ),
    "memory by what a text says": added(
        node("ConstantOfShape", "first"),
        node("Squeeze", "input_ids", out="first"),
        last="ConstantOfShape made",
    ),
    "memory by a text's length": of_the_length,
    "memory by overflow": of_small_numbers,
    "expanded": added(
        node("Expand", "one", "huge"), tensors=(whole("one", 1), whole("huge", HUGE))
    ),
    "tiled": added(node("Tile", "one", "huge"), tensors=(whole("one", 1), whole("huge", HUGE))),
    "a range": added(
        node("Range", "from", "to", "by"),
        tensors=tuple(
            numpy_helper.from_array(np.array(n), name)
            for name, n in (("from", 0), ("to", HUGE), ("by", 1))
        ),
    ),
    "padded": added(node("Pad", "one", "huge"), tensors=(whole("one", 1), whole("huge", 0, HUGE))),
    "one of many": added(
        node("OneHot", "one", "huge", "both"),
        tensors=(whole("one", 1), whole("huge", HUGE), whole("both", 0, 1)),
    ),
    "random numbers": added(node("RandomNormal", shape=[HUGE])),
    "a window": added(
        node("HannWindow", "huge"), tensors=(numpy_helper.from_array(np.array(HUGE), "huge"),)
    ),
    "doubled forty times": doubling,
    "tokens to the fourth": crossed,
    "a loop": loop,
    "a choice by the text": choice,
    "choices within choices": deep,
    "a hundred thousand operators": many,
    "one matrix packed by thousands": shared,
    "one place for many tensors": same_place_again,
    "an operator of nobody": added(node("Run", "input_ids", domain="ai.evil")),
    "a function": function,
    "sums by letters": added(
        node("Einsum", "row", "row", equation="i,j->ij"), tensors=(whole("row", *range(100_000)),)
    ),
    "cast to texts": added(node("Cast", "input_ids", to=TensorProto.STRING), last="Cast made"),
    "texts": text_tensor,
    "sparse": sparse,
    "fewer values than it says": too_few,
    "a name of a megabyte": long_name,
    "passwd": external(location="../../../../../../etc/passwd"),
    "an absolute path": external(location="/etc/passwd"),
    "a device": external(location="/dev/zero"),
    "the graph itself": external(location="graph.onnx"),
    "an offset out of the file": external(offset=1 << 62),
    "an offset below 0": external(offset=-4096),
    "a length out of the file": external(length=1 << 62),
    "a length of nothing": external(length=0),
    "a number that is none": external(offset="0x10"),
    "a sum beside it": external(checksum="0" * 40),
    "a table of terabytes": table_dims(1 << 35, 32),
    "a table below 0": table_dims(-1, 32),
    "another input": other_input,
    "two outputs": two_outputs,
    "a version of tomorrow": attribute("ir_version", 1_000_000),
    "a version below 0": attribute("ir_version", -1),
    "operators of tomorrow": opset("", 999),
    "operators of others": opset("ai.onnx.ml", 3),
    "no operators' version": unset,
}
# The bytes of a file that no library writes.
BYTES: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _data: b"",
    "zeros": lambda data: b"\0" * len(data),
    "half of it": lambda data: data[: len(data) // 2],
    "two graphs": lambda data: data + data,
    "a length without end": lambda _data: b"\x3a" + b"\xff" * 30,
    "a length beyond the file": lambda data: data + b"\x3a\xff\xff\xff\xff\x07",
    "a field that nobody knows": lambda data: data + b"\xfa\x07\x01\x00",
    "a group": lambda data: data + b"\x0b" * 100_000,
    "another file": lambda _data: b"PK\x03\x04" + b"a" * 1000,
}
# Other values in encoder.json.
DESCRIPTIONS: dict[str, dict[str, Any]] = {
    "vectors of terabytes": {"dimension": 1 << 40},
    "vectors of nothing": {"dimension": 0},
    "vectors of a text": {"dimension": "32"},
    "vectors of another length": {"dimension": 33},
    "texts without end": {"max_tokens": 1 << 60},
    "texts of nothing": {"max_tokens": -1},
    "inputs of others": {"inputs": ["input_ids", "__class__"]},
    "no inputs": {"inputs": []},
    "inputs twice": {"inputs": ["input_ids", "input_ids", "attention_mask"]},
    "a prompt that is none": {"question_prompt": 5},
    "more than is known": {"run": "this"},
}


def replacing(*contents: str) -> Callable[[dict[str, Any]], None]:
    def change(fields: dict[str, Any]) -> None:
        steps = [{"type": "Replace", "pattern": {"String": "茶"}, "content": c} for c in contents]
        fields["normalizer"] = {"type": "Sequence", "normalizers": steps}

    return change


def nested(fields: dict[str, Any]) -> None:
    step: dict[str, Any] = {"type": "Replace", "pattern": {"String": "茶"}, "content": "茶茶"}
    for _ in range(40):
        step = {"type": "Sequence", "normalizers": [step, dict(step)]}
        if len(json.dumps(step)) > 100_000:
            break
    fields["normalizer"] = step


TOKENIZERS: dict[str, Callable[[dict[str, Any]], None]] = {
    "thousands of characters for one": replacing("茶" * 20_000),
    "twice, forty times over": replacing(*["茶茶"] * 40),
    "twice, in sequences": nested,
}


@pytest.fixture(scope="module")
def outcomes(
    carrying: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, str], int]:
    """What came of opening each of them, and the memory that it took."""
    folder = tmp_path_factory.mktemp("foreign")

    def graph(change: Change) -> Callable[[Path, Path], None]:
        def write(encoder: Path, _generation: Path) -> None:
            model = onnx.load(encoder / "graph.onnx", load_external_data=False)
            change(model)
            (encoder / "graph.onnx").write_bytes(model.SerializeToString())

        return write

    def data(change: Callable[[bytes], bytes]) -> Callable[[Path, Path], None]:
        def write(encoder: Path, _generation: Path) -> None:
            file = encoder / "graph.onnx"
            file.write_bytes(change(file.read_bytes()))

        return write

    def settings(
        name: str, change: Callable[[dict[str, Any]], Any]
    ) -> Callable[[Path, Path], None]:
        def write(encoder: Path, _generation: Path) -> None:
            fields = json.loads((encoder / name).read_text(encoding="utf-8"))
            change(fields)
            (encoder / name).write_text(json.dumps(fields), encoding="utf-8")

        return write

    def updating(new: dict[str, Any]) -> Callable[[dict[str, Any]], None]:
        return lambda fields: fields.update(new)

    changes = {name: graph(change) for name, change in GRAPHS.items()}
    changes |= {name: data(change) for name, change in BYTES.items()}
    changes |= {name: settings("encoder.json", updating(new)) for name, new in DESCRIPTIONS.items()}
    changes |= {name: settings("tokenizer.json", change) for name, change in TOKENIZERS.items()}
    indexes = []
    for i, (name, change) in enumerate({"as it was": lambda *_: None, **changes}.items()):
        made = foreign.remade(carrying, folder / name, change)
        if i % 5 == 0:  # the others as the folders that they are unpacked to
            file = folder / f"{name}.wenbao"
            archive.export(made, file)
            made = file
        indexes.append(made)
    return foreign.opened(indexes, folder / "cache")


def test_the_one_it_was_made_of_answers(outcomes: tuple[dict[str, str], int]):
    assert outcomes[0]["as it was"].endswith("passages")


@pytest.mark.parametrize("name", [*GRAPHS, *BYTES, *DESCRIPTIONS, *TOKENIZERS])
def test_it_is_refused_in_a_line(outcomes: tuple[dict[str, str], int], name: str):
    assert outcomes[0][name].startswith("IndexMismatchError: the encoder in ")
    assert "wenbao build" in outcomes[0][name]


def test_no_memory_was_taken(outcomes: tuple[dict[str, str], int]):
    assert outcomes[1] < _PEAK_BYTES


def test_nothing_of_it_reached_onnxruntime(outcomes: tuple[dict[str, str], int]):
    """Its own errors would name it: what is refused was read by nobody but the check."""
    assert not [line for line in outcomes[0].values() if "[ONNXRuntimeError]" in line]


def test_what_was_let_through_is_not_looked_at_again(
    carrying: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (graph,) = carrying.glob("encoders/*/graph.onnx")
    around = check.Around(
        inputs=("input_ids", "attention_mask"),
        dimension=32,
        max_tokens=64,
        weights="weights.safetensors",
        n_weight_bytes=(graph.parent / "weights.safetensors").stat().st_size,
    )
    data = graph.read_bytes()
    check.check_once(data, around, tmp_path)
    monkeypatch.setattr(check, "check", lambda *_: pytest.fail("looked at again"))
    check.check_once(data, around, tmp_path)
