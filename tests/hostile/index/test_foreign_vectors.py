"""An index from elsewhere whose FAISS files, arrays and tables are not what they say."""

from __future__ import annotations

import json
import shutil
import struct
from typing import TYPE_CHECKING, Any

import faiss
import numpy as np
import pytest

from index.build import build
from index.errors import IndexDamagedError
from index.model.onnx_encoder import ExportedEncoder
from index.platform import arrays
from index.published.vectors import VectorIndex
from tests.support import foreign, tiny_models

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

DIMENSION = 32
_PEAK_BYTES = 1 << 30


def framed(data: bytes) -> bytes:
    """The bytes of an index as its file has them: their number behind."""
    return data + len(data).to_bytes(8, "little")


def serialised(index: faiss.Index) -> bytes:
    return framed(bytes(faiss.serialize_index(index)))


def random(n: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(7).normal(size=(n, DIMENSION)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def of_another_kind(description: str, n: int = 300) -> bytes:
    index = faiss.index_factory(DIMENSION, description, faiss.METRIC_INNER_PRODUCT)
    index.train(random(n))
    index.add(random(n))
    return serialised(index)


def with_numbers(at: int, layout: str, *numbers: int) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        changed = bytearray(data)
        struct.pack_into(layout, changed, at, *numbers)
        return bytes(changed)

    return change


def on_disk(folder: Path) -> bytes:
    """Lists that lie in a file that the index names."""
    index: Any = faiss.index_factory(DIMENSION, "IVF4,SQfp16", faiss.METRIC_INNER_PRODUCT)
    index.train(random(300))
    lists = faiss.OnDiskInvertedLists(4, index.code_size, str(folder / "lists"))
    index.replace_invlists(lists)
    index.add(random(300))
    return serialised(index).replace(
        str(folder / "lists").encode(), b"/etc/passwd".ljust(len(str(folder / "lists")), b"/")
    )


def put(file: Path, data: bytes) -> None:
    """Write vectors, with a checksum beside them that is of none of their bytes."""
    file.write_bytes(data)
    arrays.save(
        file.with_suffix(".head"), np.array([(0, 0)], [("n_bytes", "<u8"), ("crc32", "<u4")])
    )


def in_lists(change: Callable[[faiss.IndexIVF], None] = lambda _index: None) -> bytes:
    """Lists of the kind that large indexes have."""
    vectors = random(400)
    index = VectorIndex.build(vectors, lambda: vectors[:8], exact=10)._index  # noqa: SLF001 - to harm it
    change(index)
    return serialised(index)


# d, n, two unused, is trained, metric, count: where they stand in an exact index.
_DIMENSION, _NUMBER, _METRIC, _COUNT = 4, 8, 33, 37
KINDS = (
    "HNSW8",
    "PQ4x4np",
    "IVF4,Flat",
    "IVF4,SQ8",
    "SQ8",
    "PCA16,Flat",
    "L2norm,Flat",
)
FIELDS: dict[str, Callable[[bytes], bytes]] = {
    "vectors of gigabytes": with_numbers(_DIMENSION, "<i", 1 << 30),
    "vectors of less than nothing": with_numbers(_DIMENSION, "<i", -1),
    "more vectors than there are": with_numbers(_NUMBER, "<q", 1 << 40),
    "vectors below 0": with_numbers(_NUMBER, "<q", -5),
    "another distance": with_numbers(_METRIC, "<i", 1),
    "a distance of nobody": with_numbers(_METRIC, "<i", 99),
    "more numbers than there are": with_numbers(_COUNT, "<Q", 1 << 61),
    "no numbers": with_numbers(_COUNT, "<Q", 0),
    "another kind's name": lambda data: b"IxF2" + data[4:],
    "a kind of nobody": lambda data: b"EVIL" + data[4:],
    "nothing": lambda _data: framed(b""),
    "an empty file": lambda _data: b"",
    "four letters": lambda _data: framed(b"IxFI"),
    "half of it": lambda data: framed(data[: len(data) // 2]),
    "more behind it": lambda data: framed(data[:-8] + b"\0" * 64),
    "a length beyond it": lambda data: data[:-8] + (1 << 60).to_bytes(8, "little"),
}
# Where the numbers of an index in lists stand, behind those that it shares with an exact one.
_N_LISTS, _N_PROBED = 37, 45
LISTS: dict[str, Callable[[bytes], bytes]] = {
    "as they were": lambda data: data,
    "lists without number": with_numbers(_N_LISTS, "<Q", 1 << 50),
    "no lists": with_numbers(_N_LISTS, "<Q", 0),
    "more lists searched than there are": with_numbers(_N_PROBED, "<Q", 1 << 40),
    "lists that another file holds": lambda data: data.replace(b"ilar", b"ilod"),
    "few lists of many": lambda data: data.replace(b"full", b"sprs"),
}


# What the terms are said to be of: a question reserves memory for each.
COUNTS: dict[str, tuple[str, object]] = {
    "terms of a million millions": ("passage_terms", 10**12),
    "sentences of a million millions": ("sentence_terms", 10**12),
    "more than a number holds": ("passage_terms", 10**30),
    "terms of less than nothing": ("passage_terms", -1),
    "terms of none": ("sentence_terms", 0),
    "terms of a text": ("passage_terms", "many"),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("vectors")
    (root / "甲.txt").write_text("全县种茶三千亩。今年新建绿道31公里。", encoding="utf-8")
    encoder = ExportedEncoder(tiny_models.counting_encoder(root / "encoder"), name="mine")
    build([root / "甲.txt"], root / "index", lambda: encoder)
    return root / "index"


@pytest.fixture(scope="module")
def outcomes(index: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], int]:
    folder = tmp_path_factory.mktemp("foreign vectors")

    def writing(change: Callable[[bytes], bytes]) -> Callable[[Path, Path], None]:
        def write(_encoder: Path, generation: Path) -> None:
            file = generation / "passage_vectors.faiss"
            put(file, change(file.read_bytes()))

        return write

    def replacing(kind: str) -> Callable[[Path, Path], None]:
        return writing(lambda _data: of_another_kind(kind))

    def counting(part: str, number: object) -> Callable[[Path, Path], None]:
        def write(_encoder: Path, generation: Path) -> None:
            file = generation / part / "size.json"
            file.write_text(json.dumps({"n_texts": number}), encoding="utf-8")

        return write

    changes = {name: writing(change) for name, change in FIELDS.items()}
    changes |= {name: counting(*given) for name, given in COUNTS.items()}
    for name in KINDS:
        changes[name.replace(",", " on ")] = replacing(name)
    changes["a file that it names"] = writing(lambda _data: on_disk(folder))
    return foreign.opened(
        [foreign.remade(index, folder / name, change) for name, change in changes.items()],
        folder / "cache",
    )


@pytest.mark.parametrize(
    "name", [*FIELDS, *(name.replace(",", " on ") for name in KINDS), "a file that it names"]
)
def test_it_is_refused_in_a_line(outcomes: tuple[dict[str, str], int], name: str):
    assert outcomes[0][name].startswith("IndexDamagedError: passage_vectors.faiss of the index")


@pytest.mark.parametrize("name", COUNTS)
def test_a_number_of_texts_is_compared(outcomes: tuple[dict[str, str], int], name: str):
    assert outcomes[0][name].startswith("IndexDamagedError: ")


def test_no_memory_was_taken(outcomes: tuple[dict[str, str], int]):
    assert outcomes[1] < _PEAK_BYTES


@pytest.mark.parametrize("name", [*LISTS])
def test_lists_are_looked_at_too(tmp_path: Path, name: str):
    file = tmp_path / "vectors.faiss"
    put(file, LISTS[name](in_lists()))
    if name == "as they were":
        assert len(VectorIndex.load(file)) == 400
        return
    with pytest.raises(IndexDamagedError, match=r"vectors\.faiss"):
        VectorIndex.load(file)


@pytest.mark.parametrize("place", [-1, 1 << 62, 400, (3 << 32) + 400, 1 << 40])
def test_a_place_that_leads_out_of_the_lists_is_not_followed(tmp_path: Path, place: int):
    data = bytearray(in_lists())
    n_lists = struct.unpack_from("<Q", data, _N_LISTS)[0]
    at = 53 + 45 + n_lists * DIMENSION * 4 + 1 + 8  # heads, centroids, kind of map, count
    struct.pack_into("<q", data, at + 5 * 8, place)
    file = tmp_path / "vectors.faiss"
    put(file, bytes(data))
    loaded = VectorIndex.load(file)
    assert len(loaded.vectors(np.array([4, 6]))) == 2
    with pytest.raises(IndexDamagedError):
        loaded.vectors(np.array([4, 5, 6]))


@pytest.mark.parametrize("row", [-1, 400, 1 << 50])
def test_a_row_that_is_not_there_is_not_read(tmp_path: Path, row: int):
    vectors = random(400)
    for exact in (10, 1000):
        file = tmp_path / f"{exact}.faiss"
        VectorIndex.build(vectors, lambda: vectors[:8], exact=exact).save(file)
        with pytest.raises(IndexDamagedError):
            VectorIndex.load(file).vectors(np.array([row]))


def test_numbers_of_rows_that_are_not_there_are_not_given(tmp_path: Path):
    data = bytearray(in_lists())
    for number in range(400):  # wherever they stand in the lists
        data = data.replace(number.to_bytes(8, "little"), (number + 5000).to_bytes(8, "little"))
    file = tmp_path / "vectors.faiss"
    whole = in_lists()
    ids = np.frombuffer(whole[-8 - 8 * 3 : -8], np.int64)
    put(file, whole[: -8 - 8 * 3] + (ids + 5000).tobytes() + whole[-8:])
    loaded = VectorIndex.load(file)
    with pytest.raises(IndexDamagedError):
        loaded.search(random(400)[int(ids[0])], 400)


def test_an_array_of_python_objects_is_only_bytes(tmp_path: Path):
    """What NumPy's own form would run is numbers here: nothing is unpickled."""
    np.save(tmp_path / "evil.npy", np.array([print], dtype=object), allow_pickle=True)
    shutil.copy(tmp_path / "evil.npy", tmp_path / "hashes")
    with (tmp_path / "hashes").open("ab") as file:
        file.truncate(128)
    assert arrays.load(tmp_path / "hashes", np.uint64).dtype == np.uint64
