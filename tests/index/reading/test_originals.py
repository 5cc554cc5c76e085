"""index.reading.originals: the file of a report, found by its name and known by its bytes."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from typing import TYPE_CHECKING

import pytest

from index.errors import CorpusError
from index.reading import corpus_files, originals, readers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "全县种茶三千亩。".encode()
OTHER = "全县种茶四千亩。".encode()  # as long
IDENTITY = hashlib.sha256(TEXT).hexdigest()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus" / "县").mkdir(parents=True)
    return tmp_path / "corpus"


def put(file: Path, data: bytes = TEXT) -> Path:
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_bytes(data)
    return file


@pytest.mark.parametrize(
    "name",
    [
        "甲.txt",
        "县/甲.txt",
        unicodedata.normalize("NFD", "Québec/pläne 가.txt"),
        "换行\n和\t制表.txt",
        "倒\u202e写\u200b.txt",
        "<U+202E>.txt",
        "引号\"和'及;分号.txt",
        "半个\udcff字.txt",
        "a\\b.txt",
    ],
)
def test_a_file_is_found_by_the_name_that_is_shown_for_it(corpus: Path, name: str):
    file = put(corpus / name)
    (listed,) = [(path, shown) for path, shown in corpus_files.find([corpus]) if path == file]
    assert originals.find([corpus], listed[1], IDENTITY) == file
    assert originals.find([file], corpus_files.shown(type(file)(file.name)), IDENTITY) == file


def test_files_of_one_name_are_found_by_the_names_that_tell_them_apart(tmp_path: Path):
    files = {put(tmp_path / "a" / "甲.txt"), put(tmp_path / "b" / "甲.txt", OTHER)}
    folders = [tmp_path / "a", tmp_path / "b"]
    listed = corpus_files.find(folders)
    assert {file for file, _ in listed} == files
    for file, name in listed:
        identity = hashlib.sha256(file.read_bytes()).hexdigest()
        assert originals.find(folders, name, identity) == file


def test_of_several_folders_the_one_is_taken_that_has_the_bytes(tmp_path: Path):
    put(tmp_path / "a" / "甲.txt", OTHER)
    second = put(tmp_path / "b" / "甲.txt")
    folders = [tmp_path / "a", tmp_path / "没有", tmp_path / "b"]
    assert originals.find(folders, "甲.txt", IDENTITY) == second


def replace(file: Path, make: Callable[[Path], object]) -> None:
    file.unlink()
    make(file)


MOVED = "been moved, or cannot be read,"
CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "changed": (lambda file: file.write_bytes(OTHER), "changed"),
    "emptied": (lambda file: file.write_bytes(b""), "changed"),
    "grown beyond all": (lambda file: os.truncate(file, readers.MAX_BYTES + 1), "changed"),
    "renamed": (lambda file: file.rename(file.with_name("乙.txt")), MOVED),
    "deleted": (lambda file: replace(file, str), MOVED),
    "a link out of the corpus": (
        lambda file: replace(file, lambda place: place.symlink_to("/etc/passwd")),
        "changed",
    ),
    "a link to nowhere": (lambda file: replace(file, lambda place: place.symlink_to("无")), MOVED),
    "a link to itself": (lambda file: replace(file, lambda place: place.symlink_to(place)), MOVED),
    "a folder": (lambda file: replace(file, lambda place: place.mkdir()), MOVED),
    "a pipe": (lambda file: replace(file, os.mkfifo), MOVED),
}


@pytest.mark.parametrize("change", CHANGES)
def test_another_file_is_told_and_not_opened(corpus: Path, change: str):
    file = put(corpus / "甲.txt")
    os.utime(file, (0, 0))
    assert originals.find([corpus], "甲.txt", IDENTITY) == file
    make, told = CHANGES[change]
    make(file)
    line = rf"^the file 甲\.txt has {told} since the index was built: run `wenbao build`$"
    with pytest.raises(CorpusError, match=line):
        originals.find([corpus], "甲.txt", IDENTITY)


def test_a_change_that_hides_is_noticed(corpus: Path):
    file = put(corpus / "甲.txt")
    os.utime(file, ns=(5, 5))
    originals.find([corpus], "甲.txt", IDENTITY)
    file.write_bytes(OTHER)
    os.utime(file, ns=(5, 5))  # as long as before, and as old
    with pytest.raises(CorpusError, match="has changed"):
        originals.find([corpus], "甲.txt", IDENTITY)


@pytest.mark.parametrize(
    "name",
    [
        "../外.txt",
        "县/../../外.txt",
        "{folder}/外.txt",
        "/etc/passwd",
        ".藏.txt",
        ".git/config",
        "路/外.txt",
        "",
        ".",
        "/",
        "县",
        "\0",
        "甲.txt\0",
        "长" * 5000,
    ],
)
def test_no_name_leads_out_of_the_corpus(tmp_path: Path, corpus: Path, name: str):
    for place in ("外.txt", "corpus/.藏.txt", "corpus/.git/config"):
        put(tmp_path / place)
    (corpus / "路").symlink_to(tmp_path)  # a build follows no link to a folder
    with pytest.raises(CorpusError, match="has been moved, or cannot be read"):
        originals.find([corpus], name.format(folder=tmp_path), IDENTITY)
    assert originals.listed([corpus], name) is None


def test_a_link_to_a_file_is_followed_as_a_build_does(tmp_path: Path, corpus: Path):
    put(tmp_path / "别处.txt")
    (corpus / "甲.txt").symlink_to(tmp_path / "别处.txt")
    with originals.opened([corpus], "甲.txt", IDENTITY) as data:
        assert data.read() == TEXT


def test_what_is_opened_stays_what_it_was(corpus: Path):
    file = put(corpus / "甲.txt")
    with originals.opened([corpus], "甲.txt", IDENTITY) as data:
        put(corpus / "乙.txt", OTHER).replace(file)
        assert data.read() == TEXT


def test_without_paths_nothing_is_found():
    assert originals.listed([], "甲.txt") is None
    with pytest.raises(CorpusError, match="has been moved"):
        originals.find([], "甲.txt", IDENTITY)
