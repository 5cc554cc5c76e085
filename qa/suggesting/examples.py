"""Questions to begin with: of as many kinds as a corpus answers, each asked of the engine first."""

from __future__ import annotations

import itertools
import threading
from typing import TYPE_CHECKING

from qa.suggesting import of_many
from qa.suggesting.derivations import derived
from qa.suggesting.example import answered_of
from qa.suggesting.pairs import pairs
from qa.suggesting.turns import in_turn, once

if TYPE_CHECKING:
    from qa.snapshot import Snapshot
    from qa.suggesting.phrases import Phrases

N_OFFERED = 5
_N_OF_ONE = 4  # kinds of questions to one report that come before one to many
_N_TABLES = 4  # tables that are made at most, each of some tenths of a second
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
    """Questions that a generation answers with what they were made of, of as many kinds as can be.

    A figure, two times beside each other, a name or a list, a term, and where there are several reports
    what all of them are asked; then more of these.
    """
    figures, *others = derived(snapshot.index, phrases)
    by_kind = [
        answered_of(snapshot, itertools.islice(kind, _N_TRIED))
        for kind in (figures, pairs(snapshot, phrases), *others)
    ]
    group = of_many.together(snapshot, phrases) if snapshot.index.n_documents > 1 else None
    if group is not None:
        tables = of_many.questions(snapshot, group, phrases)
        by_kind.insert(_N_OF_ONE, answered_of(snapshot, itertools.islice(tables, _N_TABLES)))
    return tuple(itertools.islice(once(in_turn(by_kind), by=str), N_OFFERED))
