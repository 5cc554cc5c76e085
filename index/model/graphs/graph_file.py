"""The file of an ONNX graph: its nodes and tensors, read before anything of it is run.

Only fields that an export writes are read. Any other is refused, and so is one that stands twice:
what two readers of a file may take differently is where harm hides.
Fields and their numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.model.graphs import wire

if TYPE_CHECKING:
    from collections.abc import Mapping

_Field = int | memoryview
_Fields = dict[str, list[_Field]]

_EXTERNAL = 1  # where a tensor's values lie: in another file
_DEEPEST = 1  # graphs within graphs: the two branches of a choice
_MOST_NAME_BYTES = 1024
_MOST_NODES = 1 << 13  # of 48 layers that nothing fused

# The fields of each message by their numbers; behind a star those that may repeat.
_MODEL = {1: "ir_version", 2: "producer_name", 3: "producer_version", 4: "domain"}
_MODEL |= {5: "model_version", 6: "doc_string", 7: "graph", 8: "*opset_import"}
_OPSET, _ENTRY = {1: "domain", 2: "version"}, {1: "key", 2: "value"}
_GRAPH = {1: "*node", 2: "name", 5: "*initializer", 10: "doc_string", 11: "*input", 12: "*output"}
_VALUE = {1: "name", 2: "type", 3: "doc_string"}
_NODE = {1: "*input", 2: "*output", 3: "name", 4: "op_type", 5: "*attribute", 6: "doc_string"}
_NODE |= {7: "domain"}
_ATTRIBUTE = {1: "name", 2: "f", 3: "i", 4: "s", 5: "t", 6: "g", 7: "*floats", 8: "*ints"}
_ATTRIBUTE |= {13: "doc_string", 20: "type"}
_TENSOR = {1: "*dims", 2: "data_type", 4: "*float_data", 5: "*int32_data", 7: "*int64_data"}
_TENSOR |= {8: "name", 9: "raw_data", 12: "doc_string", 13: "*external_data", 14: "data_location"}

_VALUES = {"*float_data", "*int32_data", "*int64_data", "raw_data"}
_OF_TYPE = dict(enumerate(("f", "i", "s", "t", "g", "*floats", "*ints"), start=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tensor:
    """A tensor; ``kind`` is ONNX's number of its type, ``values`` what lies in the graph itself.

    ``external`` says where all else lies; ``values`` is then empty.
    """

    name: str
    dims: tuple[int, ...]
    kind: int
    values: memoryview | tuple[int, ...]
    external: Mapping[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One operator of a graph; ``numbers``, ``tensors`` and ``graphs`` are its attributes by name.

    Attributes that are texts or no whole numbers change no sizes: they are not kept.
    """

    operator: str
    domain: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    numbers: Mapping[str, tuple[int, ...]]
    tensors: Mapping[str, Tensor]
    graphs: Mapping[str, Graph]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Nodes in their order, the tensors that they start from, and what goes in and comes out."""

    nodes: tuple[Node, ...]
    tensors: tuple[Tensor, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A graph, and by which versions of the standard it is to be read."""

    ir_version: int
    versions: Mapping[str, int]  # of the operators, by their domain
    graph: Graph


def read(data: bytes) -> Model:
    """A model from the bytes of its file.

    Raises:
        ValueError: they are no model, or have what no export of ours has.
    """
    fields = _fields(memoryview(data), _MODEL)
    opsets = [_fields(each, _OPSET) for each in fields.get("*opset_import", ())]
    return Model(
        ir_version=_whole(fields, "ir_version"),
        versions={_text(each, "domain"): _whole(each, "version") for each in opsets},
        graph=_graph(_only(fields, "graph"), depth=0),
    )


def _graph(message: _Field, *, depth: int) -> Graph:
    fields = _fields(message, _GRAPH)
    for name in ("*node", "*initializer"):
        if len(fields.get(name, ())) > _MOST_NODES:
            raise ValueError(f"{len(fields[name]):,} of {name[1:]}, {_MOST_NODES:,} are allowed")
    values = [
        [_text(_fields(each, _VALUE), "name") for each in fields.get(name, ())]
        for name in ("*input", "*output")
    ]
    return Graph(
        nodes=tuple(_node(each, depth) for each in fields.get("*node", ())),
        tensors=tuple(map(_tensor, fields.get("*initializer", ()))),
        inputs=tuple(values[0]),
        outputs=tuple(values[1]),
    )


