"""index.platform.staging: a folder is there whole, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.platform import staging
from tests.support.disk.forced import watched

if TYPE_CHECKING:
    from pathlib import Path


def fill(folder: Path, text: str = "new") -> None:
    folder.mkdir()
    (folder / "a.txt").write_text(text, encoding="utf-8")


def test_what_is_made_takes_its_name(tmp_path: Path):
    target = tmp_path / "model"
    with staging.replacing(target, tmp_path / "model.part") as part:
        fill(part)
        assert not target.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    assert (target / "a.txt").read_text(encoding="utf-8") == "new"


def test_what_lies_there_is_replaced_whole(tmp_path: Path):
    target, part = tmp_path / "model", tmp_path / "model.part"
    fill(target, "old")
    (target / "b.txt").touch()
    fill(part, "of a process that was killed")
    with staging.replacing(target, part):
        fill(part)
    assert [path.name for path in target.iterdir()] == ["a.txt"]
    assert (target / "a.txt").read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_what_fails_leaves_nothing(tmp_path: Path, error: type[BaseException]):
    def failing() -> None:
        with staging.replacing(tmp_path / "model", tmp_path / "model.part") as part:
            fill(part)
            raise error

    with pytest.raises(error):
        failing()
    assert list(tmp_path.iterdir()) == []


def test_it_is_forced_to_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    synced, by_then = watched(monkeypatch, "rename")
    with staging.replacing(tmp_path / "model", tmp_path / "model.part") as part:
        fill(part)
    model = tmp_path / "model"
    assert {model.stat().st_ino, (model / "a.txt").stat().st_ino} <= by_then
    assert tmp_path.stat().st_ino in synced - by_then


def test_what_is_aside_is_gone_unless_it_was_renamed(tmp_path: Path):
    fill(tmp_path / "part", "of a process that was killed")
    with staging.aside(tmp_path / "part") as part:
        assert not part.exists()
        fill(part)
    assert not part.exists()
    with staging.aside(part):
        fill(part)
        part.rename(tmp_path / "kept")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
