"""index.platform.cache: all that is kept lies in the folder that is named; nothing is written elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import SettingsError
from index.platform import cache
from tests.support.folders import ROOT

COMMAND = "import sys; from qa.cli.main import main; sys.exit(main(prog_name='wenbao'))"


class TestTheFolder:
    def test_is_the_users_own(self):
        assert cache.folder().name == "wenbao"

    def test_is_the_one_that_is_named(self, tmp_path: Path):
        assert cache.folder(tmp_path / "named") == tmp_path / "named"

    @pytest.mark.parametrize("path", [Path("~/.cache/wenbao"), None], ids=["old", "new"])
    def test_is_none_where_there_is_no_home(
        self, monkeypatch: pytest.MonkeyPatch, path: Path | None
    ):
        def homeless(_name: str, *, appauthor: bool) -> Path:  # noqa: ARG001
            if path is None:
                raise RuntimeError("could not determine the home directory")
            return path

        monkeypatch.setattr(cache, "user_cache_path", homeless)
        with pytest.raises(SettingsError, match="name a folder with WENBAO_CACHE, or set HOME"):
            cache.folder()


def ask(carrying: Path, home: Path, named: Path) -> subprocess.CompletedProcess[str]:
    """Ask in a process of its own; what is at home can only be read where it is a file."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", COMMAND, "ask", "新建绿道多少公里?", "--index", str(carrying)],
        cwd=ROOT,
        env=kept | {"HOME": str(home), "WENBAO_CACHE": str(named), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


class TestAProcess:
    def test_writes_nothing_but_there(self, carrying: Path, tmp_path: Path):
        home = tmp_path / "home"
        home.write_bytes(b"")  # no folder: whatever is written below it fails, also for root
        done = ask(carrying, home, tmp_path / "named")
        assert done.returncode == 0, done.stderr
        assert "31" in done.stdout
        assert "cannot be kept" not in done.stderr
        assert {path.name for path in (tmp_path / "named").iterdir()} == {
            "words",
            "verified",
            "graphs",
        }
        assert home.read_bytes() == b""

    def test_answers_where_nothing_can_be_kept_and_says_so_once(
        self, carrying: Path, tmp_path: Path
    ):
        (tmp_path / "named").write_bytes(b"")
        done = ask(carrying, tmp_path, tmp_path / "named")
        assert done.returncode == 0, done.stderr
        assert "31" in done.stdout
        first, *others = done.stderr.splitlines()
        assert first.startswith(f"the words cannot be kept in {tmp_path / 'named'}")
        assert all(line.startswith("doubtful answers are not read again: ") for line in others)
        assert len(others) <= 1
