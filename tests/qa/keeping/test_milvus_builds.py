"""qa.keeping.milvus_builds: what is refused before anything is read; what is published, served/test_commands.py tells."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from qa import settings
from qa.cli.main import main
from qa.keeping import milvus_builds
from tests.support.milvus.engines import free_port
from tests.support.texts.samples import write_report

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    write_report(tmp_path / "报告" / "甲.txt", "2023年云溪市政府工作报告\n全年修路三百里。\n")
    return tmp_path / "报告"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def test_adding_is_of_an_index_in_milvus(corpus: Path, tmp_path: Path):
    result = run("build", corpus, "--add", "--index", tmp_path / "index")
    assert result.exit_code == 1
    assert "put together by `wenbao merge`" in result.stderr
    assert not (tmp_path / "index").exists()


def test_without_pymilvus_it_is_told_what_to_install(corpus: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    result = run("build", corpus, "--index", f"milvus://127.0.0.1:{free_port()}/reports")
    assert result.exit_code == 1
    assert result.stderr.endswith("pip install -c constraints.txt '.[milvus]'\n")


@pytest.mark.parametrize("command", [("ask", "修路多少"), ("info",), ("table", "修路"), ("facts",)])
def test_who_asks_without_pymilvus_is_told_the_same(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    result = run(*command, "--index", "milvus://127.0.0.1/reports")
    assert result.exit_code == 1
    assert result.stderr.endswith("pip install -c constraints.txt '.[milvus]'\n")


@pytest.mark.parametrize("command", [("export", "file"), ("info", "--verify")])
def test_what_is_done_to_a_folder_is_refused(command: tuple[str, ...]):
    result = run(*command, "--index", "milvus://127.0.0.1/reports")
    assert result.exit_code == 1
    assert "milvus://127.0.0.1/reports is held by an engine: give the folder" in result.stderr


def test_each_index_in_milvus_is_built_in_a_folder_of_its_own():
    there = settings.load({"index": "milvus://10.0.0.7:443/reports"}, {})
    assert milvus_builds.local(there).folder.parts[-3:] == ("milvus", "10.0.0.7-443", "reports")
    here = settings.load({"index": "index"}, {})
    assert milvus_builds.local(here) == here
