"""index.reading.corpus_files: which files a corpus holds, and under which names."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from index.errors import CorpusError
from index.reading import corpus_files
from index.reading.corpus_files import find
from index.reading.readers import read
from tests.support.texts.samples import write_report

if TYPE_CHECKING:
    from pathlib import Path


def names(*paths: Path) -> list[str]:
    return [name for _, name in find(paths)]


def test_a_folder_is_searched_to_its_depth_in_the_order_of_names(tmp_path: Path):
    for name in ("b.txt", "a.md", "z/甲.txt", "z/y/x.txt"):
        write_report(tmp_path / name)
    assert names(tmp_path) == ["a.md", "b.txt", "z/y/x.txt", "z/甲.txt"]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path):
    for name in (".DS_Store", ".git/a.txt", "b/.c/d.txt", "b/.e.txt", "b/f.txt"):
        write_report(tmp_path / name)
    assert names(tmp_path) == ["b/f.txt"]


def test_a_hidden_folder_asked_for_is_searched(tmp_path: Path):
    write_report(tmp_path / ".reports" / "a.txt")
    assert names(tmp_path / ".reports") == ["a.txt"]


def test_other_types_are_listed_so_that_reading_tells_of_them(tmp_path: Path):
    write_report(tmp_path / "a.txt")
    write_report(tmp_path / "b.pdf")
    assert names(tmp_path) == ["a.txt", "b.pdf"]


def test_a_file_is_named_by_its_own_name(tmp_path: Path):
    assert names(write_report(tmp_path / "子" / "b.pdf")) == ["b.pdf"]


def test_a_file_asked_for_twice_is_listed_once(tmp_path: Path):
    file = write_report(tmp_path / "子" / "a.txt")
    assert names(tmp_path, file, tmp_path / "子" / ".." / "子") == ["子/a.txt"]


def test_a_name_written_in_parts_is_shown_composed(tmp_path: Path):
    decomposed = unicodedata.normalize("NFD", "é.txt")
    file = write_report(tmp_path / decomposed)
    ((found, name),) = find([tmp_path])
    assert name == "é.txt" != decomposed
    assert found.read_bytes() == file.read_bytes()
    assert names(file) == ["é.txt"]


def test_a_link_to_nowhere_is_listed_so_that_reading_tells_of_it(tmp_path: Path):
    write_report(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
    assert names(tmp_path) == ["a.txt", "b.txt"]
    with pytest.raises(CorpusError, match=r"^b\.txt is a link to .*/nowhere, which cannot be re"):
        read(tmp_path / "b.txt", "b.txt")


def test_a_folder_that_links_to_itself_ends(tmp_path: Path):
    write_report(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert names(tmp_path) == ["a.txt", "loop"]
    with pytest.raises(CorpusError, match=r"^loop is a link to the folder .* not followed: name"):
        read(tmp_path / "loop", "loop")


def test_a_path_that_does_not_exist_is_told(tmp_path: Path):
    write_report(tmp_path / "a.txt")
    with pytest.raises(CorpusError, match=r"不在 does not exist: give a report, or a folder"):
        find([tmp_path, tmp_path / "不在"])


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path: Path):
    first, second = tmp_path / "2023" / "报告", tmp_path / "2024" / "报告"
    write_report(first / "甲.txt")
    write_report(second / "甲.txt")
    write_report(second / "乙.txt")
    told = ["2023/报告/甲.txt", "2024/报告/甲.txt", "乙.txt"]
    assert names(first, second) == told
    assert names(second, first) == told
    assert names(first / "甲.txt", second / "甲.txt") == told[:2]
    assert names(first, second / "甲.txt") == told[:2]


def test_as_little_of_the_folders_as_tells_them_apart(tmp_path: Path):
    write_report(tmp_path / "市" / "甲.txt")
    write_report(tmp_path / "县" / "甲.txt")
    assert names(tmp_path / "市", tmp_path / "县") == ["县/甲.txt", "市/甲.txt"]


def test_a_name_that_another_file_has_is_not_given(tmp_path: Path):
    write_report(tmp_path / "市" / "甲.txt")
    write_report(tmp_path / "县" / "甲.txt")
    write_report(tmp_path / "乡" / "县" / "甲.txt")
    found = names(tmp_path / "市", tmp_path / "县", tmp_path / "乡")
    assert len(set(found)) == 3
    assert {"县/甲.txt", "市/甲.txt"} < set(found)


def test_a_folder_inside_another_adds_nothing_but_what_is_hidden(tmp_path: Path):
    write_report(tmp_path / "子" / "甲.txt")
    write_report(tmp_path / ".藏" / "乙.txt")
    inside, hidden = tmp_path / "子", tmp_path / ".藏"
    assert names(inside, tmp_path, hidden) == ["乙.txt", "子/甲.txt"]
    assert names(tmp_path, hidden, inside, tmp_path) == ["乙.txt", "子/甲.txt"]


def test_a_folder_under_two_names_is_one(tmp_path: Path):
    write_report(tmp_path / "甲" / "a.txt")
    (tmp_path / "门").symlink_to(tmp_path / "甲")
    assert names(tmp_path / "甲", tmp_path / "门") == ["a.txt"]


def test_a_file_of_corrections_is_no_report(tmp_path: Path):
    for name in ("a.txt", "reports.toml", "子/reports.toml", ".reports.toml.new"):
        write_report(tmp_path / name)
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("is_there", [True, False])
def test_one_of_several_folders_that_is_away_or_empty_stops_all(tmp_path: Path, *, is_there: bool):
    write_report(tmp_path / "甲" / "a.txt")
    away = tmp_path / "乙"
    if is_there:  # as where a share is mounted
        away.mkdir()
    with pytest.raises(CorpusError, match="nothing is built without it: make it reachable, or na"):
        find([tmp_path / "甲", away])


def test_an_empty_folder_is_told(tmp_path: Path):
    (tmp_path / "子").mkdir()
    with pytest.raises(
        CorpusError, match=rf"^no report in {tmp_path}: put files there \(\.txt, \.md, "
    ):
        find([tmp_path])


def test_each_listed_file_lies_at_one_of_the_places_that_its_name_tells(tmp_path: Path):
    for file in (
        "a/甲.txt",
        "b/甲.txt",
        "b/县/乙.txt",
        "c/丙.txt",
        "x/2023/丁.txt",
        "y/2023/丁.txt",
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(file, encoding="utf-8")
    folders = [tmp_path / name for name in ("a", "b", "c/丙.txt", "x/2023", "y/2023")]
    listed = corpus_files.listing(folders)
    assert {each.name for each in listed} >= {"a/甲.txt", "县/乙.txt", "丙.txt", "x/2023/丁.txt"}
    for each in listed:
        places = [place.folder / place.below for place in corpus_files.places(folders, each.name)]
        assert each.file in places
