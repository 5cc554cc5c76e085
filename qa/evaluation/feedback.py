"""What visitors thought of answers, kept on this machine as question files.

An answer that was liked becomes a line of ``liked.jsonl``, a question file that ``wenbao eval``
reads: its words are right, the passages it stands in are the evidence; a refusal that was liked
is a question that nothing answers. An answer that was disliked says nothing of what would be
right, so it goes into a file of its own, ``disliked.jsonl``, without ``answers`` and ``evidence``
(what was said stands under ``given``): `wenbao eval` refuses that file until someone has added
what is right. Where the visitor says so, it is added at once: words that stand in one of the
nearest passages, and that nothing answers, become a line of ``corrected.jsonl``, a question file
again; other words are kept beside the answer, under ``right``.
"""

from __future__ import annotations

import hashlib
import json
import os
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from index.errors import FeedbackError
from qa import settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from qa.types import Answer

_PATIENCE_S = 5.0  # for another visitor's line to be written
_MAX_BYTES = 16 << 20  # of a file: some ten thousand answers; each vote reads it through


class Verdict(StrEnum):
    """What a visitor thought of an answer."""

    LIKED = "liked"
    DISLIKED = "disliked"
    CORRECTED = "corrected"


class Feedback:
    """The files in a folder, by default that beside the user's index. Share between threads.

    Args:
        folder: where the files are, or will be.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or settings.default_index().parent / "feedback"

    def path(self, verdict: Verdict) -> Path:
        """The file of a verdict."""
        return self._folder / f"{verdict}.jsonl"

    def correct(self, answer: Answer, history: Sequence[str], right: str) -> bool:
        """Write down what is right; False where it stands in none of the passages that were found.

        Args:
            answer: what was answered, with the nearest passages.
            history: the questions before it.
            right: the words that would have answered; empty where nothing does.

        Raises:
            FeedbackError: the file cannot be written, or is full.
        """
        bare = _bare(right)
        evidence = [
            hit.passage.text for hit in answer.hits if bare and bare in _bare(hit.passage.text)
        ]
        if bare and not evidence:
            self._write(
                Verdict.DISLIKED, _record(answer, history, Verdict.DISLIKED, {"right": right})
            )
            return False
        said = {"answers": [right] if bare else [], "evidence": evidence[:1]}
        self._write(Verdict.CORRECTED, _record(answer, history, Verdict.CORRECTED, said))
        return True

    def keep(self, answer: Answer, history: Sequence[str], verdict: Verdict) -> bool:
        """Write an answer down; False where the very same stands there already.

        Raises:
            FeedbackError: the file cannot be written, or is full.
        """
        return self._write(verdict, _record(answer, history, verdict))

    def _write(self, verdict: Verdict, record: dict[str, Any]) -> bool:
        line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
        path = self.path(verdict)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{path}.lock", timeout=_PATIENCE_S):
                if _holds(path, record["id"]):
                    return False
                if path.exists() and path.stat().st_size + len(line) > _MAX_BYTES:
                    raise FeedbackError(
                        f"{path} is full ({_MAX_BYTES >> 20} MiB); move it elsewhere to keep more"
                    )
                _append(path, line)
        except (OSError, Timeout) as error:
            raise FeedbackError(
                f"what you think of the answer cannot be written to {path} ({error}); "
                "check that the folder can be written"
            ) from error
        return True


def _record(
    answer: Answer,
    history: Sequence[str],
    verdict: Verdict,
    right: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A line: the question, what was said of it, and what a visitor says is right."""
    evidence = list(dict.fromkeys(source.passage.text for source in answer.citations))
    documents = list(dict.fromkeys(source.document.path for source in answer.citations))
    is_of_one = len(documents) == 1 and verdict is not Verdict.CORRECTED
    asked: dict[str, Any] = {
        "question": answer.question.strip(),
        "history": list(history),
        "document": documents[0] if is_of_one else "",
    }
    said: dict[str, Any] = {"answers": [answer.text] if answer.found else [], "evidence": evidence}
    if verdict is Verdict.DISLIKED:
        said = {"given": said, **(right or {})}
    elif verdict is Verdict.CORRECTED:
        said = {**(right or {}), "given": said}
    of = json.dumps([asked, said], ensure_ascii=False)
    identity = hashlib.sha256(of.encode()).hexdigest()[:16]
    is_answered = said["evidence"] if verdict is Verdict.CORRECTED else answer.found
    kind = answer.kind.value if is_answered else "unanswerable"
    return {"id": identity, "type": kind, **asked, **said}


def _bare(text: str) -> str:
    """A text without white space, in which words are looked for."""
    return "".join(text.split())


def _holds(path: Path, identity: str) -> bool:
    if not path.exists():
        return False
    mark = f'{{"id": "{identity}"'
    with path.open(encoding="utf-8", errors="replace") as lines:
        return any(line.startswith(mark) for line in lines)


def _append(path: Path, line: bytes) -> None:
    """Append in one write, on a line of its own even where a crash has left half of one."""
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        size = os.lseek(descriptor, 0, os.SEEK_END)
        if size:
            os.lseek(descriptor, size - 1, os.SEEK_SET)
            if os.read(descriptor, 1) != b"\n":
                line = b"\n" + line
        os.write(descriptor, line)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
