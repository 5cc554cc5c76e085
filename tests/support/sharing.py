"""Threads that share an encoder."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model.encoder import Encoder, Vectors


def encoded_by_threads(encoder: Encoder, questions: Sequence[str]) -> Vectors:
    """The vectors of questions, each encoded by a thread of its own, all at once."""
    found: dict[int, Vectors] = {}

    def encode(i: int) -> None:
        found[i] = encoder.encode_questions([questions[i]])[0]

    threads = [threading.Thread(target=encode, args=(i,)) for i in range(len(questions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return np.stack([found[i] for i in range(len(questions))])
