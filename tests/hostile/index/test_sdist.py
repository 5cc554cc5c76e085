"""The source distribution and the wheel hold all that the README needs and the packages read."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.support.packages.distributing import built, copied

PACKAGES = ("index", "qa")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project."""
    return copied(tmp_path_factory.mktemp("tree") / "wenbao")


@pytest.fixture(scope="module")
def unpacked(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(built(tree, "build_sdist", folder)) as archive:
        archive.extractall(folder, filter="data")
    (root,) = (path for path in folder.iterdir() if path.is_dir())
    return root


def files(root: Path, *folders: str) -> set[str]:
    """Every file of the folders but what Python makes there."""
    return {
        path.relative_to(root).as_posix()
        for folder in folders
        for path in (root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and ".egg-info" not in str(path)
    }


def test_the_source_distribution_is_the_project(tree: Path, unpacked: Path):
    assert files(tree, ".") - files(unpacked, ".") == set()


def test_it_adds_nothing_but_its_own_notes(tree: Path, unpacked: Path):
    assert files(unpacked, ".") - files(tree, ".") == {"PKG-INFO", "setup.cfg"}


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_what_the_readme_names_is_there(unpacked: Path, name: str):
    text = (unpacked / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert links
    assert [link for link in links if not (unpacked / link).exists()] == []


def test_the_wheel_holds_what_the_packages_read(
    unpacked: Path, tmp_path_factory: pytest.TempPathFactory
):
    file = built(unpacked, "build_wheel", tmp_path_factory.mktemp("wheel"))
    with zipfile.ZipFile(file) as wheel:
        held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    site = tmp_path_factory.mktemp("site")
    shutil.unpack_archive(file, site, "zip")
    seed = {f"qa/corpus/seed/{each.name}" for each in (unpacked / "corpus").glob("*.txt")}
    assert held == files(unpacked, *PACKAGES) | seed
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    finds = "import sys; from qa.corpus import choice; choice.default(choice.Path(sys.argv[1]))"
    subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(site)!r}); {finds}", "data"],
        cwd=elsewhere,
        env={"PYTHONUTF8": "1", "PYTHONPATH": str(site)},
        check=True,
    )
    laid = [each.name for each in (elsewhere / "data" / "corpus").iterdir()]
    assert laid == [each.name for each in (unpacked / "corpus").glob("*.txt")]


def test_the_command_of_the_readme_finds_the_corpus_beside_it(unpacked: Path, tmp_path: Path):
    finds = "from pathlib import Path; from qa.corpus.choice import default; print(default(Path()))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(unpacked)!r}); {finds}"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", "PYTHONPATH": str(unpacked)},
        check=True,
    )
    assert Path(done.stdout.strip()) == unpacked / "corpus"


def test_the_app_runs_from_it(unpacked: Path):
    done = subprocess.run(
        [sys.executable, "app.py", "--help"],
        cwd=unpacked,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", "PYTHONPATH": str(unpacked)},
        check=True,
    )
    assert "Start the web chat" in done.stdout
