"""A torch module as an ONNX graph whose large weights lie beside it, in blocks.

Only who exports a model imports this: it brings torch and onnx.
"""

from __future__ import annotations

import hashlib
import io
import json
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file

from index import blocks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.blocks import Blocks

WEIGHTS = "weights.safetensors"  # beside the graph

_OPSET = 17
_ONNXRUNTIME = "com.microsoft"  # its own operators: MatMulNBits, GatherBlockQuantized
_LARGE = 1 << 16  # weights of a matrix that is worth blocks; biases and the like stay in the graph
# How onnxruntime multiplies: with activations as they are, or rounded to 8 bits, a scale for each
# block of a row. That costs 1e-4 of a cosine, and saves a third of a question's time but a
# fifteenth of a batch's. Rows rounded by one scale (dynamic quantisation) would cost 3e-3.
_EXACT, _ROUNDED = 0, 4

Tensors = dict[str, "NDArray[Any]"]


def trace(
    module: torch.nn.Module, inputs: Mapping[str, torch.Tensor], output: str
) -> onnx.ModelProto:
    """Follow a module through one batch; all its inputs are (n, longest) and so may differ.

    Raises:
        Exception: torch cannot export it, and says why in many ways.
    """
    buffer = io.BytesIO()
    with warnings.catch_warnings(), torch.inference_mode():
        # The newer exporter needs a further library, and takes four times as long.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            buffer,  # type: ignore[arg-type] # the annotation lacks what the documentation says
            input_names=list(inputs),
            output_names=[output],
            dynamic_axes={name: {0: "n", 1: "longest"} for name in inputs} | {output: {0: "n"}},
            opset_version=_OPSET,
            dynamo=False,
        )
    return onnx.load_model_from_string(buffer.getvalue())


def shrink(model: onnx.ModelProto) -> tuple[onnx.ModelProto, Tensors]:
    """Bring a graph's large matrices into blocks, and take them out.

    Returns:
        The graph, which only names them, and the tensors by name. A name is made of what the
        tensor holds, so that graphs of the same weights can share one file of them.
    """
    graph = model.graph
    values = {tensor.name: tensor for tensor in graph.initializer}
    tensors: Tensors = {}
    nodes, replaced = [], set()
    for node in graph.node:
        matrix = _matrix(node, values)
        if matrix is None:
            nodes.append(node)
            continue
        packed = blocks.pack(matrix)
        names = _keep(packed, tensors, is_flat=node.op_type == "MatMul")
        replaced.add(node.input[0 if node.op_type == "Gather" else 1])
        nodes.append(_in_blocks(node, packed, names, matrix.shape))
    still_used = {name for node in nodes for name in node.input}
    kept = [tensor for tensor in graph.initializer if tensor.name in still_used]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend([*kept, *(_outside(name, tensors[name]) for name in tensors)])
    model.opset_import.append(helper.make_opsetid(_ONNXRUNTIME, 1))
    return model, tensors


def exact(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same graph, multiplying without rounding."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    for node in copy.graph.node:
        for attribute in node.attribute:
            if attribute.name == "accuracy_level":
                attribute.i = _EXACT
    return copy


def save_weights(tensors: Tensors, folder: Path) -> Path:
    """Write the tensors of graphs that are to lie beside them; the file."""
    file = folder / WEIGHTS
    save_file(tensors, file)
    return file


def referring(model: onnx.ModelProto, weights: Path) -> bytes:
    """A graph that says where in the file of weights each of its tensors lies.

    Raises:
        KeyError: a tensor is not in the file.
    """
    with weights.open("rb") as data:
        n_bytes = int.from_bytes(data.read(8), "little")
        header: dict[str, Any] = json.loads(data.read(n_bytes))
    for tensor in model.graph.initializer:
        if tensor.data_location == TensorProto.EXTERNAL:
            start, end = header[tensor.name]["data_offsets"]
            place = {"location": WEIGHTS, "offset": 8 + n_bytes + start, "length": end - start}
            del tensor.external_data[:]
            for key, value in place.items():
                tensor.external_data.add(key=key, value=str(value))
    data_: bytes = model.SerializeToString()
    return data_


def _matrix(node: onnx.NodeProto, values: Mapping[str, TensorProto]) -> NDArray[np.float32] | None:
    """The weights of a node as rows to be cut into blocks, where it has such."""
    place = {"MatMul": 1, "Gather": 0}.get(node.op_type)
    if place is None or node.input[place] not in values:
        return None
    matrix = numpy_helper.to_array(values[node.input[place]])
    if matrix.dtype != np.float32 or matrix.size < _LARGE:
        return None
    if node.op_type == "Gather" and len(matrix) < _LARGE:  # a table of positions: not worth it
        return None
    rows = matrix.T if node.op_type == "MatMul" else matrix  # (out, in)
    return np.ascontiguousarray(rows) if blocks.fits(rows) else None


def _keep(packed: Blocks, tensors: Tensors, *, is_flat: bool) -> Sequence[str]:
    values = packed.packed if is_flat else packed.packed.reshape(len(packed.packed), -1)
    scales = packed.scales.reshape(-1) if is_flat else packed.scales
    names = []
    for tensor in (values, scales):
        digest = hashlib.sha256(f"{tensor.dtype} {tensor.shape} ".encode())
        digest.update(np.ascontiguousarray(tensor).data)
        names.append(digest.hexdigest()[:24])
        tensors[names[-1]] = np.ascontiguousarray(tensor)
    return names


def _in_blocks(
    node: onnx.NodeProto, packed: Blocks, names: Sequence[str], shape: tuple[int, ...]
) -> onnx.NodeProto:
    common: dict[str, Any] = {
        "bits": packed.bits,
        "block_size": blocks.SIZE,
        "domain": _ONNXRUNTIME,
    }
    values, scales = names
    if node.op_type == "MatMul":
        rows, columns = shape
        return helper.make_node(
            "MatMulNBits",
            [node.input[0], values, scales],
            list(node.output),
            K=columns,
            N=rows,
            accuracy_level=_ROUNDED,
            **common,
        )
    return helper.make_node(
        "GatherBlockQuantized",
        [values, node.input[1], scales],
        list(node.output),
        gather_axis=0,
        quantize_axis=1,
        **common,
    )


def _outside(name: str, tensor: NDArray[Any]) -> TensorProto:
    """A tensor whose values lie in the file of weights."""
    kind = helper.np_dtype_to_tensor_dtype(tensor.dtype)
    return TensorProto(
        name=name, dims=tensor.shape, data_type=kind, data_location=TensorProto.EXTERNAL
    )
