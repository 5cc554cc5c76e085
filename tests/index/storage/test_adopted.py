"""index.storage.store: the encoder that an index carries, adopted once and checked like the rest."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from index.build import build
from index.errors import IndexDamagedError, IndexWriteError
from index.model.onnx_encoder import ExportedEncoder
from index.storage.store import Store
from tests.support import tiny_models
from tests.support.disk.forced import watched
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from pathlib import Path

    from index.types import Manifest

FILES = ("encoder.json", "graph.onnx", "tokenizer.json", "weights.safetensors")
OUTSIDE = ("../x", "a/../../x", "/etc/x", "..", ".", "..\\x", "C:\\x", "\\\\host\\x", "", "a\n", 3)


@pytest.fixture(scope="session")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[ExportedEncoder, ExportedEncoder]:
    """Two exported encoders."""
    root = tmp_path_factory.mktemp("two")
    folders = [tiny_models.counting_encoder(root / str(seed), seed=seed) for seed in (1, 2)]
    first, second = (ExportedEncoder(folder, name="mine") for folder in folders)
    return first, second


@pytest.fixture
def encoder(two: tuple[ExportedEncoder, ExportedEncoder]) -> ExportedEncoder:
    return two[0]


@pytest.fixture
def other(two: tuple[ExportedEncoder, ExportedEncoder]) -> ExportedEncoder:
    return two[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def publish(folder: Path, encoder: Any, n: int = 0) -> Manifest:
    """An index that says another number each time, so that it is another generation."""
    corpus = folder.with_name("报告.txt")
    corpus.write_text(f"全县种茶{n}亩。", encoding="utf-8")
    return build([corpus], folder, lambda: encoder).manifest


def carried(folder: Path) -> Path:
    """The folder of the encoder that the published index carries."""
    _, manifest = Store(folder).current()
    assert manifest.encoder is not None
    return Store(folder).encoder_folder(manifest.encoder)


def encoders(folder: Path) -> set[str]:
    return {path.name for path in (folder / "encoders").iterdir()}


class TestAdopting:
    def test_the_files_are_copied_and_listed(self, folder: Path, encoder: ExportedEncoder):
        published = Store(folder).adopt(encoder.folder)
        assert [file.name for file in published.files] == sorted(FILES)
        for file in published.files:
            data = (Store(folder).encoder_folder(published) / file.name).read_bytes()
            assert data == (encoder.folder / file.name).read_bytes()
            assert (file.n_bytes, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())

    def test_the_name_is_of_what_it_holds(
        self, folder: Path, encoder: ExportedEncoder, other: ExportedEncoder, tmp_path: Path
    ):
        first = Store(folder).adopt(encoder.folder)
        copy = shutil.copytree(encoder.folder, tmp_path / "copy")
        assert Store(folder).adopt(copy) == first
        assert Store(folder).adopt(other.folder).name != first.name
        assert len(encoders(folder)) == 2

    def test_adopting_again_leaves_the_files_where_they_are(
        self, folder: Path, encoder: ExportedEncoder
    ):
        store = Store(folder)
        target = store.encoder_folder(store.adopt(encoder.folder))
        before = {file: (target / file).stat().st_ino for file in FILES}
        store.adopt(encoder.folder)
        assert {file: (target / file).stat().st_ino for file in FILES} == before

    @pytest.mark.parametrize("name", FILES)
    def test_adopting_again_mends_it(self, folder: Path, encoder: ExportedEncoder, name: str):
        store = Store(folder)
        target = store.encoder_folder(store.adopt(encoder.folder))
        (target / name).write_bytes(b"?")
        store.adopt(encoder.folder)
        assert (target / name).read_bytes() == (encoder.folder / name).read_bytes()

    def test_what_a_killed_build_left_is_no_hindrance(self, folder: Path, encoder: ExportedEncoder):
        (folder / "encoders" / ".staging" / "x").mkdir(parents=True)
        publish(folder, encoder)
        assert encoders(folder) == {carried(folder).name}

    def test_it_is_as_readable_as_the_rest(
        self, folder: Path, encoder: ExportedEncoder, tmp_path: Path
    ):
        private = shutil.copytree(encoder.folder, tmp_path / "private")
        (private / "weights.safetensors").chmod(0o600)
        publish(folder, ExportedEncoder(private, name="mine"))
        modes = {path.stat().st_mode for path in folder.rglob("*.json")}
        assert {path.stat().st_mode for path in carried(folder).iterdir()} == modes

    def test_it_is_forced_to_the_disk_before_it_is_published(
        self, folder: Path, encoder: ExportedEncoder, monkeypatch: pytest.MonkeyPatch
    ):
        _, at_swap = watched(monkeypatch, "replace")
        publish(folder, encoder)
        target = carried(folder)
        for path in (target.parent, target, *target.iterdir()):
            assert path.stat().st_ino in at_swap, path

    def test_where_nothing_can_be_written(self, folder: Path, encoder: ExportedEncoder):
        folder.mkdir()
        (folder / "encoders").write_bytes(b"mine")
        with pytest.raises(IndexWriteError, match="cannot be written"):
            Store(folder).adopt(encoder.folder)


class TestGenerations:
    def test_they_share_the_encoder(self, folder: Path, encoder: ExportedEncoder):
        publish(folder, encoder, 1)
        before = (carried(folder) / "graph.onnx").stat().st_ino
        publish(folder, encoder, 2)
        assert len(list((folder / "generations").iterdir())) == 2
        assert encoders(folder) == {carried(folder).name}
        assert (carried(folder) / "graph.onnx").stat().st_ino == before

    def test_the_encoder_of_the_one_before_is_kept_and_then_removed(
        self, folder: Path, encoder: ExportedEncoder, other: ExportedEncoder
    ):
        publish(folder, encoder, 1)
        first = carried(folder).name
        publish(folder, other, 2)
        second = carried(folder).name
        assert encoders(folder) == {first, second}
        publish(folder, other, 3)
        assert encoders(folder) == {second}

    def test_an_encoder_that_no_model_carries_goes_too(
        self, folder: Path, encoder: ExportedEncoder
    ):
        publish(folder, encoder, 1)
        for n in (2, 3):
            assert publish(folder, HashEncoder(), n).encoder is None
        assert encoders(folder) == set()

    def test_an_index_goes_wherever_its_folder_goes(
        self, folder: Path, encoder: ExportedEncoder, tmp_path: Path
    ):
        publish(folder, encoder)
        moved = folder.rename(tmp_path / "别处")
        assert carried(moved).parent.parent == moved
        Store(moved).current()


class TestDamage:
    @pytest.mark.parametrize("name", FILES)
    @pytest.mark.parametrize("place", [0.0, 0.5, 1.0], ids=["start", "middle", "end"])
    def test_a_changed_byte_is_found(
        self, folder: Path, encoder: ExportedEncoder, name: str, place: float
    ):
        publish(folder, encoder)
        file = carried(folder) / name
        data = bytearray(file.read_bytes())
        data[int(place * (len(data) - 1))] ^= 0x40
        file.write_bytes(data)
        with pytest.raises(IndexDamagedError, match=rf"{name} in .* was changed; run `wenbao b"):
            Store(folder).current()

    @pytest.mark.parametrize("name", FILES)
    def test_a_missing_file_is_found(self, folder: Path, encoder: ExportedEncoder, name: str):
        publish(folder, encoder)
        (carried(folder) / name).unlink()
        with pytest.raises(IndexDamagedError, match=rf"{name} is missing.*; run `wenbao build"):
            Store(folder).current()

    def test_a_build_mends_it(self, folder: Path, encoder: ExportedEncoder):
        publish(folder, encoder)
        (carried(folder) / "graph.onnx").unlink()
        publish(folder, encoder)
        Store(folder).current()

    @pytest.mark.parametrize("name", OUTSIDE, ids=map(repr, OUTSIDE))
    @pytest.mark.parametrize("of", ["encoder", "its file", "file"])
    def test_a_name_that_leads_out_is_refused(
        self, folder: Path, encoder: ExportedEncoder, name: Any, of: str
    ):
        publish(folder, encoder)
        generation, _ = Store(folder).current()
        fields = json.loads((generation / "manifest.json").read_bytes())
        named = {
            "encoder": fields["encoder"],
            "its file": fields["encoder"]["files"][0],
            "file": fields["files"][0],
        }[of]
        named["name"] = name
        republish(folder, json.dumps(fields).encode())
        with pytest.raises(IndexDamagedError, match=r"is malformed; run `wenbao build`"):
            Store(folder).current()

    @pytest.mark.parametrize("data", [b"", b"?", b"\xff", b"[" * 200_000])
    def test_a_manifest_that_is_no_json_is_refused(
        self, folder: Path, encoder: ExportedEncoder, data: bytes
    ):
        publish(folder, encoder)
        republish(folder, data)
        with pytest.raises(IndexDamagedError, match=r"is malformed; run `wenbao build`"):
            Store(folder).current()
        publish(folder, encoder)
        Store(folder).current()


def republish(folder: Path, manifest: bytes) -> None:
    """Put another manifest in the place of the published one, and name all after it."""
    generation, _ = Store(folder).current()
    name = hashlib.sha256(manifest).hexdigest()[:16]
    target = generation.rename(generation.with_name(name))
    (target / "manifest.json").write_bytes(manifest)
    (folder / "CURRENT").write_text(f"{name}\n", "ascii")
