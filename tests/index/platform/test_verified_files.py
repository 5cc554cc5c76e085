"""index.platform.verified_files: what was read is noted, and forgotten with its folder."""

from __future__ import annotations

import hashlib
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from index.platform import verified_files
from index.types import PublishedFile

if TYPE_CHECKING:
    from pathlib import Path

FILE = PublishedFile(name="a", n_bytes=1, sha256=hashlib.sha256(b"a").hexdigest())
LONG_AGO_NS = 10**18


@pytest.fixture
def cache_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder; no file is so small that it is read each time."""
    monkeypatch.setattr(verified_files, "ALWAYS_BYTES", 0)
    return tmp_path / "cache"


@pytest.fixture
def kept(cache_dir: Path) -> Path:
    return cache_dir / "verified"


def folder(root: Path, data: bytes = b"a") -> Path:
    root.mkdir()
    (root / "a").write_bytes(data)
    os.utime(root / "a", ns=(LONG_AGO_NS, LONG_AGO_NS))
    return root


def test_a_changed_file_is_found(tmp_path: Path, cache_dir: Path, kept: Path):
    assert verified_files.changed(folder(tmp_path / "one", b"b"), [FILE], cache_dir) == FILE
    assert not kept.exists()


def test_one_that_was_read_is_not_read_again(
    tmp_path: Path, cache_dir: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
):
    one = folder(tmp_path / "one")
    assert verified_files.changed(one, [FILE], cache_dir) is None
    assert len(list(kept.iterdir())) == 1

    def unexpected(_: Path) -> str:
        raise AssertionError

    monkeypatch.setattr(verified_files, "sha256", unexpected)
    assert verified_files.changed(one, [FILE], cache_dir) is None


def test_a_folder_that_is_gone_is_forgotten_with_the_next_note(
    tmp_path: Path, cache_dir: Path, kept: Path
):
    one, two = folder(tmp_path / "one"), folder(tmp_path / "two")
    verified_files.changed(one, [FILE], cache_dir)
    before = set(kept.iterdir())
    shutil.rmtree(one)
    verified_files.changed(two, [FILE], cache_dir)
    (note,) = kept.iterdir()
    assert note not in before


@pytest.mark.parametrize("data", [b"", b"?", b"[]", b"{}", b'{"files": 3}', b"\xff"])
def test_a_note_that_is_none_is_written_anew(
    tmp_path: Path, cache_dir: Path, kept: Path, data: bytes
):
    one = folder(tmp_path / "one")
    verified_files.changed(one, [FILE], cache_dir)
    (note,) = kept.iterdir()
    whole = note.read_bytes()
    note.write_bytes(data)
    assert verified_files.changed(one, [FILE], cache_dir) is None
    assert note.read_bytes() == whole


def test_where_nothing_can_be_noted_it_is_read_each_time(tmp_path: Path):
    (tmp_path / "cache").write_bytes(b"")
    assert verified_files.changed(folder(tmp_path / "one"), [FILE], tmp_path / "cache") is None


def rot(file: Path) -> None:
    """Change a byte, and nothing that would tell of it."""
    stat = file.stat()
    with file.open("rb+") as data:
        data.write(b"b")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))


class TestRot:
    def test_is_not_seen_where_a_file_was_read_before(self, tmp_path: Path, cache_dir: Path):
        one = folder(tmp_path / "one")
        verified_files.changed(one, [FILE], cache_dir)
        rot(one / "a")
        assert verified_files.changed(one, [FILE], cache_dir) is None

    def test_is_seen_where_all_is_read(self, tmp_path: Path, cache_dir: Path):
        one = folder(tmp_path / "one")
        verified_files.changed(one, [FILE], cache_dir)
        rot(one / "a")
        assert verified_files.changed(one, [FILE], cache_dir, thorough=True) == FILE

    def test_is_seen_in_a_small_file(self, tmp_path: Path):
        one = folder(tmp_path / "one")
        verified_files.changed(one, [FILE], tmp_path / "cache")
        rot(one / "a")
        assert verified_files.changed(one, [FILE], tmp_path / "cache") == FILE

    def test_is_seen_once_what_was_noted_is_forgotten(self, tmp_path: Path, cache_dir: Path):
        one = folder(tmp_path / "one")
        verified_files.changed(one, [FILE], cache_dir)
        rot(one / "a")
        verified_files.forget(one, cache_dir)
        assert verified_files.changed(one, [FILE], cache_dir) == FILE

    def test_of_the_smallest_files_so_much_is_read_each_time(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(verified_files, "ALWAYS_BYTES", 10)
        root = tmp_path / "one"
        root.mkdir()
        files = []
        for name, n_bytes in (("a", 7), ("b", 5), ("c", 4)):
            (root / name).write_bytes(b"a" * n_bytes)
            os.utime(root / name, ns=(LONG_AGO_NS, LONG_AGO_NS))
            digest = hashlib.sha256(b"a" * n_bytes).hexdigest()
            files.append(PublishedFile(name=name, n_bytes=n_bytes, sha256=digest))
        verified_files.changed(root, files, tmp_path / "cache")
        read = []
        original = verified_files.sha256

        def sha256(file: Path) -> str:
            read.append(file.name)
            return original(file)

        monkeypatch.setattr(verified_files, "sha256", sha256)
        assert verified_files.changed(root, files, tmp_path / "cache") is None
        assert read == ["c", "b"]


class TestDigest:
    def test_is_that_of_the_bytes(self, tmp_path: Path, cache_dir: Path, kept: Path):
        one = folder(tmp_path / "one") / "a"
        assert verified_files.digest(one, cache_dir) == FILE.sha256
        assert len(list(kept.iterdir())) == 1

    def test_a_file_that_was_read_is_not_read_again(
        self, tmp_path: Path, cache_dir: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
    ):
        one = folder(tmp_path / "one") / "a"
        verified_files.digest(one, cache_dir)
        assert kept.is_dir()
        monkeypatch.setattr(verified_files, "sha256", lambda _: "read again")
        assert verified_files.digest(one, cache_dir) == FILE.sha256
        one.write_bytes(b"b")
        assert verified_files.digest(one, cache_dir) == "read again"

    def test_one_that_was_just_written_is_not_noted(
        self, tmp_path: Path, cache_dir: Path, kept: Path
    ):
        (tmp_path / "a").write_bytes(b"a")
        assert verified_files.digest(tmp_path / "a", cache_dir) == FILE.sha256
        (note,) = kept.iterdir()
        assert FILE.sha256 not in note.read_text(encoding="utf-8")

    def test_a_file_that_is_gone_is_forgotten(self, tmp_path: Path, cache_dir: Path, kept: Path):
        one = folder(tmp_path / "one") / "a"
        verified_files.digest(one, cache_dir)
        before = set(kept.iterdir())
        one.unlink()
        verified_files.digest(folder(tmp_path / "two") / "a", cache_dir)
        assert not before & set(kept.iterdir())
