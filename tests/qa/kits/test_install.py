"""Kits laid out with the network off: the wheel of this tree is really built and installed."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from qa.kits import install, kit
from qa.settings import Settings
from tests.support.packages import distributing

if TYPE_CHECKING:
    from pathlib import Path

# No request leaves: nothing listens there, and no network is where the kernel can take it away.
DEAD = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")


def apart() -> list[str]:
    """What takes the network away from a command, where the kernel lets us."""
    if not shutil.which("unshare"):
        return []
    tried = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False)
    return ["unshare", "-rn"] if tried.returncode == 0 else []


def without_network(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*apart(), *command],
        env={**os.environ, **DEAD, "PIP_INDEX_URL": "http://127.0.0.1:9/simple"},
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def installed(kit_folder: Path, target: Path) -> list[str]:
    said: list[str] = []
    install.install(kit_folder, target, said.append)
    return said


def changed(kit_folder: Path, **fields: Any) -> None:
    file = kit_folder / install.KIT_FILE
    about = json.loads(file.read_text(encoding="utf-8")) | fields
    file.write_text(json.dumps(about), encoding="utf-8")


@pytest.fixture(scope="module")
def made(carrying: Path, wheel_of_ours: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kit with the wheel of this tree; what that requires is lent by this environment."""
    folder = tmp_path_factory.mktemp("kits")
    (folder / "wheels").mkdir()
    distributing.lending(wheel_of_ours, folder / "wheels")
    kit.make(Settings(index=carrying), folder / "套件", folder / "wheels", lambda _: None)
    return folder / "套件"


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "kit")


def test_it_is_laid_out_and_answers_without_a_network(made: Path, tmp_path: Path):
    target = tmp_path / "别处"
    command = [sys.executable, str(made / "install.py"), str(target)]
    done = without_network(command, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"done. Start it by: {target / 'wenbao'}"
    start = str(target / "wenbao")
    asked = without_network([start, "ask", "新建绿道多少公里?"], tmp_path)
    assert "31公里" in asked.stdout, asked.stderr
    about = json.loads(without_network([start, "info", "--json"], tmp_path).stdout)
    assert about["index"] == str(target / "index")
    assert about["corpus"] == [str(target / "corpus" / "甲")]
    assert not about["is_stale"]

    # Again, over what a user has added there: the packages are replaced, and all else stays.
    (target / "corpus" / "甲" / "乙.txt").write_text("全县养鱼三百亩。", encoding="utf-8")
    again = without_network(command, tmp_path)
    assert again.returncode == 0, again.stderr
    assert (target / "corpus" / "甲" / "乙.txt").exists()
    assert json.loads(without_network([start, "info", "--json"], tmp_path).stdout)["is_stale"]


def test_nothing_is_written_over(made: Path, tmp_path: Path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(install.InstallError, match="holds something else: name a new folder"):
        installed(made, tmp_path)


def test_a_damaged_kit_is_told_before_anything_is_done(copy: Path, tmp_path: Path):
    (copy / "reports.wenbao").write_bytes(b"?")
    with pytest.raises(install.InstallError, match=r"reports.wenbao is missing or damaged: copy"):
        installed(copy, tmp_path / "there")
    (copy / "kit.json").unlink()
    with pytest.raises(install.InstallError, match=r"kit.json cannot be read: copy the whole"):
        installed(copy, tmp_path / "there")
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"format": 9}, "the kit is of format 9, this reads 1"),
        ({"python": "3.4"}, r"for Python 3.4, and this is 3.\d+: run install.py by python3.4"),
        ({"system": "Plan9 mips"}, f"for Plan9 mips, and this is {platform.system()}"),
    ],
)
def test_a_kit_for_elsewhere_says_so(copy: Path, tmp_path: Path, fields: Any, why: str):
    changed(copy, **fields)
    with pytest.raises(install.InstallError, match=why):
        installed(copy, tmp_path / "there")


def test_a_wheel_that_lacks_is_named(copy: Path):
    (copy / "wheels" / "lent-1.0-py3-none-any.whl").unlink()
    options = ["--dry-run", "--ignore-installed", "--no-index", "--find-links"]
    command = [sys.executable, "-m", "pip", "install", *options, str(copy / "wheels"), "wenbao"]
    with pytest.raises(install.InstallError, match=r"packages do not fit: .*lent"):
        install.run(command, "the packages do not fit")


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["--help"]])
def test_its_usage(arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert install.main(arguments, tmp_path) == 2
    assert capsys.readouterr().err == "Usage: python3 install.py FOLDER\n"


def test_an_error_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert install.main([str(tmp_path / "there")], tmp_path) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Error: ")


def test_it_needs_nothing_but_the_standard_library():
    asked = "import sys, runpy; runpy.run_path(sys.argv[1]); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", asked, install.__file__],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert {"click", "numpy", "qa", "index"}.isdisjoint(done.stdout.split())
