"""A file of questions: what a line may hold, and how it is read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.records.conditions import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDER = ROOT / "training/questions"
SPLITS = ("train", "dev", "test")
LEVELS = ("answered", "likely", "not told")
ASKERS = ("clerk", "journalist", "student", "citizen", "foreigner")
STYLES = ("plain", "colloquial", "keyword", "elliptic", "typo", "traditional", "english")
KINDS = (
    *("who", "which", "where", "when", "list", "definition", "why", "how", "yes-no"),
    *("problem", "progress", "comparison", "superlative", "figure"),
)
# Reports of train, by their eight digits, that make up its first half. How sure an answer is has to be fitted
# to what a reader says of questions that it has not seen, for of those that it has it is too sure:
# each half is asked with a reader that was fitted to the other (``training/certainty.py``).
FIRST_HALF = frozenset(
    {
        *("08de1827", "117ba9c9", "32d036a9", "351b0277", "3a3dd2eb", "40eab09f", "42b4b5ea"),
        *("435a33bb", "4483792a", "470d1a9e", "6141bbdb", "7baa451c", "7fa234f9", "97c07291"),
        *("9c3c1dae", "9dd66c48", "a2a19c3d", "ac0675bb", "d6d5aeb4", "f6c88314"),
    }
)
# Why a report does not tell: what a reader could take for the answer, and is none.
NEAR_MISSES = ("other year", "other place", "further", "unknown name", "premise", "absent")


class QuestionFileError(ValueError):
    """A line of a file of questions is not what the datasheet says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a report: its place in ``Document.text`` and the checksum of its words."""

    start: int
    end: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question on a report, and what the report tells of it.

    Attributes:
        spans: Places of the answer; several where members or sides are apart.
        offsets: For each span, which sentence of ``evidence`` it stands in and how far from its start.
        spans_sha256: Checksum of the words of the spans, a line each; empty without spans.
        evidence: Sentences that tell; none where the report does not.
        near: Sentences that look as if they told, where the report does not.
    """

    id: str
    report: str
    file_sha256: str
    split: str
    asker: str
    style: str
    kind: str
    question: str
    history: tuple[str, ...]
    answered: bool
    level: str
    why: str
    spans: tuple[tuple[int, int], ...]
    offsets: tuple[tuple[int, int], ...]
    spans_sha256: str
    evidence: tuple[Sentence, ...]
    near: tuple[Sentence, ...]

    def __post_init__(self) -> None:
        """Hold each slot against the words that it may take."""
        allowed = {
            "split": SPLITS,
            "asker": ASKERS,
            "style": STYLES,
            "kind": KINDS,
            "level": LEVELS,
            "why": NEAR_MISSES if self.level == "not told" else ("",),
            "answered": (self.level != "not told",),
        }
        for slot, values in allowed.items():
            if (value := getattr(self, slot)) not in values:
                wanted = ", ".join(str(each) or "nothing" for each in values)
                raise QuestionFileError(f"{self.id}: its {slot} is {value!r}, none of {wanted}")
        if not self.question.strip():
            raise QuestionFileError(f"{self.id}: it has no question")

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Question:
        """Make a question of a line's JSON object.

        Raises:
            QuestionFileError: A slot is missing, unknown or of another form.
        """
        try:
            return cls(
                **{
                    **values,
                    "history": tuple(values["history"]),
                    "spans": tuple((start, end) for start, end in values["spans"]),
                    "offsets": tuple((which, offset) for which, offset in values["offsets"]),
                    "evidence": tuple(Sentence(**each) for each in values["evidence"]),
                    "near": tuple(Sentence(**each) for each in values["near"]),
                }
            )
        except (KeyError, TypeError, ValueError) as error:
            if isinstance(error, QuestionFileError):
                raise
            raise QuestionFileError(f"{values.get('id')}: {error}") from error


def load(file: Path) -> list[Question]:
    """The questions of a file.

    Raises:
        QuestionFileError: A line is not what the datasheet says.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    return [Question.from_values(json.loads(line)) for line in lines]


def load_split(split: str, folder: Path = FOLDER) -> list[Question]:
    """All questions of a split, in the order of the files' names."""
    return [each for file in sorted((folder / split).glob("*.jsonl")) for each in load(file)]


def reports(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """The reports with their splits, as reports.jsonl lists them."""
    lines = (folder / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]
