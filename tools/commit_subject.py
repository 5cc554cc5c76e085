"""A commit's subject says the change in under 72 characters: the hook ``commit-msg``.

``python -m tools.commit_subject FILE``, where git has put the message.
"""

from __future__ import annotations

import sys
from pathlib import Path

MOST_CHARS = 71


def trouble(message: str) -> str:
    """What is wrong with a message, in a line; empty where nothing is."""
    lines = [line for line in message.splitlines() if not line.startswith("#")]
    subject = lines[0] if lines else ""
    if not subject.strip():
        return "the subject is empty: say the change in the first line"
    if len(subject) > MOST_CHARS:
        return f"the subject has {len(subject)} characters: say the change in {MOST_CHARS}"
    if len(lines) > 1 and lines[1].strip():
        return "the second line is not empty: leave one between subject and text"
    return ""


def main(file: str) -> int:
    """Return 1 and say why, where the message in a file is not to be committed."""
    wrong = trouble(Path(file).read_text(encoding="utf-8"))
    if wrong:
        sys.stderr.write(f"{wrong}\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
