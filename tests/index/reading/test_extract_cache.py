"""index.reading.extract_cache: what was read of a file comes back as it was, or not at all."""

from __future__ import annotations

import dataclasses
import os
import threading
from typing import TYPE_CHECKING

import pytest

from index.reading import extract_cache, readers
from index.reading.extract_cache import ExtractCache
from index.reading.formats import registry
from index.reading.formats.extract import Extract
from index.table_types import Table
from index.types import Heading

if TYPE_CHECKING:
    from pathlib import Path

EXTRACT = Extract(
    text="一、回顾\n甲\t1",
    headings=(Heading(level=1, title="一、回顾", start=0, end=4),),
    tables=(Table(start=5, end=8, rows=(((5, 6), (7, 8)),)),),
    pages=(0, 5),
    dropped=((0, 1),),
    title="题",
)
PAGE = "<html><body><p>全县新建绿道31公里，修路8条。</p></body></html>".encode()


@pytest.fixture
def kept(tmp_path: Path) -> ExtractCache:
    return ExtractCache(tmp_path / "cache")


def test_what_was_put_in_is_found(kept: ExtractCache):
    assert kept.get("a") is None
    kept.put("a", EXTRACT)
    assert kept.get("a") == EXTRACT


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"text": 1', b"\xff", b"null"])
def test_a_damaged_entry_is_none(tmp_path: Path, kept: ExtractCache, data: bytes):
    kept.put("a", EXTRACT)
    (file,) = (tmp_path / "cache").rglob("a.json")
    file.write_bytes(data)
    assert kept.get("a") is None


def test_a_file_is_read_once(tmp_path: Path, kept: ExtractCache, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "甲.html"
    file.write_bytes(PAGE)
    first = readers.read(file, "甲.html", kept)
    monkeypatch.setattr(registry, "reader", lambda _: pytest.fail("it is read again"))
    assert readers.read(file, "甲.html", kept) == first


def test_what_was_read_with_a_warning_is_read_again(kept: ExtractCache):
    kept.put("a", dataclasses.replace(EXTRACT, warnings=("一行",)))
    assert kept.get("a") is None


def test_the_oldest_go(tmp_path: Path, kept: ExtractCache, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(extract_cache, "_MAX_ENTRIES", 2)
    for age, name in enumerate("abcd"):
        kept.put(name, EXTRACT)
        (file,) = (tmp_path / "cache").rglob(f"{name}.json")
        os.utime(file, (10 - age, 10 - age))
    kept.prune()
    assert [name for name in "abcd" if kept.get(name)] == ["a", "b"]


def test_several_builds_keep_the_same_at_once(kept: ExtractCache):
    errors: list[BaseException] = []

    def put() -> None:
        try:
            for _ in range(30):
                kept.put("a", EXTRACT)
        except OSError as error:
            errors.append(error)

    threads = [threading.Thread(target=put) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert kept.get("a") == EXTRACT


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("index.platform.cache.user_cache_path", lambda *_, **__: "somewhere")
    nowhere = ExtractCache()
    nowhere.put("a", EXTRACT)
    assert nowhere.get("a") is None
