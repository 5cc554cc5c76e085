"""index.verified: what was read is noted, and forgotten with its folder."""

from __future__ import annotations

import hashlib
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from index import cache, verified
from index.types import PublishedFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = PublishedFile(name="a", n_bytes=1, sha256=hashlib.sha256(b"a").hexdigest())
LONG_AGO_NS = 10**18


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Path]:
    cache.use(tmp_path / "cache")
    yield tmp_path / "cache" / "verified"
    cache.use(None)


def folder(root: Path, data: bytes = b"a") -> Path:
    root.mkdir()
    (root / "a").write_bytes(data)
    os.utime(root / "a", ns=(LONG_AGO_NS, LONG_AGO_NS))
    return root


def test_a_changed_file_is_found(tmp_path: Path, kept: Path):
    assert verified.changed(folder(tmp_path / "one", b"b"), [FILE]) == FILE
    assert not kept.exists()


def test_one_that_was_read_is_not_read_again(
    tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
):
    one = folder(tmp_path / "one")
    assert verified.changed(one, [FILE]) is None
    assert len(list(kept.iterdir())) == 1

    def unexpected(_: Path) -> str:
        raise AssertionError

    monkeypatch.setattr(verified, "sha256", unexpected)
    assert verified.changed(one, [FILE]) is None


def test_a_folder_that_is_gone_is_forgotten_with_the_next_note(tmp_path: Path, kept: Path):
    one, two = folder(tmp_path / "one"), folder(tmp_path / "two")
    verified.changed(one, [FILE])
    before = set(kept.iterdir())
    shutil.rmtree(one)
    verified.changed(two, [FILE])
    (note,) = kept.iterdir()
    assert note not in before


@pytest.mark.parametrize("data", [b"", b"?", b"[]", b"{}", b'{"files": 3}', b"\xff"])
def test_a_note_that_is_none_is_written_anew(tmp_path: Path, kept: Path, data: bytes):
    one = folder(tmp_path / "one")
    verified.changed(one, [FILE])
    (note,) = kept.iterdir()
    whole = note.read_bytes()
    note.write_bytes(data)
    assert verified.changed(one, [FILE]) is None
    assert note.read_bytes() == whole


def test_where_nothing_can_be_noted_it_is_read_each_time(tmp_path: Path):
    (tmp_path / "cache").write_bytes(b"")
    cache.use(tmp_path / "cache")
    try:
        assert verified.changed(folder(tmp_path / "one"), [FILE]) is None
    finally:
        cache.use(None)


class TestDigest:
    def test_is_that_of_the_bytes(self, tmp_path: Path, kept: Path):
        one = folder(tmp_path / "one") / "a"
        assert verified.digest(one) == FILE.sha256
        assert len(list(kept.iterdir())) == 1

    def test_a_file_that_was_read_is_not_read_again(
        self, tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
    ):
        one = folder(tmp_path / "one") / "a"
        verified.digest(one)
        assert kept.is_dir()
        monkeypatch.setattr(verified, "sha256", lambda _: "read again")
        assert verified.digest(one) == FILE.sha256
        one.write_bytes(b"b")
        assert verified.digest(one) == "read again"

    def test_one_that_was_just_written_is_not_noted(self, tmp_path: Path, kept: Path):
        (tmp_path / "a").write_bytes(b"a")
        assert verified.digest(tmp_path / "a") == FILE.sha256
        (note,) = kept.iterdir()
        assert FILE.sha256 not in note.read_text(encoding="utf-8")

    def test_a_file_that_is_gone_is_forgotten(self, tmp_path: Path, kept: Path):
        one = folder(tmp_path / "one") / "a"
        verified.digest(one)
        before = set(kept.iterdir())
        one.unlink()
        verified.digest(folder(tmp_path / "two") / "a")
        assert not before & set(kept.iterdir())
