"""`wenbao build` with an index in Milvus: published, replaced, added to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from index.model import encoder_choice
from index.searchable.milvus.asked import MilvusIndex
from qa.cli.main import main
from tests.support.hash_encoder import HashEncoder
from tests.support.milvus.building import answer, catalogue, corpus
from tests.support.milvus.environments import TARGET

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

SECRET = "hunter2"  # noqa: S105 - of no server


@pytest.fixture(autouse=True)
def _encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_choice, "load", lambda *_args, **_options: HashEncoder())
    monkeypatch.setenv("WENBAO_INDEX", os.environ[TARGET].replace("http", "milvus") + "/commands")
    monkeypatch.setenv("WENBAO_MILVUS_TOKEN", f"root:{SECRET}")


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert SECRET not in result.output
    return result


def answers() -> list[str]:
    of = catalogue(os.environ[TARGET], "commands")
    there = MilvusIndex(of.connection, of.current())
    return [answer(there, town) for town in ("云溪", "松岭", "茶山")]


def test_build_publishes_adds_and_replaces(tmp_path: Path):
    one = corpus(tmp_path / "one", 云溪="1")
    result = run("build", one)
    assert result.exit_code == 0, result.output
    assert "published 1 report in milvus://127.0.0.1:" in result.stderr
    assert answers() == ["云溪建成绿道1公里。", "", ""]

    result = run("build", corpus(tmp_path / "two", 松岭="2", 茶山="3"), "--add", "--workers", "2")
    assert result.exit_code == 0, result.output
    assert "published 3 reports in milvus://127.0.0.1:" in result.stderr
    assert answers() == ["云溪建成绿道1公里。", "松岭建成绿道2公里。", "茶山建成绿道3公里。"]

    result = run("build", corpus(one, 云溪="4"))
    assert result.exit_code == 0, result.output
    assert answers() == ["云溪建成绿道4公里。", "", ""]
