"""docs/cli.md is what ``tools.cli_reference`` makes of the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools import cli_reference

if TYPE_CHECKING:
    import pytest


def test_the_page_is_what_would_be_written():
    kept = cli_reference.FILE.read_text(encoding="utf-8")
    assert kept == cli_reference.text(), "run `python -m tools.cli_reference`"


def test_it_does_not_depend_on_the_terminal(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "40")
    assert max(map(len, cli_reference.text().splitlines())) > 80
