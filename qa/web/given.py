"""What programs send to the endpoints, checked: Gradio checks nothing of it.

Raises of all: ``QuestionError``, with one line that says what would be right.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from index.types import Period
from qa.retrieval.scope import EVERYTHING, Scope
from qa.settings import MAX_TOP_K
from qa.understanding.question import QuestionError, checked

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from qa.snapshot import Snapshot

MAX_HISTORY = 32  # questions; only the last few can say what a question leaves unsaid

MAX_REPORTS = 500  # that one request lists
MAX_FIRST = 2**31

_SHOWN_CHARS = 60  # of a wrong value
_N_SHOWN = 8  # of the values that would be right


def text(name: str, value: object) -> str:
    """A text."""
    if not isinstance(value, str):
        raise QuestionError(f"{name} is a text, not {_shown(value)}")
    return value


def top_k(value: object) -> int:
    """How many passages are wanted."""
    return _number("top_k", value, least=1)


def first(value: object) -> int:
    """The number of the first report that is wanted, counted from 0."""
    return _number("first", value, least=0, most=MAX_FIRST)


def n_reports(value: object) -> int:
    """How many reports are wanted."""
    return _number("n", value, least=1, most=MAX_REPORTS)


def flag(name: str, value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise QuestionError(f"{name} is true or false, not {_shown(value)}")
    return value


def max_quotes(value: object) -> int:
    """How many places are to be quoted of each report."""
    return _number("max_quotes", value, least=0)


def history(value: object) -> tuple[str, ...]:
    """The questions before one."""
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MAX_HISTORY:
        raise QuestionError(
            f"history is a list of at most {MAX_HISTORY} questions, not {_shown(value)}"
        )
    return tuple(checked(text("each question of the history", each)) for each in value)


def scope(value: object, snapshot: Snapshot) -> Scope:
    """What a scope's fields ask for, which has to be there: an empty answer would tell a lie."""
    if value is None:
        return EVERYTHING
    there: dict[str, Callable[[], Collection[Any]]] = {
        "documents": lambda: snapshot.index.ids,
        "places": lambda: snapshot.index.places,
        "years": lambda: snapshot.index.years,
        "periods": lambda: sorted(Period),
        "sections": lambda: snapshot.index.sections,
        "spoken_years": lambda: snapshot.index.spoken_years,
    }
    if not isinstance(value, dict) or not value.keys() <= there.keys():
        raise QuestionError(
            f"scope is an object of {', '.join(there)}, each a list, not {_shown(value)}"
        )
    return Scope(
        **{
            name: _among(name, wanted, there[name]())
            for name, wanted in value.items()
            if wanted is not None
        }
    )


def _number(name: str, value: object, *, least: int, most: int = MAX_TOP_K) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise QuestionError(f"{name} is a whole number, {least} to {most}, not {_shown(value)}")
    return value


def _among(name: str, wanted: object, there: Collection[Any]) -> tuple[Any, ...]:
    if not isinstance(wanted, list) or not all(type(each) in {str, int} for each in wanted):
        raise QuestionError(f"{name} of the scope are a list of values, not {_shown(wanted)}")
    unknown = [each for each in wanted if each not in there]
    if unknown:
        known = ", ".join(map(str, itertools.islice(there, _N_SHOWN))) or "none"
        raise QuestionError(
            f"{name} of the scope: there is no {_shown(unknown[0])} among them; `reports` lists "
            f"what there is, such as {known}"
        )
    return tuple(Period(each) if name == "periods" else each for each in wanted)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN_CHARS else f"{text[:_SHOWN_CHARS]}…"
