"""qa.corpus.choice: which reports an index is built of."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from index.build import build
from index.errors import CorpusError
from qa.corpus import choice
from qa.settings import Settings
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.samples import write_report

if TYPE_CHECKING:
    from pathlib import Path

    from index.types import Manifest


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("甲", "乙"):
        write_report(tmp_path / name / f"{name}县.txt", f"{name}县种茶三千亩。")
    return tmp_path / "甲", tmp_path / "乙"


@pytest.fixture
def manifest(folders: tuple[Path, Path], tmp_path: Path) -> Manifest:
    return build(folders, tmp_path / "index", HashEncoder).manifest


def test_those_of_the_settings_then_those_of_the_index(
    folders: tuple[Path, Path], manifest: Manifest, tmp_path: Path
):
    settings = Settings(index=tmp_path / "index")
    assert choice.chosen(settings, manifest) == folders
    named = Settings(index=tmp_path / "index", corpus=folders[:1])
    assert choice.chosen(named, manifest) == folders[:1]


@pytest.mark.parametrize("n_away", [1, 2])
def test_none_in_the_place_of_those_that_are_away(
    folders: tuple[Path, Path], manifest: Manifest, tmp_path: Path, n_away: int
):
    for folder in folders[:n_away]:
        shutil.rmtree(folder)
    with pytest.raises(CorpusError, match=r"made of .*甲.* cannot be reached: make it reachable"):
        choice.chosen(Settings(index=tmp_path / "index"), manifest)
    assert choice.missing(manifest) == folders[:n_away]
    assert not choice.is_stale(manifest, None)


def test_no_corpus_to_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(choice, "__file__", str(tmp_path / "qa" / "corpus" / "choice.py"))
    with pytest.raises(CorpusError, match="no folder named corpus here: name the reports"):
        choice.chosen(Settings(index=tmp_path / "index"), None)
    (tmp_path / "corpus").mkdir()
    assert choice.default(tmp_path).resolve() == tmp_path / "corpus"


def test_the_same_folders_in_another_order_are_the_same(
    folders: tuple[Path, Path], manifest: Manifest, tmp_path: Path
):
    def is_another(*corpus: Path, model: str | None = None) -> bool:
        settings = Settings(index=tmp_path / "index", corpus=corpus, model=model)
        return choice.is_another(settings, manifest)

    first, second = folders
    assert not is_another()
    assert not is_another(first, second)
    assert not is_another(second, first, second)
    assert is_another(first)
    assert is_another(first, second, tmp_path / "丙")
    assert is_another(model="other")


def test_stale_once_a_file_of_any_folder_or_a_correction_changes(
    folders: tuple[Path, Path], manifest: Manifest
):
    assert not choice.is_stale(manifest, None)
    file = folders[1] / "reports.toml"
    file.write_text("# nothing yet\n", encoding="utf-8")
    assert not choice.is_stale(manifest, None)
    file.write_text('["乙县.txt"]\nyear = 2024\n', encoding="utf-8")
    assert choice.is_stale(manifest, None)
    file.write_text("[“乙县.txt”]\n", encoding="utf-8")
    assert choice.is_stale(manifest, None)  # a build tells what is wrong with it
    file.unlink()
    assert not choice.is_stale(manifest, None)
    write_report(folders[1] / "丙县.txt", "丙县养鱼。")
    assert choice.is_stale(manifest, None)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the index of a wheel's user lies; there is no folder named corpus, and a report in the wheel."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(choice, "__file__", str(tmp_path / "site" / "qa" / "corpus" / "choice.py"))
    write_report(tmp_path / "seed" / "甲县.txt", "甲县种茶三千亩。")
    monkeypatch.setattr(choice, "_SEED", tmp_path / "seed")
    return tmp_path / "data" / "index"


def test_the_wheels_report_is_laid_beside_the_index_once(installed: Path):
    own = installed.parent / "corpus"
    assert choice.chosen(Settings(index=installed), None) == (own,)
    assert [file.name for file in own.iterdir()] == ["甲县.txt"]
    assert sorted(each.name for each in installed.parent.iterdir()) == ["corpus"]
    (own / "甲县.txt").unlink()
    assert choice.chosen(Settings(index=installed), None) == (own,)
    assert list(own.iterdir()) == []  # what its user removed stays so


def test_a_folder_of_ones_own_that_cannot_be_made_is_a_line(installed: Path):
    installed.parent.write_text("", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"cannot be made .*: name the reports"):
        choice.chosen(Settings(index=installed), None)


def test_what_an_index_held_and_is_not_named_any_more(
    folders: tuple[Path, Path], manifest: Manifest, tmp_path: Path
):
    first, second = folders
    (tmp_path / "又").symlink_to(second, target_is_directory=True)
    assert choice.left_out(manifest, [first]) == (second,)
    assert choice.left_out(manifest, folders[::-1]) == ()
    assert choice.left_out(manifest, [first, tmp_path / "又"]) == ()  # the same folder
    assert choice.left_out(manifest, [tmp_path / "丙"]) == folders
    assert choice.left_out(None, [first]) == ()
