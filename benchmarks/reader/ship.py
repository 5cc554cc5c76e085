"""What ``fit.py`` fitted, as the graph that ships: ``python -m benchmarks.reader.ship``.

The refitted model is the bundled one, plus a narrow branch beside each of its matrices (LoRA), plus
other biases and norms. Its graph names the matrices in the exported encoder's own file of weights,
so that only the branches ship, and reading needs neither torch nor a second copy of the model.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors import safe_open
from safetensors.torch import load_file
from transformers import BertConfig, BertModel

from index import bundled, encoders, graph
from index.exported import Description, ExportedEncoder
from qa.reader import GRAPH

if TYPE_CHECKING:
    from collections.abc import Mapping

DELTA = Path(__file__).with_name("reader.safetensors")
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_WORTH_HALVING = 1024  # values of a tensor of the graph


class _Branched(torch.nn.Module):
    """A linear layer with a narrow branch: ``W x + scale * B A x + b``."""

    _a: torch.Tensor
    _b: torch.Tensor

    def __init__(
        self, layer: torch.nn.Linear, a: torch.Tensor, b: torch.Tensor, scale: float
    ) -> None:
        super().__init__()
        self._layer = layer
        self.register_buffer("_a", a.T.contiguous())
        self.register_buffer("_b", b.T.contiguous() * scale)

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        found: torch.Tensor = self._layer(hidden)
        return found + hidden @ self._a @ self._b


class _Reading(torch.nn.Module):
    """From tokens to the logits of start and end: (n, longest, 2)."""

    def __init__(self, model: Any, weight: torch.Tensor, bias: torch.Tensor) -> None:
        super().__init__()
        self._model, self._weight, self._bias = model, weight, bias

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        found = self._model(input_ids=ids, attention_mask=mask, token_type_ids=types)
        return torch.nn.functional.linear(found.last_hidden_state, self._weight, self._bias)


def fitted(model_folder: Path, delta: Path) -> torch.nn.Module:
    """The bundled model with what was fitted beside its matrices.

    Raises:
        KeyError: the delta changes what the model has not.
    """
    settings = BertConfig.from_json_file(str(model_folder / "config.json"))
    model: Any = BertModel(settings, add_pooling_layer=False)
    model.load_state_dict(load_file(model_folder / "model.safetensors"), strict=False)
    with safe_open(delta, framework="pt") as file:
        facts = file.metadata()
        changes = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118 - no mapping
    head = changes.pop("head.weight"), changes.pop("head.bias")
    scale = float(facts["alpha"]) / int(facts["rank"])
    parameters = dict(model.named_parameters())
    with torch.no_grad():
        for name, change in changes.items():
            if not name.endswith((".lora_a", ".lora_b")):
                parameters[name] += change
    for name in [name for name in changes if name.endswith(".weight.lora_a")]:
        path = name.removesuffix(".weight.lora_a")
        branch = changes[name], changes[f"{path}.weight.lora_b"], scale
        above, _, last = path.rpartition(".")
        setattr(model.get_submodule(above), last, _Branched(model.get_submodule(path), *branch))
    return _Reading(model, *head).eval()


def ship(model_folder: Path, encoder: Path, delta: Path, target: Path) -> None:
    """Write the graph, which only fits the weights of this encoder.

    Args:
        model_folder: the bundled model.
        encoder: its export.
        delta: what was fitted.
        target: where to write.
    """
    module = fitted(model_folder, delta)
    # Two contexts of different lengths, so that nothing of the shape is taken for a constant.
    ids = torch.tensor([[0, 41, 2, 2, 1294, 12, 2], [0, 41, 2, 2, 12, 2, 1]])
    mask = (ids != 1).long()
    inputs = dict(zip(_INPUTS, (ids, mask, torch.zeros_like(ids)), strict=True))
    traced, tensors = graph.shrink(graph.trace(module, inputs, "logits"))
    del tensors  # those of the encoder: ``referring`` finds each of them there, or raises
    _halve(traced)
    with safe_open(delta, framework="np") as file:
        facts: Mapping[str, str] = file.metadata()
    weights = Description.load(encoder).weights
    for key, value in {**facts, "weights": weights}.items():
        traced.metadata_props.add(key=key, value=value)
    target.write_bytes(graph.referring(traced, encoder / graph.WEIGHTS))
    # Also beside it: to be read without opening a graph, which other weights do not even allow.
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


@click.command()
@click.option("--delta", type=click.Path(path_type=Path), default=DELTA, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=GRAPH, show_default=True)
def main(delta: Path, out: Path) -> None:
    """Turn what was fitted into the graph that ships."""
    encoder = encoders.load(bundled.BUNDLED, say=click.echo)
    if not isinstance(encoder, ExportedEncoder):
        raise click.ClickException("the bundled model could not be exported (above)")
    ship(Path(bundled.resolve(bundled.BUNDLED)), encoder.folder, delta, out)
    click.echo(f"{out}: {out.stat().st_size / 2**20:.1f} MB")


if __name__ == "__main__":
    main()
