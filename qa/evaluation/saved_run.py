"""The report of an earlier run, read back from what ``wenbao eval FILE --json`` printed."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from types import NoneType
from typing import TYPE_CHECKING, Any

from index.errors import QuestionFileError
from index.platform import regular_files
from qa.evaluation.metrics import Outcome, Retrieval

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from qa.evaluation.question_file import QuestionSet

_KINDS: dict[str, tuple[type, ...]] = {
    "id": (str,),
    "type": (str,),
    "question": (str,),
    "rank": (int, NoneType),
    "retrieval": (dict, NoneType),
    "found": (bool, NoneType),
    "answer": (str, NoneType),
    "exact": (bool, NoneType),
    "f1": (float, int, NoneType),
}
_NEWER = {"f1": None}  # what the first reports had not, and how it is read there
_NAMES = {str: "a string", int: "a number", float: "a number", bool: "true or false", dict: "{...}"}
_NAMES |= {NoneType: "null", list: "a list"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedRun:
    """What is compared of an earlier report: the question file it is of, and every outcome."""

    path: str
    name: str
    outcomes: tuple[Outcome, ...]


def load_report(path: Path, questions: QuestionSet) -> SavedRun:
    """Read an earlier report, to be compared with a new one on ``questions``.

    A report of before F1 was measured has outcomes whose ``f1`` is ``None``.

    Raises:
        QuestionFileError: The file cannot be read, is no such report, or shares no question with
            ``questions``; the message names the file and the place in it, and how to mend it.
    """
    wanted = f"expected what `wenbao eval {questions.name} --json` prints: save it to a file anew"
    try:
        value = json.loads(
            regular_files.read_given(path)
        )  # told apart by json: UTF-8, UTF-16, UTF-32
        name, outcomes = _report(value)
    except OSError as error:
        raise QuestionFileError(f"{path}: {error.strerror or error}; {wanted}") from error
    except json.JSONDecodeError as error:
        raise QuestionFileError(f"{path}, line {error.lineno}: {error.msg}; {wanted}") from error
    except UnicodeDecodeError as error:
        raise QuestionFileError(f"{path}: not UTF-8 at byte {error.start}; {wanted}") from error
    except RecursionError as error:
        raise QuestionFileError(f"{path}: nested too deeply; {wanted}") from error
    except ValueError as error:
        raise QuestionFileError(f"{path}: {error}; {wanted}") from error
    known = {(question.id, question.question) for question in questions.questions}
    if not any((outcome.id, outcome.question) in known for outcome in outcomes):
        raise QuestionFileError(
            f"{path} is the report of '{name}' and shares no question with {questions.name}; "
            f"{wanted}"
        )
    return SavedRun(path=str(path), name=name, outcomes=outcomes)


def _report(value: object) -> tuple[str, tuple[Outcome, ...]]:
    """Return the name and the outcomes of a report; ``ValueError`` says what is wrong with it."""
    whole = _object(value, "", {"name": (str,), "outcomes": (list,)})
    outcomes = tuple(_outcome(each, f"outcomes[{i}] ") for i, each in enumerate(whole["outcomes"]))
    seen: set[str] = set()
    for outcome in outcomes:
        if outcome.id in seen:
            raise ValueError(f"the id '{outcome.id}' stands twice")
        seen.add(outcome.id)
    return whole["name"], outcomes


def _outcome(value: object, place: str) -> Outcome:
    known = _object(_NEWER | value if isinstance(value, dict) else value, place, _KINDS)
    figures = known["retrieval"]
    if figures is not None:
        names = [field.name for field in fields(Retrieval)]
        kinds = dict.fromkeys(names, (float, int))
        figures = Retrieval(**_object(figures, f"{place}retrieval ", kinds))
    return Outcome(**{**known, "retrieval": figures})


def _object(value: object, place: str, kinds: Mapping[str, tuple[type, ...]]) -> dict[str, Any]:
    """Return the fields of a JSON object that ``kinds`` names, each checked to be of its kinds."""
    if not isinstance(value, dict):
        raise ValueError(f"{place}not a JSON object")  # noqa: TRY004 - a file's fault, no caller's
    for name, allowed in kinds.items():
        if name not in value:
            raise ValueError(f"{place}'{name}' is missing")
        if type(value[name]) not in allowed:  # exactly: JSON's true is no number
            names = " or ".join(dict.fromkeys(_NAMES[kind] for kind in allowed))
            got = json.dumps(value[name], ensure_ascii=False)[:40]
            raise ValueError(f"{place}'{name}' is {got}, not {names}")
    return {name: value[name] for name in kinds}
