"""training.manifest and its command: what ships is what was fitted, and data are checked first."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.util
import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from training import __main__ as command
from training import manifest
from training.manifest import Data, Part, Shipped, changed, digest, lacking, load
from training.reader.data import PUBLIC_SETS

if TYPE_CHECKING:
    from pathlib import Path

PARTS = {part.name: part for part in load()}
SHA = hashlib.sha256(b"a").hexdigest()
SET = Data(name="set", about="a set", source="a place", licence="ours", sha256=SHA, file="set.json")
ONE = Part(
    name="one",
    about="a part",
    data=(SET,),
    commands=(("training.ranking", "--squad", "{data}/set.json"),),
    ships=(Shipped(path="out.txt", sha256=SHA),),
)


def test_what_ships_is_what_the_manifest_names():
    done = CliRunner().invoke(command.main, ["check"])
    assert done.output == "the files that ship are those of training/manifest.toml\n"
    assert done.exit_code == 0


def test_a_file_that_is_another_one_or_missing_is_named(tmp_path: Path):
    assert list(changed([ONE], tmp_path)) == ["out.txt is missing"]
    (tmp_path / "out.txt").write_bytes(b"b")
    (fault,) = changed([ONE], tmp_path)
    assert fault == f"out.txt has the sha256 {hashlib.sha256(b'b').hexdigest()}, not {SHA}"
    (tmp_path / "out.txt").write_bytes(b"a")
    assert list(changed([ONE], tmp_path)) == []


def test_data_are_looked_at_before_a_fit(tmp_path: Path):
    (fault,) = lacking(ONE, tmp_path)
    assert fault == f"{tmp_path / 'set.json'} is missing (a set: a place)"
    (tmp_path / "set.json").write_bytes(b"b")
    assert len(list(lacking(ONE, tmp_path))) == 1
    (tmp_path / "set.json").write_bytes(b"a")
    assert list(lacking(ONE, tmp_path)) == []


def test_data_whose_sha256_was_not_recorded_need_only_be_there(tmp_path: Path):
    part = dataclasses.replace(ONE, data=(dataclasses.replace(SET, sha256=""),))
    (tmp_path / "set.json").write_bytes(b"b")
    assert list(lacking(part, tmp_path)) == []


def test_repeating_says_in_one_line_what_is_missing(tmp_path: Path):
    done = CliRunner().invoke(command.main, ["repeat", "ranking", "--data", str(tmp_path)])
    assert done.exit_code == 1
    (line,) = done.output.splitlines()
    for name in ("DRCD_dev.json", "cmrc2018_trial.json", "reports"):
        assert f"{tmp_path / name} is missing" in line


def test_repeating_runs_the_commands_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ran: list[list[str]] = []

    def run(arguments: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        ran.append(arguments[2:])
        return subprocess.CompletedProcess(arguments, returncode=int(len(ran) > 2))

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(manifest, "lacking", lambda _part, _folder: [])
    done = CliRunner().invoke(command.main, ["repeat", "--data", str(tmp_path)])
    assert [module for module, *_ in ran] == [
        "training.ranking",
        "training.choosing",
        "training.reader.data",
    ]
    assert f"{tmp_path}/DRCD_dev.json" in ran[0]
    assert done.output.endswith("Error: training.reader.data ended with 1\n")


def test_the_digest_of_a_folder_is_that_of_its_listing(tmp_path: Path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.txt").write_bytes(b"a")
    (tmp_path / "a.txt").write_bytes(b"a")
    listing = f"{SHA}  a.txt\n{SHA}  b/c.txt\n"
    assert digest(tmp_path) == hashlib.sha256(listing.encode()).hexdigest()


def test_data_are_either_in_the_repository_or_in_the_users_folder():
    with pytest.raises(ValueError, match="set: name either a path or a file"):
        dataclasses.replace(SET, path="set.json")


def test_the_manifest_names_modules_that_there_are_and_the_readers_sets():
    for part in PARTS.values():
        for module, *_ in part.commands:
            assert importlib.util.find_spec(module)
    files = {each.file for each in PARTS["reader"].data}
    assert files == {*PUBLIC_SETS, "reports", "corpora", ""}  # and the questions, which are here
