"""Files that harm who reads them: one line each, the rest is built, in bounded memory and time.

They are built in a process of little memory, in which writing elsewhere, calling the net and running
programs are noted.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.files.building_apart import FILES, GOOD
from tests.support.files.hostile_files import SECRET
from tests.support.folders import ROOT

if TYPE_CHECKING:
    from pathlib import Path

MAX_S = 20  # of a processor, for a file


def run(folder: Path, names: list[str]) -> list[dict[str, Any]]:
    """What a process says of hostile files, until it ends."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.files.building_apart", str(folder), *names],
        cwd=ROOT,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode:
        lines.append({"name": lines[-1]["begins"], "error": f"{done.returncode} {done.stderr}"})
    return [line for line in lines if "name" in line]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What a build made of each file; a process that ends early is followed by another."""
    made: dict[str, dict[str, Any]] = {}
    while left := [name for name in FILES if name not in made]:
        folder = tmp_path_factory.mktemp("hostile")
        made |= {outcome["name"]: outcome for outcome in run(folder, left)}
    return made


def test_there_are_many():
    assert len(FILES) >= 60


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_told_in_one_line_or_read_as_what_it_is(
    outcomes: dict[str, dict[str, Any]], name: str
):
    outcome, hostile = outcomes[name], FILES[name]
    assert outcome.get("error") is None, outcome["error"]
    texts = outcome["texts"]
    assert texts.pop("好.txt") == GOOD
    if hostile.told:
        (line,) = outcome["failures"]
        assert re.match(rf"{re.escape(hostile.name)} .*({hostile.told})", line)
        assert line.isprintable()
        assert len(line) < 400
        assert texts == {}
    else:
        assert outcome["failures"] == []
        assert hostile.text in texts[hostile.name]
        assert SECRET not in texts[hostile.name]
        assert len(texts[hostile.name]) < 1_000_000
    assert outcome["seen"] == []
    assert outcome["cpu_s"] < MAX_S
