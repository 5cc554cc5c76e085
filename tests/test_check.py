"""check.py and the hooks of git: the hooks call checks that there are."""

from __future__ import annotations

import importlib
import shlex
import sys
from pathlib import Path

import pytest
import yaml

import check
from tests.support.folders import ROOT

HOOKS = [
    hook
    for repository in yaml.safe_load(
        (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    )["repos"]
    for hook in repository["hooks"]
]
PYTHON = ".venv/bin/python"


def test_every_hook_is_of_this_environment():
    assert all(hook["language"] == "system" for hook in HOOKS)
    assert {shlex.split(hook["entry"])[0] for hook in HOOKS} == {PYTHON}


def test_every_check_but_the_tests_is_a_hook():
    called = [shlex.split(hook["entry"])[1:] for hook in HOOKS]
    names = [words[1] for words in called if words[0] == "check.py"]
    assert names == [name for name in check.CHECKS if name != "tests"]


def test_the_other_hook_is_a_module():
    (words,) = [shlex.split(hook["entry"]) for hook in HOOKS if "check.py" not in hook["entry"]]
    assert words[1] == "-m"
    assert importlib.import_module(words[2]).main


@pytest.mark.parametrize("name", check.CHECKS)
def test_the_program_of_a_check_is_installed(name: str):
    program, *_ = check.CHECKS[name]
    assert Path(program).exists()


def test_a_name_that_is_no_check(capsys: pytest.CaptureFixture[str]):
    assert check.main(["lint", "linting"]) == 2
    assert "no check is called 'linting'" in capsys.readouterr().out


def test_the_first_that_fails_ends_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    commands = {name: [sys.executable, "-c", f"exit({name!r} == 'b')"] for name in "abc"}
    monkeypatch.setattr(check, "CHECKS", commands)
    assert check.main([]) == 1
    assert "== a:" in (out := capfd.readouterr().out)
    assert "== c" not in out
    assert check.main(["a", "c"]) == 0
