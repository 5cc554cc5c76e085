"""A torch module as an ONNX graph whose large weights lie beside it.

Only who exports a model imports this: it brings torch and onnx.
"""

from __future__ import annotations

import hashlib
import io
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto
from safetensors.numpy import save_file

from index.model import weights_file
from index.platform import quiet

with quiet.loading():
    import torch
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

WEIGHTS = "weights.safetensors"  # beside the graph

_OPSET = 17

Tensors = dict[str, "NDArray[Any]"]


def trace(
    module: torch.nn.Module, inputs: Mapping[str, torch.Tensor], output: str, heads: int, width: int
) -> onnx.ModelProto:
    """Follow a module through one batch.

    What onnxruntime has in one operator (attention, a sum with its normalisation) is brought into
    one: a question has so few tokens that each operator's own time counts.

    Args:
        module: computes its attention step by step, or it will not be known for what it is.
        inputs: (n, longest) each; both may differ when the graph is run.
        output: what to call what comes out, (n, …).
        heads: of the attention; 0 where there is none.
        width: of a layer; likewise.

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
    return _fused(onnx.load_model_from_string(buffer.getvalue()), heads, width)


def _fused(model: onnx.ModelProto, heads: int, width: int) -> onnx.ModelProto:
    options = FusionOptions("bert")
    options.use_multi_head_attention = True  # takes the products as they are
    options.enable_embed_layer_norm = False  # would take the word table as it is
    options.enable_skip_layer_norm = False  # slower than the sum and the normalisation one by one
    with quiet.loggers(*_talkative()):
        fused: onnx.ModelProto = optimizer.optimize_by_fusion(
            model, "bert", heads, width, options
        ).model
    return fused


def _talkative() -> list[str]:
    """The loggers of the optimizer, which tells each pattern that it does not find."""
    folder = str(Path(optimizer.__file__).parent)
    files = {name: getattr(module, "__file__", None) for name, module in [*sys.modules.items()]}
    return [name for name, file in files.items() if file and file.startswith(folder)]


def digest(tensor: NDArray[Any]) -> str:
    """A name made of what a tensor holds."""
    sha = hashlib.sha256(f"{tensor.dtype} {tensor.shape} ".encode())
    sha.update(np.ascontiguousarray(tensor).data)
    return sha.hexdigest()[:24]


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
    places = weights_file.places(weights)
    for tensor in model.graph.initializer:
        if tensor.data_location == TensorProto.EXTERNAL:
            place = places[tensor.name]
            location = {"location": WEIGHTS, "offset": place.start, "length": place.n_bytes}
            del tensor.external_data[:]
            for key, value in location.items():
                tensor.external_data.add(key=key, value=str(value))
    data_: bytes = model.SerializeToString()
    return data_
