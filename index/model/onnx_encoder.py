"""The encoder that an index carries: the model as an ONNX graph, run by onnxruntime.

A sentence-transformers model needs seconds of imports and half a gigabyte of memory before its
first question; this one a third of a second and a tenth of a gigabyte, for the same vectors
(cosine .9997 in the mean, see benchmarks/README.md). A folder holds::

    encoder.json           what it is: Description
    graph.onnx             from tokens to unit vectors: layers, pooling, normalisation
    weights.safetensors    the layers' weights and the word table, in few bits, mapped and not read
    tokenizer.json …       the tokenizer, as index.model.tokenizer wrote it
"""

from __future__ import annotations

import dataclasses
import functools
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError, WenbaoError, first_line
from index.model.graphs import check
from index.model.tokenizer import Vocabulary
from index.platform import quiet, regular_files, shortage
from index.platform.processes import cores

with quiet.loading():
    import onnxruntime

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.model.encoder import Progress, Vectors

FORMAT_VERSION = 2
DESCRIPTION = "encoder.json"
GRAPH = "graph.onnx"

_INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})
_WEIGHTS = "weights.safetensors"
_MOST_DIMENSION = 1 << 16
_OVERFLOW = Path(__file__).with_name("overflow.onnx")  # bytes @ weights
# Multiply bytes by unsigned bytes: half as fast, and right where ``overflows``.
_WITHOUT_OVERFLOW = "session.x64quantprecision"
_ROUND = 256  # texts that are cut into tokens together, before they are shared out
_ERRORS_ONLY = 3
_UNUSABLE = (  # what a file that is missing, or is not what was written, ends in
    *(OSError, ValueError, KeyError, TypeError, IndexError, OverflowError),
    *(RuntimeError, MemoryError),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What an exported encoder is, and of what it was made.

    ``fingerprint`` is the model's; ``inputs`` are the graph's, of ``input_ids``,
    ``attention_mask`` and ``token_type_ids``; ``max_tokens`` is where longer texts are cut;
    ``weights`` the layout of the file of weights (``index.model.weights_file``); ``similarity_mean`` and ``similarity_deviation``
    those of unrelated texts (``index.model.encoder.similarities_of_unrelated_texts``).
    """

    format_version: int
    fingerprint: str
    dimension: int
    max_tokens: int
    question_prompt: str
    passage_prompt: str
    inputs: tuple[str, ...]
    weights: str
    similarity_mean: float
    similarity_deviation: float

    def __post_init__(self) -> None:
        names = ("fingerprint", "question_prompt", "passage_prompt", "weights")
        if not all(isinstance(getattr(self, name), str) for name in names):
            raise ValueError("a text that is none")
        if not all(isinstance(n, int) for n in (self.dimension, self.max_tokens)):
            raise ValueError("a number that is none")
        if not 1 <= self.dimension <= _MOST_DIMENSION:
            raise ValueError(f"vectors of {self.dimension} numbers")
        if len(set(self.inputs)) != len(self.inputs) or not _INPUTS.issuperset(self.inputs):
            raise ValueError(f"the inputs {self.inputs!r}")

    def save(self, folder: Path) -> None:
        """Write into the folder of the encoder."""
        text = json.dumps(dataclasses.asdict(self), ensure_ascii=False, indent=1)
        (folder / DESCRIPTION).write_text(text, encoding="utf-8", newline="\n")

    @classmethod
    def load(cls, folder: Path) -> Description:
        """Read back what ``save`` wrote.

        Raises:
            OSError: it is not there.
            ValueError: it is damaged, or of another format.
        """
        fields = json.loads(regular_files.read_text(folder / DESCRIPTION))
        if not isinstance(fields, dict) or fields.get("format_version") != FORMAT_VERSION:
            raise ValueError(f"{DESCRIPTION} is not of format {FORMAT_VERSION}")
        try:
            return cls(**fields | {"inputs": tuple(fields["inputs"])})
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{DESCRIPTION} is malformed: {error}") from error


class ExportedEncoder:
    """An ``Encoder`` from a folder; threads may share one.

    Args:
        folder: where ``index.model.onnx_export`` wrote it.
        name: what to call the model.
        cache_dir: where it is noted which graphs were looked at; the user's own cache by default.

    Raises:
        ModelError: a file is missing or damaged, or is none that ``index.model.onnx_export`` would write.
        ShortageError: this machine has no memory for it, or too many files open.
    """

    def __init__(self, folder: Path, *, name: str, cache_dir: Path | None = None) -> None:
        self._name = name
        self._folder = folder
        self._cache_dir = cache_dir
        try:
            self._about = Description.load(folder)
            self._vocabulary = Vocabulary(folder)
            self._session = session(self._checked_graph(cache_dir), folder)
        except _UNUSABLE as error:
            raise self._unreadable(error) from error

    def __reduce__(self) -> tuple[functools.partial[ExportedEncoder], tuple[Path]]:
        """Another process opens it for itself."""
        opened = functools.partial(ExportedEncoder, name=self._name, cache_dir=self._cache_dir)
        return opened, (self._folder,)

    @property
    def name(self) -> str:
        """The model as it was asked for."""
        return self._name

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return self._folder

    @property
    def fingerprint(self) -> str:
        """That of the model it was made of: their vectors can be compared."""
        return self._about.fingerprint

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._about.dimension

    @property
    def similarities_of_unrelated_texts(self) -> tuple[float, float]:
        """Their mean and standard deviation, measured when it was made."""
        return self._about.similarity_mean, self._about.similarity_deviation

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Encode texts to be found: (n, dimension) float32, unit length.

        A text is encoded alone, by one core; the cores share out the texts.
        """
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))  # so that none waits long
        vectors = np.empty((len(texts), self.dimension), np.float32)
        with ThreadPoolExecutor(cores.n_cores()) as threads:
            for at in range(0, len(order), _ROUND):
                rows = order[at : at + _ROUND]
                tokens = self._tokens([self._about.passage_prompt + texts[i] for i in rows])
                for row, vector in zip(rows, threads.map(self._vector, tokens), strict=True):
                    vectors[row] = vector
                    if progress:
                        progress(1)
        return vectors

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Encode questions: (n, dimension) float32, unit length."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        if texts:
            tokens = self._tokens([self._about.question_prompt + text for text in texts])
            vectors[:] = [self._vector(each) for each in tokens]
        return vectors

    def _tokens(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        tokenizer, ids = self._vocabulary.tokenizer_for(texts)
        tokenizer.enable_truncation(self._about.max_tokens)
        return [ids[encoding.ids] for encoding in tokenizer.encode_batch(list(texts))]

    def _vector(self, tokens: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vector of a text: (dimension,). A batch would round its texts by one scale."""
        ids = tokens[None, :]
        ones = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        inputs = {name: ones.get(name, np.zeros_like(ids)) for name in self._about.inputs}
        try:
            vector: NDArray[np.float32] = self._session.run(None, inputs)[0][0]
        except Exception as error:  # its exceptions have no base of their own
            raise self._unreadable(RuntimeError(first_line(error))) from error
        return vector

    def _checked_graph(self, cache_dir: Path | None) -> bytes:
        """The graph's bytes, which ask for nothing that an export would not."""
        about = self._about
        n_weight_bytes = (self._folder / _WEIGHTS).stat().st_size
        graph = regular_files.read_bytes(self._folder / GRAPH)
        check.check_once(
            graph,
            check.Around(
                inputs=about.inputs,
                dimension=about.dimension,
                max_tokens=about.max_tokens,
                weights=_WEIGHTS,
                n_weight_bytes=n_weight_bytes,
            ),
            cache_dir,
        )
        return graph

    def _unreadable(self, error: Exception) -> WenbaoError:
        return shortage.of(error, self._folder) or ModelError(
            f"the encoder in '{self._folder}' cannot be read ({error}); run `wenbao build`, "
            "or ask whoever made the bundle for another one"
        )


def session(graph: bytes, weights: Path) -> onnxruntime.InferenceSession:
    """A graph ready to be run, by one thread for each that asks.

    Two threads for one question would be a little faster alone, and ten times slower beside
    another program: they wait for each other by spinning.

    Args:
        graph: the graph's file.
        weights: the folder of the weights that it names; onnxruntime refuses names that lead out
            of it.

    Raises:
        RuntimeError: onnxruntime cannot read it.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    options.add_session_config_entry(_WITHOUT_OVERFLOW, str(int(overflows())))
    options.add_session_config_entry(
        "session.model_external_initializers_file_folder_path", str(weights)
    )
    try:
        return onnxruntime.InferenceSession(
            graph,
            options,
            providers=["CPUExecutionProvider"],
            enable_fallback=0,  # there is none, which it would tell on stdout
        )
    except Exception as error:  # its exceptions have no base of their own
        raise RuntimeError(first_line(error)) from error


@functools.cache
def overflows() -> bool:
    """Whether this processor goes wrong where it multiplies bytes by signed bytes.

    Those with AVX2 alone add two products in 16 bits, which are too few; with VNNI they do not.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    run = onnxruntime.InferenceSession(
        _OVERFLOW.read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    left, right = np.full((1, 64), 255, np.uint8), np.full((64, 16), 127, np.int8)
    product = run.run(None, {"bytes": left, "weights": right})[0]
    return bool((product != left.astype(np.int32) @ right.astype(np.int32)).any())
