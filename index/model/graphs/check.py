"""Checks a graph before it is run: it may ask for no more than one that an export wrote.

An index may come from elsewhere, and its encoder's graph with it. onnxruntime does what a graph
says: it would reserve any memory, loop, or read any file that one names. So only the operators of
our exports are let through, and only where the shape of everything they make is known and bounded
for texts of every length.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import SettingsError
from index.model.graphs import graph_file, lengths
from index.model.graphs.operators import ONNXRUNTIME, RULES
from index.model.graphs.shapes import Call, Shape, values_of
from index.platform import cache

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from index.model.graphs.graph_file import Graph, Node, Tensor

_VERSION = 1  # to be raised whenever another graph would be let through
_IR_VERSIONS = range(7, 11)
_OPERATORS = {"": 17, ONNXRUNTIME: 1}
_ITEM_BYTES = {1: 4, 2: 1, 3: 1, 6: 4, 7: 8, 9: 1}  # of ONNX's types that an export writes
_MOST_TOKENS = 1 << 16
# Numbers that all operators together may make for a text: so many, so many more for each token and
# for each pair of tokens. The largest encoders in use make a tenth of it.
_MOST_NUMBERS = (1 << 24, 1 << 21, 1 << 12)
_AT_ONCE_TOKENS = 16  # the lengths at which that is looked at: this, and four times the one before
_MORE_WEIGHT_BYTES = 1 << 29  # beyond the files', where operators share weights: each packs its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a graph is run with.

    ``inputs`` are the names of what goes in, (1, number of tokens) each; what comes out is
    (1, ``dimension``). Texts are cut at ``max_tokens``. ``weights`` is the name of the file beside
    the graph that tensors may lie in, ``n_weight_bytes`` how long it is.
    """

    inputs: tuple[str, ...]
    dimension: int
    max_tokens: int
    weights: str
    n_weight_bytes: int


def check_once(graph: bytes, around: Around, cache_dir: Path | None = None) -> None:
    """As ``check``; what was let through is noted, and not looked at again (20 ms).

    Args:
        graph: the graph's file.
        around: what it is run with.
        cache_dir: where it is noted, in ``graphs/``; the user's own cache folder by default.

    Raises:
        ValueError: as ``check``.
    """
    digest = hashlib.sha256(repr((_VERSION, len(graph), around)).encode())
    digest.update(graph)
    try:
        note = cache.folder(cache_dir) / "graphs" / digest.hexdigest()[:32]
    except SettingsError:  # there is no home to note it in
        check(graph, around)
        return
    if note.exists():
        return
    check(graph, around)
    with contextlib.suppress(OSError):  # it is looked at again the next time
        note.parent.mkdir(parents=True, exist_ok=True)
        note.touch()


def check(graph: bytes, around: Around) -> None:
    """Refuse a graph that is not such as an export writes.

    Args:
        graph: the graph's file.
        around: what it is run with.

    Raises:
        ValueError: it is another one; the message says in what.
    """
    model = graph_file.read(graph)
    versions = {"": 0} | dict(model.versions)
    if model.ir_version not in _IR_VERSIONS or not versions.items() <= _OPERATORS.items():
        raise ValueError(f"a graph of version {model.ir_version} with operators of {versions}")
    if not 1 <= around.max_tokens <= _MOST_TOKENS:
        raise ValueError(f"texts of {around.max_tokens} tokens")
    if sorted(model.graph.inputs) != sorted(around.inputs):
        raise ValueError(f"the inputs {model.graph.inputs}, expected {around.inputs}")
    place = _Place(around.weights, around.n_weight_bytes)
    for tensor in model.graph.tensors:
        place.add(tensor)
    shapes = _Shapes(around.max_tokens)
    for name in around.inputs:
        shapes.give(name, Shape((1, lengths.LENGTH)))
    made = shapes.run(model.graph)
    if [shape.dims for shape in made] != [(1, around.dimension)]:
        raise ValueError(f"what comes out is no vector of {around.dimension} numbers")
    _weigh(shapes.made, around.max_tokens)
    if shapes.weight_bytes > place.n_bytes + _MORE_WEIGHT_BYTES:
        raise ValueError(f"operators that share {shapes.weight_bytes} bytes of weights")


class _Place:
    """The tensors' bytes, in the graph and in the file beside it."""

    def __init__(self, name: str, n_bytes: int) -> None:
        self._name = name
        self._n_file_bytes = self._n_left = n_bytes
        self.n_bytes = 0

    def add(self, tensor: Tensor) -> None:
        """Look at one more tensor.

        Raises:
            ValueError: its values are not as many as it says, or lie elsewhere.
        """
        n_bytes = _n_bytes(tensor)
        self.n_bytes += n_bytes
        if tensor.external is None:
            n_values = len(tensor.values)
            if n_values != (n_bytes if isinstance(tensor.values, memoryview) else _size(tensor)):
                raise ValueError(f"{n_values} values for a tensor of {tensor.dims}")
            return
        place = dict(tensor.external)
        name, numbers = (
            place.pop("location", ""),
            [place.pop(key, "") for key in ("offset", "length")],
        )
        if name != self._name or place or not all(_is_number(each) for each in numbers):
            raise ValueError(f"a tensor in the file {name[:80]!r}, expected {self._name}")
        offset, length = map(int, numbers)
        self._n_left -= length
        if length != n_bytes or offset + length > self._n_file_bytes or self._n_left < 0:
            raise ValueError(
                f"{length} bytes at {offset} of {name}, which has {self._n_file_bytes}"
            )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18  # noqa: PLR2004 - below 2**63


