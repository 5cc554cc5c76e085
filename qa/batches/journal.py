"""What a run has answered so far: kept beside its table, so that a killed run goes on.

A line is forced to the disk before the next question is asked. What a kill leaves of a line is cut
off. Answers of another index, or of another number of passages, are not taken over.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Self

from index.platform import durable, regular_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

_VERSION = 1


class Journal:
    """The answers of a run by their questions.

    Args:
        file: where it is kept.
        of: what the answers depend on beside their questions.

    Raises:
        OSError: the file cannot be read or written.
    """

    def __init__(self, file: Path, of: Mapping[str, Any]) -> None:
        self._file = file
        self._answers: dict[str, dict[str, Any]] = {}
        self.is_of_another = False
        head = {"journal": _VERSION, **of}
        kept = _whole_lines(file)
        if kept and _parsed(kept[0]) == head:
            for line in kept[1:]:
                entry = _parsed(line)
                if not isinstance(entry, dict) or entry.keys() != {"question", "row"}:
                    break
                self._answers[entry["question"]] = entry["row"]
        else:
            self.is_of_another = bool(kept)
        lines = [head, *({"question": q, "row": row} for q, row in self._answers.items())]
        durable.replace(file, b"".join(map(_line, lines)))
        self._out = file.open("ab")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._out.close()

    def __len__(self) -> int:
        return len(self._answers)

    def __contains__(self, question: object) -> bool:
        return question in self._answers

    def __getitem__(self, question: str) -> dict[str, Any]:
        return self._answers[question]

    def add(self, question: str, row: dict[str, Any]) -> None:
        """Keep the row of a question, durably."""
        self._out.write(_line({"question": question, "row": row}))
        self._out.flush()
        os.fsync(self._out.fileno())
        self._answers[question] = row

    def remove(self) -> None:
        """Delete the file: its answers stand in the table now."""
        self._out.close()
        self._file.unlink(missing_ok=True)


def _whole_lines(file: Path) -> list[bytes]:
    """The lines of a file without what follows the last line end; none where there is no file."""
    try:
        data = regular_files.read_bytes(file)
    except FileNotFoundError:
        return []
    return data.split(b"\n")[:-1]


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _line(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields).encode() + b"\n"