def _node(message: _Field, depth: int) -> Node:
    fields = _fields(message, _NODE)
    numbers: dict[str, tuple[int, ...]] = {}
    tensors: dict[str, Tensor] = {}
    graphs: dict[str, Graph] = {}
    names = set()
    for each in fields.get("*attribute", ()):
        attribute = _fields(each, _ATTRIBUTE)
        name, kind = _text(attribute, "name"), _OF_TYPE.get(_whole(attribute, "type"), "?")
        if name in names or attribute.keys() - {"name", "doc_string", "type", kind}:
            raise ValueError(f"the attribute {name!r} stands twice, or is of another type")
        names.add(name)
        if kind in {"i", "*ints"}:
            numbers[name] = _numbers(attribute.get(kind, []))
        elif kind == "t":
            tensors[name] = _tensor(_only(attribute, kind))
        elif kind == "g":
            if depth == _DEEPEST:
                raise ValueError("a graph within a graph within a graph")
            graphs[name] = _graph(_only(attribute, kind), depth=depth + 1)
    _text(fields, "name")
    return Node(
        operator=_text(fields, "op_type"),
        domain=_text(fields, "domain"),
        inputs=tuple(map(_short, fields.get("*input", ()))),
        outputs=tuple(map(_short, fields.get("*output", ()))),
        numbers=numbers,
        tensors=tensors,
        graphs=graphs,
    )


def _tensor(message: _Field) -> Tensor:
    fields = _fields(message, _TENSOR)
    entries = [_fields(each, _ENTRY) for each in fields.get("*external_data", ())]
    external = {_text(each, "key"): _text(each, "value") for each in entries}
    is_external = "data_location" in fields and _whole(fields, "data_location") == _EXTERNAL
    kept = _VALUES & fields.keys()
    if len(external) != len(entries) or bool(entries) != is_external or len(kept) + is_external > 1:
        raise ValueError("a tensor whose values lie in several places")
    return Tensor(
        name=_text(fields, "name"),
        dims=_numbers(fields.get("*dims", [])),
        kind=_whole(fields, "data_type"),
        values=_values(fields, *kept),
        external=external if is_external else None,
    )


def _values(fields: _Fields, name: str = "") -> memoryview | tuple[int, ...]:
    """What a tensor holds: bytes, or whole numbers that are not as long as they are."""
    parts = fields.get(name, [])
    if name in {"*int32_data", "*int64_data"}:
        return _numbers(parts)
    if len(parts) == 1:
        return wire.part(parts[0])
    return memoryview(b"".join(map(wire.part, parts)))


def _numbers(parts: list[_Field]) -> tuple[int, ...]:
    return tuple(number for part in parts for number in wire.numbers(part))


def _fields(message: _Field, names: Mapping[int, str]) -> _Fields:
    """The fields of a message by their names."""
    fields: _Fields = {}
    for number, value in wire.fields(wire.part(message)):
        name = names.get(number)
        if name is None:
            raise ValueError(f"a field {number} beside {', '.join(names.values())}")
        if name in fields and name[0] != "*":
            raise ValueError(f"more than one {name}")
        fields.setdefault(name, []).append(value)
    return fields


def _text(fields: _Fields, name: str) -> str:
    """A text; what is not there is empty."""
    return _short(fields[name][0]) if name in fields else ""


def _short(value: _Field) -> str:
    data = wire.part(value)
    if len(data) > _MOST_NAME_BYTES:
        raise ValueError(f"a name of {len(data)} bytes")
    return str(data, "utf-8")


def _whole(fields: _Fields, name: str) -> int:
    return wire.whole(_only(fields, name))


def _only(fields: _Fields, name: str) -> _Field:
    if name not in fields:
        raise ValueError(f"no {name}")
    return fields[name][0]