def _size(tensor: Tensor) -> int:
    return math.prod(tensor.dims)


def _n_bytes(tensor: Tensor) -> int:
    if tensor.kind not in _ITEM_BYTES or min(tensor.dims, default=0) < 0:
        raise ValueError(f"a tensor of the type {tensor.kind} and the shape {tensor.dims[:8]}")
    return _size(tensor) * _ITEM_BYTES[tensor.kind]


class _Shapes:
    """What is known by name, of one graph and of those within it."""

    def __init__(self, n_tokens: int, outer: Mapping[str, Shape] | None = None) -> None:
        self._n_tokens = n_tokens
        self._shapes = dict(outer or {})
        self._weights: dict[str, int] = {}  # their bytes
        self.weight_bytes = 0  # that operators were given
        self.made: list[Shape] = []

    def give(self, name: str, shape: Shape) -> None:
        """Name a shape.

        Raises:
            ValueError: the name is taken.
        """
        if not name or name in self._shapes:
            raise ValueError(f"the name {name!r} is there twice, or is none")
        self._shapes[name] = shape

    def run(self, graph: Graph) -> list[Shape]:
        """The shapes of what comes out.

        Raises:
            ValueError: an operator is none of ours, or makes what cannot be known.
        """
        for tensor in graph.tensors:
            self._weights[tensor.name] = _n_bytes(tensor)
            self.give(tensor.name, _shape_of(tensor))
        for node in graph.nodes:
            try:
                made = self._made(node)
            except (ValueError, IndexError) as error:
                raise ValueError(f"the operator {node.operator[:40]!r}: {error}") from error
            for name, shape in zip(node.outputs, made, strict=True):
                self.give(name, shape)
            self.made += made
            self.weight_bytes += sum(self._weights.get(name, 0) for name in node.inputs)
        return [self._shapes[name] if name in self._shapes else Shape(()) for name in graph.outputs]

    def _made(self, node: Node) -> Sequence[Shape]:
        if (node.domain, node.operator) == ("", "Constant"):
            if node.tensors.keys() != {"value"} or node.numbers or len(node.outputs) != 1:
                raise ValueError("a constant of another form")
            tensor = node.tensors["value"]
            _Place("", 0).add(tensor)
            return [_shape_of(tensor)]
        unknown = [name for name in node.inputs if name and name not in self._shapes]
        if unknown:
            raise ValueError(f"{unknown[0]!r} is not there yet")
        inputs = [self._shapes.get(name) for name in node.inputs]
        if (node.domain, node.operator) == ("", "If"):
            return self._chosen(node, inputs)
        rule = RULES.get((node.domain, node.operator))
        if rule is None or node.graphs:
            raise ValueError("no export of ours writes it")
        outputs = rule(Call(node, inputs, self._n_tokens))
        shapes = (outputs,) if isinstance(outputs, Shape) else outputs
        if len(shapes) != len(node.outputs):
            raise ValueError(f"{len(node.outputs)} outputs")
        return shapes

    def _chosen(self, node: Node, inputs: Sequence[Shape | None]) -> Sequence[Shape]:
        """What comes of a choice that is the same for all texts; both ways must be harmless."""
        (chosen,) = Call(node, inputs, self._n_tokens).values(0)
        made = []
        for name in ("else_branch", "then_branch"):
            graph = node.graphs.get(name)
            if graph is None or graph.inputs:
                raise ValueError("a choice without two ways")
            within = _Shapes(self._n_tokens, self._shapes)
            made.append(within.run(graph))
            self.made += within.made
        return made[bool(chosen)]


def _shape_of(tensor: Tensor) -> Shape:
    values = values_of(tensor.kind, tensor.values) if tensor.external is None else None
    return Shape(tensor.dims, values)


def _weigh(made: Sequence[Shape], max_tokens: int) -> None:
    """Bound what all operators make together."""
    n_tokens = min(_AT_ONCE_TOKENS, max_tokens)
    while True:
        n_numbers = sum(_n_numbers(shape, n_tokens) for shape in made)
        most = sum(each * n_tokens**power for power, each in enumerate(_MOST_NUMBERS))
        if n_numbers > most:
            raise ValueError(
                f"it makes {n_numbers:,} numbers of a text of {n_tokens} tokens, {most:,} are allowed"
            )
        if n_tokens == max_tokens:
            return
        n_tokens = min(4 * n_tokens, max_tokens)


def _n_numbers(shape: Shape, n_tokens: int) -> int:
    size = math.prod(lengths.largest(dim, n_tokens) for dim in shape.dims)
    return size + lengths.largest(shape.scratch, n_tokens)
