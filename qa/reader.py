"""Reads a context for a question: which span answers, and how likely the context answers at all.

The bundled model, refitted by ``benchmarks/reader`` to mark the start and the end of an answer,
as for SQuAD 2.0: the first token stands for "no answer". What ships is only how the refitted
weights differ (LoRA, Hu et al. 2021, https://arxiv.org/abs/2106.09685), and the two outputs.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from tokenizers import Regex, Tokenizer, pre_tokenizers

from index.errors import ModelError
from index.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.text import Folded

DELTA = Path(__file__).with_name("reader.safetensors")
MAX_SPAN_TOKENS = 96  # longest answer: a definition, an enumeration
_FORMAT = "1"
_MAX_TOKENS = 512  # positions of the model; what of a context lies behind them is not read
_MAX_QUESTION_CHARS = 128
_N_SPANS = 5
_BATCH = 8
# Numbers and marks are tokens of their own: the vocabulary also holds "、1" and "增长5", across
# which no figure could be cut out.
_APART = Regex(r"[0-9]+(?:[.,][0-9]+)*|[^\p{L}\p{N}\p{M}\s▁]")
_REMEDY = "reinstall wenbao"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSpan:
    """A span of the context, in its code points, with its log-odds against "no answer"."""

    start: int
    end: int
    log_odds: float

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no span {self.start}..{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a context says to a question.

    ``spans`` are the best few, best first, and may overlap; none where the context has no words.
    ``log_odds`` are those of any span at all against "no answer"; 0 is an even chance.
    """

    spans: tuple[ReadSpan, ...]
    log_odds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A question and its context as tokens: ids, and the part that is context.

    ``offsets`` are code points of the folded context, one for each token from ``context_at`` on.
    """

    ids: tuple[int, ...]
    context_at: int
    offsets: tuple[tuple[int, int], ...]


class Reader:
    """Marks answers; made by ``load``. Threads may share one."""

    def __init__(self, model: Any, head: tuple[Any, Any], tokenizer: PairTokenizer) -> None:
        self._model = model
        self._weight, self._bias = head
        self._tokenizer = tokenizer
        self._lock = threading.Lock()  # one reading at a time: two would share the cores

    @classmethod
    def load(cls, model_folder: Path, delta: Path = DELTA) -> Reader:
        """Load the bundled model with the delta merged into it (1 s, 85 MB of its own).

        The word table is mapped from the file, not copied.

        Args:
            model_folder: what ``index.bundled.resolve`` gave for the bundled model.
            delta: what ``benchmarks/reader`` fitted.

        Raises:
            ModelError: a file is missing or damaged, or the delta is of another model.
        """
        # torch and transformers take seconds to import: only who reads pays for it.
        import torch  # noqa: PLC0415
        from safetensors import SafetensorError, safe_open  # noqa: PLC0415
        from safetensors.torch import load_file  # noqa: PLC0415
        from transformers import BertConfig, BertModel  # noqa: PLC0415

        try:
            record = json.loads((model_folder / "wenbao.json").read_text(encoding="utf-8"))
            settings = json.loads((model_folder / "config.json").read_text(encoding="utf-8"))
            weights = load_file(model_folder / "model.safetensors")
            with safe_open(delta, framework="pt") as file:
                facts = file.metadata() or {}
                changes = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118 - no mapping
            tokenizer = PairTokenizer(model_folder)
        except (OSError, ValueError, SafetensorError) as error:
            raise ModelError(
                f"the reader cannot be loaded from '{model_folder}' and '{delta}' ({error}): "
                f"{_REMEDY}"
            ) from error
        found = record.get("source_sha256")
        if facts.get("format") != _FORMAT or facts.get("base_sha256") != found:
            raise ModelError(
                f"'{delta}' (format {facts.get('format')}) changes the model "
                f"{facts.get('base_sha256')}, but '{model_folder}' holds {found}: {_REMEDY}"
            )
        try:
            head = changes.pop("head.weight"), changes.pop("head.bias")
            merge(weights, changes, scale=float(facts["alpha"]) / int(facts["rank"]))
            with torch.device("meta"):
                model: Any = BertModel(BertConfig(**settings), add_pooling_layer=False)
            model.load_state_dict(weights, strict=False, assign=True)
            # A buffer that no file holds, and that the meta device left without values.
            model.embeddings.position_ids = torch.arange(_MAX_TOKENS).unsqueeze(0)
            model.embeddings.token_type_ids = torch.zeros(1, _MAX_TOKENS, dtype=torch.long)
        except (KeyError, ValueError, RuntimeError) as error:
            raise ModelError(f"'{delta}' does not fit the model ({error}): {_REMEDY}") from error
        return cls(model.eval().requires_grad_(requires_grad=False), head, tokenizer)

    def read(self, question: str, contexts: Sequence[str]) -> tuple[Reading, ...]:
        """Read each context for the question.

        Args:
            question: any wording, in simplified or traditional characters.
            contexts: a sentence to a paragraph each; what lies behind 512 tokens is not read.

        Returns:
            A reading for each context, in their order.

        Raises:
            ValueError: the question is empty.
        """
        if not question.strip():
            raise ValueError("the question is empty")
        asked = fold(question).text
        folded = [fold(context) for context in contexts]
        pairs = self._tokenizer.pairs([(asked, context.text) for context in folded])
        order = sorted(range(len(pairs)), key=lambda i: -len(pairs[i].ids))
        readings: dict[int, Reading] = {}
        for at in range(0, len(order), _BATCH):
            rows = order[at : at + _BATCH]
            logits = self._logits([pairs[i] for i in rows])
            for i, row in zip(rows, logits, strict=True):
                readings[i] = _reading(row, pairs[i], folded[i])
        return tuple(readings[i] for i in range(len(contexts)))

    def _logits(self, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        """Start and end logits of every token: (n, longest, 2)."""
        import torch  # noqa: PLC0415 - loaded by now

        longest = max(len(pair.ids) for pair in pairs)
        ids = torch.ones((len(pairs), longest), dtype=torch.long)  # 1 is the padding
        mask = torch.zeros_like(ids)
        types = torch.zeros_like(ids)
        for i, pair in enumerate(pairs):
            ids[i, : len(pair.ids)] = torch.tensor(pair.ids)
            mask[i, : len(pair.ids)] = 1
            types[i, pair.context_at : len(pair.ids)] = 1
        with self._lock, torch.inference_mode():
            hidden = self._model(
                input_ids=ids, attention_mask=mask, token_type_ids=types
            ).last_hidden_state
            logits = torch.nn.functional.linear(hidden, self._weight, self._bias)
        return np.asarray(logits.numpy(), np.float32)


class PairTokenizer:
    """Question and context to tokens, in the model's vocabulary.

    Raises:
        OSError: there is no tokenizer in the folder.
    """

    def __init__(self, model_folder: Path) -> None:
        text = (model_folder / "tokenizer.json").read_text(encoding="utf-8")
        self._tokenizer = Tokenizer.from_str(text)
        self._tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.Metaspace(), pre_tokenizers.Split(_APART, "isolated")]
        )
        self._tokenizer.enable_truncation(_MAX_TOKENS, strategy="only_second")

    def pairs(self, texts: Sequence[tuple[str, str]]) -> list[Pair]:
        """Tokens of ``<s> question </s></s> context </s>``, both texts folded."""
        cut = [(question[:_MAX_QUESTION_CHARS], context) for question, context in texts]
        pairs = []
        for encoding in self._tokenizer.encode_batch(cut):
            members = encoding.sequence_ids
            context_at = members.index(1) if 1 in members else len(members)
            n = members.count(1)
            pairs.append(
                Pair(
                    ids=tuple(encoding.ids),
                    context_at=context_at,
                    offsets=tuple(encoding.offsets[context_at : context_at + n]),
                )
            )
        return pairs


def merge(weights: dict[str, Any], changes: dict[str, Any], *, scale: float) -> None:
    """Add what was fitted to the weights, by new tensors: ``W + scale * B A`` or ``w + change``.

    Raises:
        KeyError: a change is of a weight that is not there.
    """
    for name, change in changes.items():
        key, _, part = name.rpartition(".")
        if part == "lora_b":
            weights[key] = weights[key] + scale * (change @ changes[f"{key}.lora_a"])
        elif part != "lora_a":
            weights[name] = weights[name] + change


def _reading(logits: NDArray[np.float32], pair: Pair, context: Folded) -> Reading:
    """The best spans from start and end logits, (longest, 2)."""
    n = len(pair.offsets)
    part = logits[pair.context_at : pair.context_at + n].astype(np.float64)
    nothing = float(logits[0].sum())
    is_blank = np.array([not context.text[start:end].strip() for start, end in pair.offsets], bool)
    part[is_blank] = -np.inf
    length = np.arange(n)[None, :] - np.arange(n)[:, None]
    odds = (
        np.where(
            (length >= 0) & (length < MAX_SPAN_TOKENS), part[:, :1] + part[:, 1], -np.inf
        ).reshape(-1)
        - nothing
    )
    if not np.isfinite(odds).any():
        return Reading(spans=(), log_odds=-np.inf)
    return Reading(spans=tuple(_spans(odds, pair, context)), log_odds=float(_log_sum_exp(odds)))


def _spans(odds: NDArray[np.float64], pair: Pair, context: Folded) -> Iterator[ReadSpan]:
    for place in np.argsort(-odds, kind="stable")[:_N_SPANS]:
        if not np.isfinite(odds[place]):
            return
        first, last = divmod(int(place), len(pair.offsets))
        start, end = context.original(pair.offsets[first][0], pair.offsets[last][1])
        yield ReadSpan(start=start, end=end, log_odds=float(odds[place]))


def _log_sum_exp(values: NDArray[np.float64]) -> np.float64:
    highest = values.max()
    return np.float64(highest + np.log(np.exp(values - highest).sum()))
