"""Holds what wenbao says to a question against the places of its report that were noted by reading."""

from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.records.facts_gold import sha256
from qa.evaluation import agreement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

Span = tuple[int, int]
_ALIKE = 0.6  # F1 of an answer and a noted span from which on they say the same
_MOST = 0.5  # of a sentence, or of the members of a list
# What is asked for by these is told by a clause or a sentence: any part of the noted sentence that is a
# clause of it tells. Of the others the noted words are the answer, and any others are wrong.
_IN_CLAUSES = frozenset(
    {"why", "how", "yes-no", "problem", "progress", "comparison", "superlative", "definition"}
)
_CLAUSE_CHARS = 8  # shorter words are none of a clause
_RANK = re.compile(r"\d|[首前第]")
_SENTENCE = re.compile(r"(?<![^\n。！？\s])[^\n。！？\s]")  # its first character
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A question with the places that were noted for it, as a line of its file has them.

    ``spans`` are the words that answer, ``evidence`` the sentences that tell; both in the code points
    of the report's text.
    """

    id: str
    report: str
    file_sha256: str
    kind: str
    style: str
    question: str
    history: tuple[str, ...]
    is_told: bool
    spans: tuple[Span, ...]
    evidence: tuple[Span, ...]
    line: Mapping[str, Any]

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> Noted:
        """A question as its line notes it."""
        return cls(
            id=line["id"],
            report=line["report"],
            file_sha256=line["file_sha256"],
            kind=line["kind"],
            style=line["style"],
            question=line["question"],
            history=tuple(line["history"]),
            is_told=line["answered"],
            spans=tuple((start, end) for start, end in line["spans"]),
            evidence=tuple((each["start"], each["end"]) for each in line["evidence"]),
            line=line,
        )

    @classmethod
    def of_words(cls, line: Mapping[str, Any]) -> Noted:
        """A question of ``benchmarks/questions``, whose line has the words instead of their places."""
        return cls(
            id=line["id"],
            report=line.get("document", ""),
            file_sha256="",
            kind="figure" if line["type"] == "quantity" else "which",
            style="plain",
            question=line["question"],
            history=tuple(line.get("history", ())),
            is_told=bool(line["evidence"]),
            spans=(),
            evidence=(),
            line=line,
        )

    def in_text(self, text: str) -> Noted:
        """The same with its places where its sentences stand in a text.

        A sentence that is nowhere in it is left out, with its spans.
        """
        if not self.file_sha256:
            return self._found_in(text)
        starts = [_start_of(each, text) for each in self.line["evidence"]]
        spans = [
            (starts[which], offset, end - start)
            for (start, end), (which, offset) in zip(
                self.line["spans"], self.line["offsets"], strict=True
            )
        ]
        return dataclasses.replace(
            self,
            spans=tuple((at + by, at + by + n) for at, by, n in spans if at is not None),
            evidence=tuple(
                (at, at + each["end"] - each["start"])
                for at, each in zip(starts, self.line["evidence"], strict=True)
                if at is not None
            ),
        )

    def _found_in(self, text: str) -> Noted:
        """The same with its words found in a text."""
        told = [(text.index(each), each) for each in self.line["evidence"] if text.find(each) >= 0]
        spans = [
            (at + words.index(answer), at + words.index(answer) + len(answer))
            for at, words in told
            for answer in self.line["answers"]
            if answer in words
        ]
        evidence = tuple((at, at + len(words)) for at, words in told)
        return dataclasses.replace(self, spans=tuple(spans), evidence=evidence)


def _start_of(sentence: Mapping[str, Any], text: str) -> int | None:
    """Where a noted sentence begins in a text: as noted, else where its words stand."""
    start, length = int(sentence["start"]), sentence["end"] - sentence["start"]
    starts = (start, *(match.start() for match in _SENTENCE.finditer(text)))
    for at in starts:
        words = text[at : at + length]
        if len(words) == length and sha256(words) == sentence["sha256"]:
            return at
    return None


def load(folder: Path) -> list[Noted]:
    """The questions of all files of a folder, in the order of their names."""
    lines = (
        line
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    )
    return [Noted.of(json.loads(line)) for line in lines]


def load_words(folder: Path, names: Sequence[str]) -> list[Noted]:
    """The questions of some files of ``benchmarks/questions`` that have an answer or none at all."""
    lines = (
        json.loads(line)
        for name in names
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    )
    return [Noted.of_words(each) for each in lines if each["answers"] or not each["evidence"]]


def is_right(noted: Noted, text: str, said: Span) -> bool:
    """Whether a quotation answers a question.

    It is one of the noted spans, or nearly; or the members of the list, or nearly; or it holds what
    is to be told whole, as a sentence does; or, where a clause answers, it is one of a noted sentence.
    The same words elsewhere in the report count as well.
    """
    if not noted.is_told:
        return False
    words = [text[start:end] for start, end in noted.spans]
    answer = text[said[0] : said[1]]
    if any(_is_same(answer, each, noted.kind) for each in words):
        return len(words) == 1 or noted.kind not in {"list", "comparison"} or _holds(answer, words)
    if _holds(answer, words) or _is_figure_of(noted, answer, said):
        return True
    return (
        (noted.kind in _IN_CLAUSES or not words)
        and len(answer) >= _CLAUSE_CHARS
        and any(start <= said[0] and said[1] <= end for start, end in noted.evidence)
    )


def _is_figure_of(noted: Noted, answer: str, said: Span) -> bool:
    """Whether an answer is the rank or figure that a noted clause tells: 第一 of 保持全国第一."""
    return (
        noted.kind == "superlative"
        and bool(_RANK.search(answer))
        and any(start <= said[0] and said[1] <= end for start, end in noted.spans)
    )


def is_useful(noted: Noted, text: str, said: Span) -> bool:
    """Whether a quoted sentence tells: it is a noted one, or nearly, or has the noted words."""
    if not noted.is_told:
        return False
    if any(_shared(said, each) > _MOST for each in noted.evidence):
        return True
    return _holds(text[said[0] : said[1]], [text[start:end] for start, end in noted.spans])


def _is_same(answer: str, words: str, kind: str) -> bool:
    if kind == "figure" and (of_words := _numbers(words)):
        return bool(_numbers(answer)) and _numbers(answer) <= of_words
    return agreement.f1(answer, [words]) >= _ALIKE


def _holds(answer: str, words: Sequence[str]) -> bool:
    """Whether an answer has most of some words."""
    plain = _plain(answer)
    held = [each for each in words if len(each) > 1 and _plain(each) in plain]
    return bool(words) and len(held) > _MOST * len(words)


def _shared(a: Span, b: Span) -> float:
    """Which share of the shorter of two spans both have."""
    both = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, both) / min(a[1] - a[0], b[1] - b[0])


def _numbers(words: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(unicodedata.normalize("NFKC", words)))


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
