"""qa.cli.carrying.merge: what the command tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from index.build import build
from index.model import encoder_choice
from qa.cli.main import main
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.samples import write_report

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_parts_become_one_index_and_what_is_in_two_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(encoder_choice, "load", lambda *_args, **_options: HashEncoder())
    for part in ("甲", "乙"):
        write_report(tmp_path / part / "报告.txt", "茶树喜欢温暖。")
        build([tmp_path / part], tmp_path / f"{part}.index", HashEncoder)
    parts = [str(tmp_path / f"{part}.index") for part in ("甲", "乙")]
    result = CliRunner().invoke(main, ["merge", *parts, "--index", str(tmp_path / "all")])
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        f"报告.txt is in two parts, also in {parts[1]}: kept once\n"
        f"merged 2 parts: 1 report, 1 passage, 1 sentence, to {tmp_path / 'all'}\n"
    )


def test_a_part_that_is_none_ends_in_one_line(tmp_path: Path):
    result = CliRunner().invoke(
        main, ["merge", str(tmp_path / "none"), "--index", str(tmp_path / "all")]
    )
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: the part {tmp_path / 'none'} cannot be merged: ")
    assert result.stderr.count("\n") == 1
