"""index.model.graphs.check: what onnxruntime makes is as large as was reckoned before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import helper, numpy_helper

from index.model.graphs import check, graph_file, lengths
from index.model.graphs.shapes import Shape
from tests.support import tiny_models

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

N_TOKENS = 7


def whole(name: str, *values: int) -> onnx.TensorProto:
    return numpy_helper.from_array(np.array(values, np.int64), name)


def at(number: int) -> int:
    """A number of ``index.model.graphs.lengths`` for a text of seven tokens."""
    return sum(each * N_TOKENS**power for power, each in enumerate(lengths.coefficients(number)))


# Operators in a row: each is given what the one before made, and some constants.
NODES: dict[str, tuple[list[onnx.NodeProto], list[onnx.TensorProto]]] = {}


def case(name: str, *nodes: tuple[str, list[str], str, dict[str, Any]], **constants: list[int]):
    made = [
        helper.make_node(operator, inputs, [output], **settings)
        for operator, inputs, output, settings in nodes
    ]
    NODES[name] = (made, [whole(key, *values) for key, values in constants.items()])


case("a shape", ("Shape", ["ids"], "made", {}))
case(
    "a place of a shape", ("Shape", ["ids"], "s", {}), ("Gather", ["s", "one"], "made", {}), one=[1]
)
case(
    "as many as tokens, twice over",
    ("Shape", ["ids"], "s", {}),
    ("Mul", ["s", "two"], "d", {}),
    ("ConstantOfShape", ["d"], "made", {}),
    two=[2],
)
case(
    "all but one",
    ("Shape", ["ids"], "s", {}),
    ("Sub", ["s", "less"], "d", {}),
    ("ConstantOfShape", ["d"], "made", {}),
    less=[0, 1],
)
case(
    "the last",
    ("Slice", ["ids", "from", "to", "on"], "made", {}),
    **{"from": [-1], "to": [1 << 62], "on": [1]},
)
case(
    "each second",
    ("Slice", ["row", "from", "to", "on", "by"], "made", {}),
    row=[*range(9)],
    **{"from": [0], "to": [9], "on": [0], "by": [2]},
)
case(
    "the other way round",
    ("Slice", ["ids", "from", "to", "on", "by"], "made", {}),
    **{"from": [-1], "to": [-(2**63) + 1], "on": [1], "by": [-1]},
)
case("side by side", ("Concat", ["ids", "ids", "ids"], "made", {"axis": 1}))
case(
    "cut in parts",
    ("Unsqueeze", ["ids", "behind"], "u", {}),
    ("Concat", ["u", "u"], "made", {"axis": -1}),
    behind=[2],
)
case("turned", ("Transpose", ["ids"], "made", {"perm": [1, 0]}))
case(
    "flat",
    ("Unsqueeze", ["ids", "behind"], "u", {}),
    ("Flatten", ["u"], "made", {"axis": 2}),
    behind=[2],
)
case("laid out by itself", ("Reshape", ["ids", "to"], "made", {}), to=[0, -1, 1])
case("with each other", ("Transpose", ["ids"], "t", {}), ("Add", ["ids", "t"], "made", {}))
case("rows of a table", ("Gather", ["table", "small"], "made", {}), table=[5, 6, 7], small=[0, 2])
case("summed", ("ReduceSum", ["ids", "on"], "made", {"keepdims": 0}), on=[1])
case("the highest", ("ReduceMax", ["ids"], "made", {"axes": [-1], "keepdims": 1}))
case("where the highest is", ("ArgMax", ["ids"], "made", {"axis": 1, "keepdims": 0}))
case("repeated", ("Shape", ["ids"], "s", {}), ("Expand", ["one", "s"], "made", {}), one=[1])
case(
    "the shape where it is none",
    ("Shape", ["ids"], "s", {}),
    ("Equal", ["s", "minus"], "e", {}),
    ("Where", ["e", "ones", "s"], "w", {}),
    ("Expand", ["one", "w"], "made", {}),
    minus=[-1, -1],
    ones=[1, 1],
    one=[1],
)


def model_of(
    nodes: Sequence[onnx.NodeProto], tensors: Sequence[onnx.TensorProto] = ()
) -> onnx.ModelProto:
    ids = helper.make_tensor_value_info("ids", onnx.TensorProto.INT64, ["n", "longest"])
    made = helper.make_empty_tensor_value_info("made")
    graph = helper.make_graph(nodes, "case", [ids], [made], tensors)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def shape_of(data: bytes) -> Shape:
    """What the rules tell of it."""
    shapes = check._Shapes(512)  # noqa: SLF001 - what the check is made of
    shapes.give("ids", Shape((1, lengths.LENGTH)))
    (shape,) = shapes.run(graph_file.read(data).graph)
    return shape


@pytest.mark.parametrize("name", NODES)
def test_shapes_are_those_that_onnxruntime_makes(name: str):
    data = model_of(*NODES[name]).SerializeToString()
    shape = shape_of(data)
    run = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    (value,) = run.run(None, {"ids": np.arange(N_TOKENS)[None]})
    assert tuple(map(at, shape.dims)) == value.shape
    if shape.values is not None:
        assert [at(each) for each in shape.values if each is not None] == value.reshape(-1).tolist()


def test_what_is_another_shape_for_short_texts_is_refused():
    nodes = [helper.make_node("Slice", ["ids", "from", "to", "on"], ["made"])]
    model = model_of(nodes, [whole("from", -2), whole("to", 1 << 62), whole("on", 1)])
    with pytest.raises(ValueError, match="'Slice': a part that begins before the front"):
        shape_of(model.SerializeToString())


def test_a_shape_of_what_a_text_says_is_refused():
    model = model_of(
        [
            helper.make_node("Squeeze", ["ids", "front"], ["s"]),
            helper.make_node("ConstantOfShape", ["s"], ["made"]),
        ],
        [whole("front", 0)],
    )
    with pytest.raises(ValueError, match="depends on more than the text's length"):
        shape_of(model.SerializeToString())


def test_what_a_model_is_exported_to_is_let_through(tmp_path: Path):
    folder = tiny_models.counting_encoder(tmp_path / "encoder")
    around = check.Around(
        inputs=("input_ids", "attention_mask"),
        dimension=32,
        max_tokens=64,
        weights="weights.safetensors",
        n_weight_bytes=(folder / "weights.safetensors").stat().st_size,
    )
    check.check((folder / "graph.onnx").read_bytes(), around)
