"""A sentence-transformers model as the files of an exported encoder, made once per model.

Only who makes one imports this: it brings torch, transformers and onnx.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import torch

from index import graph, lists, vocabulary
from index.errors import ModelError, first_line
from index.exported import (
    FORMAT_VERSION,
    GRAPH,
    PASSAGES_GRAPH,
    Description,
    ExportedEncoder,
)

if TYPE_CHECKING:
    from pathlib import Path

    from index.encoder import SentenceTransformerEncoder

_ALIKE = 0.995  # the least cosine to the model's own vectors that still ranks as it does
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_OUTPUT = "embedding"


def export(encoder: SentenceTransformerEncoder, folder: Path) -> None:
    """Write the files of ``ExportedEncoder`` into an existing, empty folder.

    They are tried before this returns: the vectors of a few questions and passages have to be
    those of the model.

    Raises:
        ModelError: this model cannot be exported; the message says why.
    """
    try:
        _write(encoder, folder)
        _try(encoder, ExportedEncoder(folder, name=encoder.name))
    except ModelError:
        raise
    except Exception as error:  # of all kinds: a model is code that torch has to follow
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
        found = self._model(dict(zip(self._inputs, values, strict=True)))
        return torch.nn.functional.normalize(found["sentence_embedding"], dim=1)


def _write(encoder: SentenceTransformerEncoder, folder: Path) -> None:
    tokenizer = encoder.model.tokenizer
    known = tuple(name for name in _INPUTS if name in tokenizer.model_input_names)
    questions = [prompt + text for prompt in encoder.prompts for text in _probes()[:2]]
    batch = tokenizer(questions, padding=True, return_tensors="pt")
    traced, tensors = graph.shrink(
        graph.trace(
            _Embedding(encoder, known).eval(), {name: batch[name] for name in known}, _OUTPUT
        )
    )
    weights = graph.save_weights(tensors, folder)
    (folder / GRAPH).write_bytes(graph.referring(traced, weights))
    (folder / PASSAGES_GRAPH).write_bytes(graph.referring(graph.exact(traced), weights))
    vocabulary.save(tokenizer.backend_tokenizer, folder)
    question_prompt, passage_prompt = encoder.prompts
    Description(
        format_version=FORMAT_VERSION,
        fingerprint=encoder.fingerprint,
        dimension=encoder.dimension,
        max_tokens=_max_tokens(encoder),
        question_prompt=question_prompt,
        passage_prompt=passage_prompt,
        inputs=known,
        weights=hashlib.sha256(weights.read_bytes()).hexdigest(),
    ).save(folder)


def _max_tokens(encoder: SentenceTransformerEncoder) -> int:
    n = encoder.model.max_seq_length
    if n is None:
        raise ModelError(f"the model {encoder.name!r} does not tell how long a text may be")
    return int(n)


def _try(encoder: SentenceTransformerEncoder, exported: ExportedEncoder) -> None:
    """Compare the vectors of texts of several lengths, padded and cut."""
    texts = [*_probes(), "".join(_probes()) * 20]
    for name in ("encode_questions", "encode_passages"):
        expected, found = getattr(encoder, name)(texts), getattr(exported, name)(texts)
        least = float(np.einsum("nd,nd->n", expected, found).min())
        if not least >= _ALIKE:
            raise ModelError(
                f"the model {encoder.name!r} cannot be exported: its vectors become others "
                f"(cosine {least:.3f}, expected at least {_ALIKE})"
            )


def _probes() -> list[str]:
    return list(lists.read("index", "probes.txt"))
