"""Reads a context for a question: which span answers, and how likely the context answers at all.

The bundled model, refitted by ``benchmarks/reader`` to mark the start and the end of an answer,
as for SQuAD 2.0: the first token stands for "no answer". What ships is only how the refitted
model differs (LoRA, Hu et al. 2021, https://arxiv.org/abs/2106.09685), as a graph that takes the
rest from the weights of the exported encoder. Each machine makes these for itself: they have to be
of the same model and by the same rules (``index.model.weights_file``), not the same to the last bit. What
rounding may move changes no reading that counts (``benchmarks/quality/tolerance.py``).
"""

from __future__ import annotations

import functools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Regex, pre_tokenizers

from index.errors import ModelError, WenbaoError
from index.language.text import fold
from index.model import weights_file
from index.model.onnx_encoder import Description, session
from index.model.tokenizer import Vocabulary
from index.platform import shortage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import onnxruntime
    from numpy.typing import NDArray

    from index.language.text import Folded

GRAPH = Path(__file__).with_name("reader.onnx")
FITTED = GRAPH.with_suffix(".txt")  # the layout of the weights that it takes
MAX_SPAN_TOKENS = 96  # longest answer: a definition, an enumeration
_MAX_TOKENS = 512  # positions of the model; what of a context lies behind them is not read
_MAX_QUESTION_CHARS = 128
_N_SPANS = 5
_KEPT = 8  # readings: what decides the order of passages is asked again for how sure the first is
_AT_ONCE = 2  # contexts, each by one thread: both of a doubtful question's on two cores
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

    def __init__(self, run: onnxruntime.InferenceSession, tokenizer: PairTokenizer) -> None:
        self._session = run
        self._tokenizer = tokenizer
        self._reading = functools.lru_cache(maxsize=_KEPT)(self._read)

    @staticmethod
    def misfit(encoder: Path) -> str:
        """Why the reader cannot take an exported encoder's weights; empty where it can.

        Raises:
            ModelError: the encoder cannot be read.
        """
        try:
            weights = Description.load(encoder).weights
            wanted = FITTED.read_text(encoding="ascii").strip()
        except (OSError, ValueError) as error:
            shortage.check(error, encoder)
            raise ModelError(
                f"the encoder in '{encoder}' cannot be read ({error}); run `wenbao build`"
            ) from error
        return "" if weights == wanted else _misfit(weights, wanted, encoder)

    @classmethod
    def load(cls, encoder: Path, graph: Path = GRAPH) -> Reader:
        """Load the reader (a tenth of a second, 20 MB of its own).

        Args:
            encoder: the folder of the bundled model's exported encoder.
            graph: what ``training/reader/ship.py`` wrote.

        Raises:
            ModelError: a file is missing or damaged, or the encoder is of another model or by other
                rules.
        """
        try:
            misfit = cls.misfit(encoder)
            if not misfit:
                return cls(session(graph.read_bytes(), encoder), PairTokenizer(encoder))
        except (OSError, ValueError, RuntimeError, MemoryError, WenbaoError) as error:
            shortage.check(error, encoder)
            raise ModelError(
                f"the reader cannot be loaded from '{encoder}' and '{graph}' ({error}): {_REMEDY}"
            ) from error
        raise ModelError(f"{misfit}: {_REMEDY}")

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
        with ThreadPoolExecutor(_AT_ONCE) as workers:
            return tuple(
                workers.map(functools.partial(self._reading, fold(question).text), contexts)
            )

    def _read(self, asked: str, context: str) -> Reading:
        """Read one context for a folded question."""
        folded = fold(context)
        (pair,) = self._tokenizer.pairs([(asked, folded.text)])
        return _reading(self._logits(pair), pair, folded)

    def _logits(self, pair: Pair) -> NDArray[np.float32]:
        """Start and end logits of every token: (n, 2)."""
        ids = np.array([pair.ids], np.int64)
        types = np.ones_like(ids)
        types[0, : pair.context_at] = 0
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": types}
        return np.asarray(self._session.run(None, inputs)[0][0], np.float32)


class PairTokenizer:
    """Question and context to tokens, in the model's vocabulary.

    Raises:
        OSError, ValueError, IndexDamagedError: there is no whole tokenizer in the folder.
    """

    def __init__(self, encoder: Path) -> None:
        self._vocabulary = Vocabulary(encoder)

    def pairs(self, texts: Sequence[tuple[str, str]]) -> list[Pair]:
        """Tokens of ``<s> question </s></s> context </s>``, both texts folded."""
        cut = [(question[:_MAX_QUESTION_CHARS], context) for question, context in texts]
        tokenizer, ids = self._vocabulary.tokenizer_for([text for pair in cut for text in pair])
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.Metaspace(), pre_tokenizers.Split(_APART, "isolated")]
        )
        tokenizer.enable_truncation(_MAX_TOKENS, strategy="only_second")
        pairs = []
        for encoding in tokenizer.encode_batch(cut):
            members = encoding.sequence_ids
            context_at = members.index(1) if 1 in members else len(members)
            n = members.count(1)
            pairs.append(
                Pair(
                    ids=tuple(ids[encoding.ids].tolist()),
                    context_at=context_at,
                    offsets=tuple(encoding.offsets[context_at : context_at + n]),
                )
            )
        return pairs


def _misfit(weights: str, wanted: str, encoder: Path) -> str:
    """What sets two layouts apart, neither of which is the other."""
    by, wanted_by = map(weights_file.version_of, (weights, wanted))
    if by != wanted_by:
        return (
            f"the weights in '{encoder}' were exported by another version of wenbao (rules "
            f"{by or 'without a number'}, the second reader takes {wanted_by})"
        )
    return f"the weights in '{encoder}' are of another model than the second reader's"


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
