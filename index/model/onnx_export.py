"""A sentence-transformers model as the files of an exported encoder, made once per model.

Only who makes one imports this: it brings torch, transformers and onnx.
"""

from __future__ import annotations

import contextlib
import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import torch
from transformers import PreTrainedModel

from index.errors import ModelError, ShortageError, first_line
from index.language import word_lists
from index.model import calibration, torch_graph, weights_file
from index.model import tokenizer as tokenizer_file
from index.model.encoder import similarities_of_unrelated_texts
from index.model.onnx_encoder import FORMAT_VERSION, GRAPH, Description, ExportedEncoder
from index.model.quantise_graph import QuantisedGraph
from index.platform import shortage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.model.encoder import SentenceTransformerEncoder
    from index.model.int8_weights import Ranges

_ALIKE = 0.998  # the least cosine to the model's own vectors that still ranks as it does
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_OUTPUT = "embedding"


def export(
    encoder: SentenceTransformerEncoder, folder: Path, cache_dir: Path | None = None
) -> None:
    """Write the files of ``ExportedEncoder`` into an existing, empty folder.

    They are tried before this returns: the vectors of a few questions and passages have to be
    those of the model.

    Args:
        encoder: the model.
        folder: where to write them.
        cache_dir: as ``ExportedEncoder``'s.

    Raises:
        ModelError: this model cannot be exported; the message says why.
    """
    try:
        about = _write(encoder, folder)
        written = ExportedEncoder(folder, name=encoder.name, cache_dir=cache_dir)
        _try(encoder, written)
        mean, deviation = similarities_of_unrelated_texts(written)
        about = dataclasses.replace(about, similarity_mean=mean, similarity_deviation=deviation)
        about.save(folder)
    except (ModelError, ShortageError):
        raise
    except Exception as error:  # of all kinds: a model is code that torch has to follow
        shortage.check(error, folder)
        raise ModelError(
            f"the model {encoder.name!r} cannot be exported: {first_line(error)}"
        ) from error


class _Embedding(torch.nn.Module):
    """From tokens to unit vectors."""

    def __init__(self, encoder: SentenceTransformerEncoder, inputs: tuple[str, ...]) -> None:
        super().__init__()
        self._model = encoder.model
        self._inputs = inputs

    def forward(self, *values: torch.Tensor) -> torch.Tensor:
        features = self._model(dict(zip(self._inputs, values, strict=True)))
        return torch.nn.functional.normalize(features["sentence_embedding"], dim=1)


def ranges(encoder: SentenceTransformerEncoder) -> dict[str, Ranges]:
    """What meets the matrices of a model, by their digests: measured on the texts in probes.txt."""
    texts = [prompt + text for prompt in encoder.prompts for text in _probes()]

    def run() -> None:
        for text in texts:  # one by one: padding would be seen too
            encoder.model(encoder.model.tokenizer(text, return_tensors="pt"))

    return calibration.measure(encoder.model, run)


def _write(encoder: SentenceTransformerEncoder, folder: Path) -> Description:
    """All files; what only the finished encoder tells is left at 0."""
    tokenizer = encoder.model.tokenizer
    known = tuple(name for name in _INPUTS if name in tokenizer.model_input_names)
    questions = [prompt + text for prompt in encoder.prompts for text in _probes()[:2]]
    batch = tokenizer(questions, padding=True, return_tensors="pt")
    with _plain_attention(encoder) as config:
        traced = torch_graph.trace(
            _Embedding(encoder, known).eval(),
            {name: batch[name] for name in known},
            _OUTPUT,
            heads=getattr(config, "num_attention_heads", 0),
            width=getattr(config, "hidden_size", 0),
        )
        quantised = QuantisedGraph(traced, ranges(encoder))
    weights = torch_graph.save_weights(quantised.tensors, folder)
    (folder / GRAPH).write_bytes(torch_graph.referring(quantised.model, weights))
    tokenizer_file.save(tokenizer.backend_tokenizer, folder)
    question_prompt, passage_prompt = encoder.prompts
    about = Description(
        format_version=FORMAT_VERSION,
        fingerprint=encoder.fingerprint,
        dimension=encoder.dimension,
        max_tokens=_max_tokens(encoder),
        question_prompt=question_prompt,
        passage_prompt=passage_prompt,
        inputs=known,
        weights=weights_file.layout(weights_file.places(weights)),
        similarity_mean=0.0,
        similarity_deviation=0.0,
    )
    about.save(folder)
    return about


@contextlib.contextmanager
def _plain_attention(encoder: SentenceTransformerEncoder) -> Iterator[object]:
    """Let the model reckon its attention step by step, as ``graph.trace`` knows it; its settings."""
    models = [each for each in encoder.model.modules() if isinstance(each, PreTrainedModel)]
    before = [each.config._attn_implementation for each in models]  # noqa: SLF001 - it has no other name
    try:
        for each in models:
            each.set_attn_implementation("eager")
        yield models[0].config if models else None
    finally:
        for each, implementation in zip(models, before, strict=True):
            each.set_attn_implementation(implementation)


def _max_tokens(encoder: SentenceTransformerEncoder) -> int:
    n = encoder.model.max_seq_length
    if n is None:
        raise ModelError(f"the model {encoder.name!r} does not tell how long a text may be")
    return int(n)


def _try(encoder: SentenceTransformerEncoder, exported: ExportedEncoder) -> None:
    """Compare the vectors of texts of several lengths with those in float32."""
    texts = [*_probes(), "".join(_probes()) * 20]
    ways = (exported.encode_questions, exported.encode_passages)
    for prompt, encode in zip(encoder.prompts, ways, strict=True):
        expected = encoder.model.encode(texts, prompt=prompt, normalize_embeddings=True)
        least = float(np.einsum("nd,nd->n", expected, encode(texts)).min())
        if not least >= _ALIKE:
            raise ModelError(
                f"the model {encoder.name!r} cannot be exported: its vectors become others "
                f"(cosine {least:.3f}, expected at least {_ALIKE})"
            )


def _probes() -> list[str]:
    return list(word_lists.read("index.model", "probes.txt"))
