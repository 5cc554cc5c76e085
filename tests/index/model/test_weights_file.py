"""index.model.weights_file: what two exports of one model have in common, whatever rounding did."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from index.model.weights_file import EXPORTER_VERSION, Place, layout, places, version_of

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def tensors() -> dict[str, NDArray[np.generic]]:
    return {
        "ab.values": np.arange(12, dtype=np.int8).reshape(3, 4),
        "ab.scales": np.linspace(1, 2, 4, dtype=np.float32),
        "cd.inverse": np.ones(3, np.float32),
    }


def saved(folder: Path, **changes: NDArray[np.generic]) -> str:
    named = {name.replace("_", "."): values for name, values in changes.items()}
    save_file(tensors() | named, folder / "weights")
    return layout(places(folder / "weights"))


def test_a_place_is_where_the_tensor_lies(tmp_path: Path):
    save_file(tensors(), tmp_path / "weights")
    data = (tmp_path / "weights").read_bytes()
    for name, values in load_file(tmp_path / "weights").items():
        place = places(tmp_path / "weights")[name]
        assert data[place.start : place.start + place.n_bytes] == values.tobytes()
        assert place.shape == values.shape
        assert place.kind == {"int8": "I8", "float32": "F32"}[str(values.dtype)]


@pytest.mark.parametrize(
    "move",
    [
        lambda scales: np.nextafter(scales, np.float32(9)),
        lambda scales: scales * np.float32(1.001),
        lambda scales: scales * 0,
        np.negative,
        lambda scales: scales[::-1].copy(),
    ],
)
def test_other_values_are_no_other_layout(tmp_path: Path, move):  # noqa: ANN001 - a ufunc or a lambda
    assert saved(tmp_path, ab_scales=move(tensors()["ab.scales"])) == saved(tmp_path)


@pytest.mark.parametrize(
    "changes",
    [
        {"ef_scales": np.ones(1, np.float32)},
        {"ab_scales": np.ones(5, np.float32)},
        {"ab_scales": np.ones(4, np.float64)},
        {"ab_values": np.zeros((4, 3), np.int8)},
    ],
)
def test_other_tensors_are_another_layout(tmp_path: Path, changes: dict[str, NDArray[np.generic]]):
    assert saved(tmp_path, **changes) != saved(tmp_path)


def test_another_place_or_name_is_another_layout():
    place = Place(kind="F32", shape=(4,), start=80, n_bytes=16)
    moved = Place(kind="F32", shape=(4,), start=96, n_bytes=16)
    names = {layout({"a": place}), layout({"a": moved}), layout({"b": place})}
    assert len(names) == 3


def test_what_the_header_says_beside_is_nothing(tmp_path: Path):
    save_file(tensors(), tmp_path / "plain")
    save_file(tensors(), tmp_path / "noted", metadata={"made": "elsewhere"})
    plain, noted = places(tmp_path / "plain"), places(tmp_path / "noted")
    assert set(plain) == set(noted) == set(tensors())


def test_a_layout_tells_its_rules():
    assert version_of(layout({})) == EXPORTER_VERSION


@pytest.mark.parametrize("name", ["", "0" * 64, ":", "x:0", "-1:0", "²:0", "1.5:0"])
def test_what_tells_no_rules(name: str):
    assert version_of(name) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff" * 8,
        (2).to_bytes(8, "little") + b"[]",
        (2).to_bytes(8, "little") + b"\xff\xff",
        *(
            len(text).to_bytes(8, "little") + text
            for text in (
                json.dumps({"a": entry}).encode()
                for entry in (
                    None,
                    {},
                    {"dtype": "I8"},
                    {"dtype": "I8", "shape": 3, "data_offsets": [0, 1]},
                    {"dtype": "I8", "shape": [], "data_offsets": [0]},
                )
            )
        ),
    ],
)
def test_what_is_no_such_file(tmp_path: Path, data: bytes):
    (tmp_path / "weights").write_bytes(data)
    with pytest.raises(ValueError, match=r"."):
        places(tmp_path / "weights")
