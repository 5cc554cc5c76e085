"""A graph whose large matrices are in few bits, and lie outside of it.

Products become products of whole numbers (``index.model.int8_weights``), word tables blocks
(``index.model.block_weights``). Only who exports a model imports this: it brings onnx.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from index.model import block_weights, int8_weights
from index.model.torch_graph import digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from index.model.int8_weights import Ranges
    from index.model.torch_graph import Tensors

_ONNXRUNTIME = "com.microsoft"  # its own operators
_LARGE = 1 << 16  # weights of a matrix that is worth it; biases and the like stay in the graph
_TINY = np.float32(1e-12)  # more than the largest value of a token that is all zeros


@dataclass(frozen=True, slots=True, kw_only=True)
class _Product:
    """What a matrix is, and what meets it; its name is its digest."""

    name: str
    matrix: NDArray[np.float32]
    ranges: Ranges


class QuantisedGraph:
    """A graph in few bits.

    Args:
        model: as ``index.model.torch_graph.trace`` gives it; it is left as it is.
        ranges: what meets a matrix, by its digest; a matrix without them stays as it is.

    Attributes:
        model: the graph, which only names the tensors that were made of its matrices.
        tensors: these, by name: the digest of the matrix, and what they are of it. So graphs of the
            same model can share one file of them, whatever the rounding of a machine made of them.
    """

    def __init__(self, model: onnx.ModelProto, ranges: Mapping[str, Ranges]) -> None:
        self.tensors: Tensors = {}
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[TensorProto] = []
        self._evened: dict[str, tuple[str, str | None]] = {}
        self._values = {tensor.name: tensor for tensor in model.graph.initializer}
        self._products = self._products_of(model.graph.node, ranges)
        together = self._together(model.graph.node)
        self._factors = {
            met: int8_weights.factors(products[0].ranges.inputs, [each.matrix for each in products])
            for met, products in together.items()
        }
        self._names = {met: min(each.name for each in group) for met, group in together.items()}
        for node in model.graph.node:
            self._take(node)
        self.model = self._whole(model)

    def _whole(self, model: onnx.ModelProto) -> onnx.ModelProto:
        """The graph of the nodes so far."""
        copy = onnx.ModelProto()
        copy.CopyFrom(model)
        graph = copy.graph
        still_used = {name for node in self._nodes for name in node.input}
        kept = [tensor for tensor in model.graph.initializer if tensor.name in still_used]
        del graph.node[:], graph.initializer[:]
        graph.node.extend(self._nodes)
        graph.initializer.extend([*kept, *self._constants])
        graph.initializer.extend(_outside(name, each) for name, each in self.tensors.items())
        if all(opset.domain != _ONNXRUNTIME for opset in copy.opset_import):
            copy.opset_import.append(helper.make_opsetid(_ONNXRUNTIME, 1))
        return copy

    def _take(self, node: onnx.NodeProto) -> None:
        product = self._products.get(node.output[0])
        table = self._matrix(node.input[0]) if node.op_type == "Gather" else None
        if product is not None:
            self._multiply(node, product)
        elif (
            table is not None and len(table) >= _LARGE and block_weights.fits(table)
        ):  # no positions
            self._look_up(node, table)
        else:
            self._nodes.append(node)

    def _matrix(self, name: str) -> NDArray[np.float32] | None:
        """The weights of a name, where they are worth it."""
        if name not in self._values:
            return None
        matrix = numpy_helper.to_array(self._values[name])
        if matrix.dtype != np.float32 or matrix.ndim != 2 or matrix.size < _LARGE:  # noqa: PLR2004 - rows and columns
            return None
        return np.ascontiguousarray(matrix)

    def _products_of(
        self, nodes: Sequence[onnx.NodeProto], ranges: Mapping[str, Ranges]
    ) -> dict[str, _Product]:
        """By the names of what comes out of them."""
        products = {}
        for node in nodes:
            matrix = self._matrix(node.input[1]) if node.op_type == "MatMul" else None
            name = "" if matrix is None else digest(matrix)
            if matrix is not None and name in ranges:
                product = _Product(name=name, matrix=matrix, ranges=ranges[name])
                products[node.output[0]] = product
        return products

    def _together(self, nodes: Sequence[onnx.NodeProto]) -> dict[str, list[_Product]]:
        """By the name of what is multiplied, with several matrices maybe: query, key and value."""
        met: dict[str, list[_Product]] = {}
        for node in nodes:
            if node.output[0] in self._products:
                met.setdefault(node.input[0], []).append(self._products[node.output[0]])
        return met

    def _look_up(self, node: onnx.NodeProto, table: NDArray[np.float32]) -> None:
        packed = block_weights.pack(table)
        name = digest(table)
        values = self._keep(f"{name}.blocks", packed.packed.reshape(len(table), -1))
        self._add(
            "GatherBlockQuantized",
            [values, node.input[1], self._keep(f"{name}.scales", packed.scales)],
            node.output[0],
            domain=_ONNXRUNTIME,
            bits=packed.bits,
            block_size=block_weights.SIZE,
            gather_axis=0,
            quantize_axis=1,
        )

    def _multiply(self, node: onnx.NodeProto, product: _Product) -> None:
        met, output = node.input[0], node.output[0]
        if met not in self._evened:
            self._evened[met] = self._even(met, by_token=product.ranges.by_token)
        even, sizes = self._evened[met]
        weights = int8_weights.quantise(product.matrix * self._factors[met][:, None])
        values = self._keep(f"{product.name}.values", weights.values)
        scales = self._keep(f"{product.name}.scales", weights.scales)
        of_even = output if sizes is None else f"{output}.of_even"
        self._add(
            "DynamicQuantizeMatMul",
            [even, values, scales],
            of_even,
            domain=_ONNXRUNTIME,
        )
        if sizes is not None:
            self._add("Mul", [of_even, sizes], output)

    def _even(self, met: str, *, by_token: bool) -> tuple[str, str | None]:
        """Divide what meets matrices by the factors, and if need be each token by its largest."""
        even = f"{met}.even"
        # Outside too: they belong to the weights, which another machine may have rounded otherwise.
        inverse = self._keep(f"{self._names[met]}.inverse", np.reciprocal(self._factors[met]))
        self._add("Mul", [met, inverse], even)
        if not by_token:
            return even, None
        sizes, divided = f"{met}.sizes", f"{met}.divided"
        self._add("Abs", [even], f"{met}.absolute")
        self._add("ReduceMax", [f"{met}.absolute"], f"{met}.largest", axes=[-1], keepdims=1)
        self._add("Add", [f"{met}.largest", self._constant(f"{met}.tiny", _TINY)], sizes)
        self._add("Div", [even, sizes], divided)
        return divided, sizes

    def _add(self, operator: str, inputs: Sequence[str], output: str, **settings: Any) -> None:
        self._nodes.append(helper.make_node(operator, inputs, [output], **settings))

    def _constant(self, name: str, values: NDArray[np.float32] | np.float32) -> str:
        self._constants.append(numpy_helper.from_array(np.asarray(values, np.float32), name))
        return name

    def _keep(self, name: str, tensor: NDArray[Any]) -> str:
        """The name of a tensor outside: the wanted one, or a longer one where it is taken.

        It is where one matrix meets different things at two places, and is rounded twice.
        """
        while name in self.tensors and not np.array_equal(self.tensors[name], tensor):
            name += "+"
        self.tensors[name] = np.ascontiguousarray(tensor)
        return name


def _outside(name: str, tensor: NDArray[Any]) -> TensorProto:
    """A tensor whose values lie in the file of weights."""
    kind = helper.np_dtype_to_tensor_dtype(tensor.dtype)
    return TensorProto(
        name=name, dims=tensor.shape, data_type=kind, data_location=TensorProto.EXTERNAL
    )
