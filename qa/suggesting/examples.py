"""Questions to begin with: of as many kinds as a corpus answers, each asked of the engine first."""

from __future__ import annotations

import itertools
import threading
from typing import TYPE_CHECKING

from qa.suggesting.derivations import derived
from qa.suggesting.example import answered_of
from qa.suggesting.turns import in_turn, once

if TYPE_CHECKING:
    from qa.snapshot import Snapshot
    from qa.suggesting.phrases import Phrases

N_OFFERED = 5
_N_TRIED = 8  # at most so many of a kind are asked, each a few hundredths of a second


class Examples:
    """The examples of what is published that it does answer; looked for once a generation."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[Phrases, tuple[str, tuple[str, ...]]] = {}

    def of(self, snapshot: Snapshot, phrases: Phrases) -> tuple[str, ...]:
        """Up to ``N_OFFERED`` questions, each asked of the engine first; takes a second or two."""
        with self._lock:
            name, questions = self._kept.get(phrases, ("", ()))
            if name != snapshot.name:
                questions = answered(snapshot, phrases)
                self._kept[phrases] = snapshot.name, questions
            return questions


def answered(snapshot: Snapshot, phrases: Phrases) -> tuple[str, ...]:
    """Questions that a generation answers with what they were made of, of as many kinds as can be."""
    by_kind = [
        answered_of(snapshot, itertools.islice(kind, _N_TRIED))
        for kind in derived(snapshot.index, phrases)
    ]
    return tuple(itertools.islice(once(in_turn(by_kind), by=str), N_OFFERED))
