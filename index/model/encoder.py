"""Text to vectors: the ``Encoder`` protocol and its sentence-transformers adapter."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError, first_line
from index.language import word_lists
from index.platform import quiet, shortage

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
Progress = Callable[[int], None]

_BATCH = 8  # texts at once: on two cores 8 took 7 s for the seed report, 32 took 8 s
# A question is too short to share out: one thread takes 35 ms whatever else runs, two take 25 ms
# alone and hundreds beside another program.
_QUESTION_THREADS = 1
_FINGERPRINT_SAMPLES = 1024  # values taken of each tensor
_FINGERPRINT_PROBE = "2024年地区生产总值增长4.5%左右"


class Encoder(Protocol):
    """Turns questions and passages into unit vectors whose inner product is a similarity."""

    @property
    def name(self) -> str:
        """The model as it was asked for."""
        ...

    @property
    def fingerprint(self) -> str:
        """Equal for two encoders just when their vectors can be compared."""
        ...

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        ...

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Encode texts to be found: (n, dimension) float32, unit length.

        ``progress`` is told, now and then, how many more texts are done.
        """
        ...

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Encode questions: (n, dimension) float32, unit length."""
        ...


class SentenceTransformerEncoder:
    """Any sentence-transformers model, with its own prompts, pooling and normalisation.

    Args:
        model: a directory, or the name of a model on a hub.
        name: what to call it; the model's own name by default.

    Raises:
        ModelError: the model cannot be loaded.
    """

    def __init__(self, model: str, *, name: str | None = None) -> None:
        self._model_name, self._name = model, name or model
        is_local = Path(model).is_dir()
        if not is_local and model.startswith((".", "/", "\\", "~")):
            raise ModelError(
                f"there is no folder {model!r}: give the folder of a sentence-transformers model, "
                "or leave --model out to use the bundled one"
            )
        # The one import of torch and transformers (seconds): only who encodes pays for it.
        try:
            with quiet.loading():
                import torch  # noqa: PLC0415
                from sentence_transformers import SentenceTransformer  # noqa: PLC0415
                from transformers.utils import logging  # noqa: PLC0415
        except ImportError as error:  # there are systems that torch has no wheel for
            shortage.check(error)
            raise ModelError(
                f"the model {model!r} needs torch and sentence-transformers "
                f"({first_line(error)}): install them, or, where there are none for this "
                "system, ask an index that `wenbao export` wrote on another"
            ) from error

        try:
            with _without_progress_bars(logging):
                # A folder is whole: the hub is not asked about files that lie on this disk.
                self._model = SentenceTransformer(model, device="cpu", local_files_only=is_local)
        except Exception as error:  # of all kinds: tokenizers raises a bare Exception
            shortage.check(error)
            raise ModelError(
                f"the model {model!r} cannot be loaded ({first_line(error)}): give the folder of a "
                "sentence-transformers model, or leave --model out to use the bundled one"
            ) from error
        self._torch = torch
        # Cores that multiply bfloat16 themselves encode a corpus twice as fast and more with it;
        # its vectors are as good (cosine to float32 at least .9999 over a report's sentences).
        able: dict[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
        self._fast = functools.partial(
            torch.autocast,
            "cpu",
            torch.bfloat16,
            enabled=bool(able.get("avx512_bf16") or able.get("amx_bf16")),
        )
        self._lock = threading.Lock()  # fast tokenizers cannot be used by two threads at once
        dimension = self._model.get_embedding_dimension()
        if not dimension:
            raise ModelError(f"the model {model!r} does not tell the length of its vectors")
        self._dimension = int(dimension)
        self._question_prompt = _prompt(self._model.prompts, "query", "question")
        self._passage_prompt = _prompt(self._model.prompts, "passage", "document")
        self._fingerprint = self._measure_fingerprint()

    def __reduce__(self) -> tuple[functools.partial[SentenceTransformerEncoder], tuple[str]]:
        """Another process loads it for itself."""
        return functools.partial(SentenceTransformerEncoder, name=self._name), (self._model_name,)

    @property
    def name(self) -> str:
        """The model as it was asked for."""
        return self._name

    @property
    def fingerprint(self) -> str:
        """sha256 over the weights (sampled), the prompts, and the tokens of a probe text."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._dimension

    @property
    def model(self) -> SentenceTransformer:
        """The model itself, for who exports it."""
        return self._model

    @property
    def prompts(self) -> tuple[str, str]:
        """What is put before a question, and what before a passage."""
        return self._question_prompt, self._passage_prompt

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Encode texts to be found: (n, dimension) float32, unit length."""
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))  # like lengths together
        vectors = np.empty((len(texts), self._dimension), np.float32)
        for at in range(0, len(order), _BATCH):
            rows = order[at : at + _BATCH]
            with self._fast():
                vectors[rows] = self._encode([texts[i] for i in rows], self._passage_prompt)
            if progress:
                progress(len(rows))
        return vectors

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Encode questions: (n, dimension) float32, unit length."""
        if not texts:
            return np.empty((0, self._dimension), np.float32)
        return self._encode(list(texts), self._question_prompt, n_threads=_QUESTION_THREADS)

    def _encode(self, texts: list[str], prompt: str, n_threads: int | None = None) -> Vectors:
        with self._lock, self._threads(n_threads):
            vectors = self._model.encode(
                texts,
                prompt=prompt,
                batch_size=_BATCH,
                convert_to_numpy=True,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, np.float32)

    @contextlib.contextmanager
    def _threads(self, n: int | None) -> Iterator[None]:
        """Let torch work with so many threads for a while; ``None`` leaves it as it is."""
        before = self._torch.get_num_threads()
        self._torch.set_num_threads(n or before)
        try:
            yield
        finally:
            self._torch.set_num_threads(before)

    def _measure_fingerprint(self) -> str:
        digest = hashlib.sha256()
        for key, tensor in sorted(self._model.state_dict().items()):
            flat = tensor.detach().reshape(-1)
            step = max(1, len(flat) // _FINGERPRINT_SAMPLES)
            digest.update(f"{key} {tuple(tensor.shape)}".encode())
            digest.update(flat[::step].float().numpy().tobytes())
        probe = self._model.tokenizer(_FINGERPRINT_PROBE)["input_ids"]
        digest.update(repr((self._question_prompt, self._passage_prompt, probe)).encode())
        return digest.hexdigest()


def similarities_of_unrelated_texts(encoder: Encoder) -> tuple[float, float]:
    """Mean and standard deviation of a model's cosines between texts with nothing in common.

    Models differ in both (multilingual-e5-small: .78 and .02), so that a bare cosine means little;
    how many deviations it lies above the mean can be compared. Taken of the texts in probes.txt,
    each as a question to all the others.
    """
    probes = word_lists.read("index.model", "probes.txt")
    cosines = encoder.encode_questions(probes) @ encoder.encode_passages(probes).T
    unrelated = cosines[~np.eye(len(probes), dtype=bool)]
    return float(unrelated.mean()), float(unrelated.std())


def _prompt(prompts: Mapping[str, str | None], *names: str) -> str:
    """The first of the named prompts that the model has; none is an empty one."""
    return next((prompts[name] or "" for name in names if prompts.get(name)), "")


@contextlib.contextmanager
def _without_progress_bars(logging: Any) -> Iterator[None]:
    """Let transformers load weights without a bar, and draw later what it drew before."""
    was_enabled = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if was_enabled:
            logging.enable_progress_bar()
