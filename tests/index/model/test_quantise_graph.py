"""index.model.quantise_graph and index.model.calibration: a graph in few bits reckons what the module does."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto

from index.model import calibration, torch_graph
from index.model.onnx_encoder import session
from index.model.quantise_graph import QuantisedGraph

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.model.int8_weights import Ranges

pytestmark = pytest.mark.model  # torch follows the module

WIDTH = 256  # of matrices that are worth it


class Layer(torch.nn.Module):
    """Two matrices that meet the same, one that meets their sum, and one too small to matter."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(3)
        self.first, self.second, self.third = (torch.nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.last = torch.nn.Linear(WIDTH, 2)

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        both = torch.tanh(self.first(hidden)) + self.second(hidden)
        found: torch.Tensor = self.last(torch.tanh(self.third(both)))
        return found


def tokens(seed: int, *, largest: float = 1.0, outlier: float = 1.0) -> torch.Tensor:
    """A text of nine tokens: one of them so much larger, one input of all so much larger."""
    hidden = torch.randn(1, 9, WIDTH, generator=torch.Generator().manual_seed(seed))
    hidden[:, 0] *= largest
    hidden[..., 7] *= outlier
    return hidden


def traced(layer: Layer, hidden: torch.Tensor) -> onnx.ModelProto:
    return torch_graph.trace(layer, {"hidden": hidden}, "found", heads=0, width=0)


def operators(model: onnx.ModelProto) -> list[str]:
    return [node.op_type for node in model.graph.node]


def run(shrunk: QuantisedGraph, hidden: torch.Tensor, folder: Path) -> NDArray[np.float32]:
    file = torch_graph.save_weights(shrunk.tensors, folder)
    return np.asarray(
        session(torch_graph.referring(shrunk.model, file), folder).run(
            None, {"hidden": hidden.numpy()}
        )[0]
    )


def measured(layer: Layer, *texts: torch.Tensor) -> dict[str, Ranges]:
    return calibration.measure(layer, lambda: [layer(text.double()) for text in texts])


class TestMeasuring:
    def test_the_largest_that_meets_each_layer(self):
        layer, texts = Layer(), (tokens(0), tokens(1))
        found = measured(layer, *texts)
        name = torch_graph.digest(layer.first.weight.detach().numpy().T)
        expected = torch.cat(texts).abs().amax((0, 1)).numpy()
        assert found[name].inputs == pytest.approx(expected)
        assert found[name].inputs.dtype == np.float64
        assert len(found) == 4

    def test_how_much_tokens_differ_in_size(self):
        layer = Layer()
        name = torch_graph.digest(layer.first.weight.detach().numpy().T)
        assert measured(layer, tokens(0))[name].spread < 2
        assert measured(layer, tokens(0, largest=40))[name].spread > 20

    def test_layers_that_were_not_called_are_left_out(self):
        layer = Layer()
        found = calibration.measure(layer, lambda: layer.first(tokens(0).double()))
        assert set(found) == {torch_graph.digest(layer.first.weight.detach().numpy().T)}

    def test_the_model_is_as_it_was(self):
        layer = Layer()
        before = {name: value.clone() for name, value in layer.state_dict().items()}
        with pytest.raises(ZeroDivisionError):
            calibration.measure(layer, lambda: 1 // 0)
        measured(layer, tokens(0))
        after = layer.state_dict()
        assert all((after[name] == value).all() for name, value in before.items())
        assert all(value.dtype == torch.float32 for value in after.values())

    def test_tables_are_looked_up_as_they_are(self):
        table, layer = torch.nn.Embedding(5, WIDTH), torch.nn.Linear(WIDTH, WIDTH)
        module = torch.nn.Sequential(table, layer)
        ids = torch.tensor([[1, 2]])
        found = calibration.measure(module, lambda: module(ids))
        (ranges,) = found.values()
        expected = table(ids).abs().amax((0, 1)).detach().numpy()
        assert ranges.inputs == pytest.approx(expected)
        assert table.weight.dtype == torch.float32


class TestShrinking:
    def test_products_of_large_matrices_are_of_whole_numbers(self):
        layer, text = Layer(), tokens(0)
        shrunk = QuantisedGraph(traced(layer, text), measured(layer, text))
        found = operators(shrunk.model)
        assert found.count("DynamicQuantizeMatMul") == 3
        assert found.count("MatMul") == 1
        kinds = sorted(str(tensor.dtype) for tensor in shrunk.tensors.values())
        assert kinds == ["float32"] * 5 + ["int8"] * 3  # two inputs are evened

    def test_what_is_made_of_matrices_lies_outside_under_their_digests(self):
        layer, text = Layer(), tokens(0)
        shrunk = QuantisedGraph(traced(layer, text), measured(layer, text))
        outside = {
            tensor.name
            for tensor in shrunk.model.graph.initializer
            if tensor.data_location == TensorProto.EXTERNAL
        }
        assert outside == set(shrunk.tensors)
        digests = {
            torch_graph.digest(each.weight.detach().numpy().T)
            for each in (layer.first, layer.second, layer.third)
        }
        assert {name.split(".")[0] for name in outside} == digests

    def test_rounding_changes_what_lies_outside_and_nothing_else(self, tmp_path: Path):
        layer, text = Layer(), tokens(0, largest=40)
        ranges = measured(layer, text)
        other = {
            name: dataclasses.replace(each, inputs=each.inputs * np.exp2(np.arange(WIDTH) % 3))
            for name, each in ranges.items()
        }
        here, there = (
            QuantisedGraph(traced(layer, text), ranges),
            QuantisedGraph(traced(layer, text), other),
        )
        assert any(
            not np.array_equal(here.tensors[name], there.tensors[name]) for name in here.tensors
        )
        assert {name: each.shape for name, each in here.tensors.items()} == {
            name: each.shape for name, each in there.tensors.items()
        }
        run(here, text, tmp_path)
        made_here = torch_graph.referring(here.model, tmp_path / torch_graph.WEIGHTS)
        expected = run(there, text, tmp_path)
        found = session(made_here, tmp_path).run(None, {"hidden": text.numpy()})[0]
        assert np.array_equal(found, expected)

    def test_a_matrix_that_is_rounded_otherwise_at_another_place_lies_there_twice(
        self, tmp_path: Path
    ):
        class Twice(Layer):
            def forward(self, hidden: torch.Tensor) -> torch.Tensor:
                within = torch.tanh(self.first(hidden))
                return self.first(within) + self.second(within)

        layer, text = Twice(), tokens(0)
        with torch.no_grad():
            layer.second.weight[:5] *= 50  # its rows are a part of what evens the second place
        shrunk = QuantisedGraph(traced(layer, text), measured(layer, text))
        name = torch_graph.digest(layer.first.weight.detach().numpy().T)
        assert {each for each in shrunk.tensors if each.startswith(f"{name}.values")} == {
            f"{name}.values",
            f"{name}.values+",
        }
        with torch.inference_mode():
            expected = layer(text).numpy()
        error = run(shrunk, text, tmp_path) - expected
        assert np.linalg.norm(error) <= 0.1 * np.linalg.norm(expected)

    def test_what_meets_two_matrices_is_evened_once(self):
        layer, text = Layer(), tokens(0, largest=40)
        found = operators(QuantisedGraph(traced(layer, text), measured(layer, text)).model)
        assert found.count("DynamicQuantizeMatMul") == 3
        assert found.count("ReduceMax") == 2  # the first two share one

    @pytest.mark.parametrize(("largest", "outlier"), [(1, 1), (40, 1), (1, 60), (40, 60)])
    def test_it_reckons_what_the_module_does(self, tmp_path: Path, largest: float, outlier: float):
        layer = Layer()
        seen = [tokens(seed, largest=largest, outlier=outlier) for seed in range(3)]
        shrunk = QuantisedGraph(traced(layer, seen[0]), measured(layer, *seen))
        fresh = tokens(9, largest=largest, outlier=outlier)
        with torch.inference_mode():
            expected = layer(fresh).numpy()
        error = run(shrunk, fresh, tmp_path) - expected
        assert np.linalg.norm(error) <= 0.1 * np.linalg.norm(expected)

    def test_a_large_token_does_not_take_the_levels_of_the_others(self, tmp_path: Path):
        layer, text = Layer(), tokens(0, largest=400)
        with torch.inference_mode():
            expected = layer(text).numpy()
        ranges = measured(layer, text)
        together = {name: dataclasses.replace(each, spread=1.0) for name, each in ranges.items()}
        own, shared = (
            np.linalg.norm(
                run(QuantisedGraph(traced(layer, text), each), text, tmp_path) - expected
            )
            for each in (ranges, together)
        )
        assert own < shared / 5

    def test_a_token_of_zeros_is_no_trouble(self, tmp_path: Path):
        layer, text = Layer(), tokens(0, largest=40)
        shrunk = QuantisedGraph(traced(layer, text), measured(layer, text))
        text[:, 3] = 0
        assert np.isfinite(run(shrunk, text, tmp_path)).all()

    def test_a_large_table_is_packed_and_a_small_one_stays(self, tmp_path: Path):
        torch.manual_seed(4)
        for n_rows, operator in ((1 << 16, "GatherBlockQuantized"), (512, "Gather")):
            table = torch.nn.Embedding(n_rows, WIDTH)
            ids = torch.tensor([[1, n_rows - 1, 5]])
            model = torch_graph.trace(table, {"hidden": ids}, "found", heads=0, width=0)
            shrunk = QuantisedGraph(model, {})
            assert operators(shrunk.model) == [operator]
            found = run(shrunk, ids, tmp_path)
            assert found == pytest.approx(table(ids).detach().numpy(), abs=0.02)

    def test_matrices_that_were_not_measured_stay(self):
        layer, text = Layer(), tokens(0)
        model = traced(layer, text)
        shrunk = QuantisedGraph(model, {})
        assert operators(shrunk.model) == operators(model)
        assert shrunk.tensors == {}

    def test_the_graph_before_is_left_as_it_is(self):
        layer, text = Layer(), tokens(0)
        model = traced(layer, text)
        before = model.SerializeToString(deterministic=True)
        QuantisedGraph(model, measured(layer, text))
        assert model.SerializeToString(deterministic=True) == before
