"""Calibration: how large the values are that a model's matrices meet, measured before rounding.

In float64, in which machines agree to so many digits that all choose the same factors: the reader
that ships (``qa.answering.reader``) names weights that each user's machine has made for itself.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import numpy as np
import torch

from index.model.int8_weights import Ranges
from index.model.torch_graph import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray


def measure(model: torch.nn.Module, run: Callable[[], object]) -> dict[str, Ranges]:
    """Look at what meets each linear layer of a model.

    Args:
        model: in float32; it is so again afterwards.
        run: calls the model, once for each of some texts, without padding; what it hands over that is
            no token is in float64.

    Returns:
        By the digest of the layer's matrix, as a graph holds it: (inputs, outputs). Layers that
        were not called are left out.
    """
    layers = {
        digest(layer.weight.detach().numpy().T): layer
        for layer in model.modules()
        if isinstance(layer, torch.nn.Linear)
    }
    seen = {name: _Seen(layer.in_features) for name, layer in layers.items()}
    with contextlib.ExitStack() as hooks:
        for name, layer in layers.items():
            hook = layer.register_forward_pre_hook(seen[name].look)
            hooks.callback(hook.remove)
        with _in_float64(model), torch.inference_mode():
            run()
    return {name: each.ranges() for name, each in seen.items() if each.spreads}


class _Seen:
    """What has met a layer so far."""

    def __init__(self, n_inputs: int) -> None:
        self._largest: NDArray[np.float64] = np.zeros(n_inputs)
        self.spreads: list[float] = []

    def look(self, _layer: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        """See one text; called by torch."""
        sizes = inputs[0].reshape(-1, inputs[0].shape[-1]).abs().numpy()
        self._largest = np.maximum(self._largest, sizes.max(0))
        tokens = sizes.max(1)
        median = float(np.median(tokens))
        self.spreads.append(float(tokens.max()) / median if median else np.inf)

    def ranges(self) -> Ranges:
        """Of all texts together."""
        return Ranges(inputs=self._largest, spread=float(np.median(self.spreads)))


@contextlib.contextmanager
def _in_float64(model: torch.nn.Module) -> Iterator[None]:
    """Compute in float64 for a while; word tables stay as they are, being most of a model."""
    tables = [module for module in model.modules() if isinstance(module, torch.nn.Embedding)]
    others = [module for module in model.modules() if not isinstance(module, torch.nn.Embedding)]
    with contextlib.ExitStack() as hooks:
        for table in tables:
            hook = table.register_forward_hook(lambda _table, _ids, found: found.double())
            hooks.callback(hook.remove)
        _to(torch.float64, others)
        hooks.callback(_to, torch.float32, others)
        yield


def _to(kind: torch.dtype, modules: list[torch.nn.Module]) -> None:
    for module in modules:
        for tensor in (*module.parameters(recurse=False), *module.buffers(recurse=False)):
            if tensor.is_floating_point():
                tensor.data = tensor.data.to(kind)
