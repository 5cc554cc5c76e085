"""tools.commit_subject: a subject of 71 characters at most, and an empty line below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools import commit_subject

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "message", ["x" * 71, "A subject\n\nA text.\n", "# a comment of git's\nA subject\n# another\n"]
)
def test_a_message_in_form(message: str):
    assert commit_subject.trouble(message) == ""


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("x" * 72, "the subject has 72 characters"),
        ("\nA text.\n", "the subject is empty"),
        ("# only a comment\n", "the subject is empty"),
        ("A subject\nthat goes on", "the second line is not empty"),
    ],
)
def test_a_message_that_is_not(message: str, reason: str):
    assert commit_subject.trouble(message).startswith(reason)


@pytest.mark.parametrize(("n_chars", "status"), [(71, 0), (72, 1)])
def test_the_hook(tmp_path: Path, n_chars: int, status: int):
    (tmp_path / "COMMIT_EDITMSG").write_text("x" * n_chars, encoding="utf-8")
    assert commit_subject.main(str(tmp_path / "COMMIT_EDITMSG")) == status
