"""index.reading.formats.recognition.page_cache: a page is kept by its file, its number, and what read it."""

from __future__ import annotations

import importlib.metadata
import os
from typing import TYPE_CHECKING

import pytest

from index.reading.formats.recognition import page_cache
from index.reading.formats.recognition.page_cache import PageCache
from tests.support.files.scanned_pages import page_text

if TYPE_CHECKING:
    from pathlib import Path

PAGE = page_text([(70, 700, "甲乙")], number=2)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PageCache:
    monkeypatch.setattr(importlib.metadata, "version", lambda _: "3.10.0")
    return PageCache(tmp_path / "pages")


def test_what_was_put_in_is_found(kept: PageCache):
    kept.put("a", PAGE)
    assert kept.get("a", 2) == PAGE
    assert kept.get("a", 1) is None
    assert kept.get("b", 2) is None


def test_another_release_reads_anew(kept: PageCache, monkeypatch: pytest.MonkeyPatch):
    kept.put("a", PAGE)
    monkeypatch.setattr(importlib.metadata, "version", lambda _: "3.11.0")
    assert kept.get("a", 2) is None


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff"])
def test_a_damaged_page_is_none(tmp_path: Path, kept: PageCache, data: bytes):
    kept.put("a", PAGE)
    (file,) = tmp_path.rglob("2.json")
    file.write_bytes(data)
    assert kept.get("a", 2) is None


def test_the_oldest_files_go(tmp_path: Path, kept: PageCache, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(page_cache, "_MAX_FILES", 1)
    for age, name in enumerate("ab"):
        kept.put(name, PAGE)
        (folder,) = (tmp_path / "pages").glob(f"*/{name}")
        os.utime(folder, (10 - age, 10 - age))
    kept.prune()
    assert kept.get("a", 2) == PAGE
    assert kept.get("b", 2) is None


def test_without_a_folder_nothing_is_kept():
    nowhere = PageCache(None)
    nowhere.put("a", PAGE)
    nowhere.prune()
    assert nowhere.get("a", 2) is None
