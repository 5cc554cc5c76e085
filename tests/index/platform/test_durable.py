"""index.platform.durable: a file is the one before or the new one, and is forced out before its name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from index.platform import durable

if TYPE_CHECKING:
    from pathlib import Path


def test_parts_are_written_one_after_the_other(tmp_path: Path):
    durable.write(tmp_path / "a", b"1", memoryview(b"23"), b"")
    assert (tmp_path / "a").read_bytes() == b"123"


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path):
    for data in (b"before", b"after"):
        durable.replace(tmp_path / "a", data)
        assert (tmp_path / "a").read_bytes() == data
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_one_that_cannot_be_written_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    durable.replace(tmp_path / "a", b"before")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        durable.replace(tmp_path / "a", b"after")
    assert (tmp_path / "a").read_bytes() == b"before"


def test_a_pipe_in_the_way_of_the_new_file_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "a.new")
    durable.replace(tmp_path / "a", b"1")
    assert (tmp_path / "a").read_bytes() == b"1"


@pytest.mark.skipif(os.name == "nt", reason="Windows opens no folders")
def test_all_of_a_folder_is_forced_out_and_its_names_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c").write_bytes(b"1")
    forced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: forced.append(os.fstat(descriptor).st_ino))
    durable.sync_all(tmp_path)
    assert forced == [path.stat().st_ino for path in (tmp_path / "b/c", tmp_path / "b", tmp_path)]
