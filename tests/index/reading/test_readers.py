"""index.reading.readers: a file to text with its own headings, by its suffix."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from index.errors import CorpusError
from index.reading.readers import read
from tests.support.texts.samples import write_report

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("suffix", [".txt", ".md", ".markdown", ".TXT", ".Md"])
def test_a_file_becomes_a_source(tmp_path: Path, suffix: str):
    file = write_report(tmp_path / f"a{suffix}", "增长6.2%。\n")
    source = read(file, "子/报告.txt")
    assert source.id == hashlib.sha256("增长6.2%。\n".encode()).hexdigest()
    assert source.path == "子/报告.txt"
    assert source.text.strip() == "增长6.2%。"


def test_a_source_has_the_headings_of_its_format(tmp_path: Path):
    file = write_report(tmp_path / "a.md", "# 标题\n\n正文\n")
    (heading,) = read(file, "a.md").headings
    assert (heading.level, heading.title, heading.start, heading.end) == (1, "标题", 0, 2)


@pytest.mark.parametrize(("name", "told"), [("a.log", r"\.log"), ("README", "no suffix")])
def test_a_file_of_another_type_is_told_with_the_types_that_can_be_read(
    tmp_path: Path, name: str, told: str
):
    file = write_report(tmp_path / name)
    with pytest.raises(
        CorpusError,
        match=rf"^子/{name} is of a type that cannot be read \({told}\): save it as one of "
        r"\.txt, \.md, \.markdown, \.csv, .*\.webp$",
    ):
        read(file, f"子/{name}")


def test_a_file_that_vanished_is_told(tmp_path: Path):
    with pytest.raises(CorpusError, match=r"^a\.txt cannot be read: No such file or directory$"):
        read(tmp_path / "a.txt", "a.txt")


def test_a_folder_with_the_name_of_a_report_is_told(tmp_path: Path):
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(CorpusError, match=r"^a\.txt cannot be read: Is a directory$"):
        read(tmp_path / "a.txt", "a.txt")


@pytest.mark.parametrize("text", ["", "\n \n", "***\n", "[a]: http://example.org\n", "#\n"])
def test_markdown_of_no_words_is_empty(tmp_path: Path, text: str):
    file = write_report(tmp_path / "空.md", text)
    with pytest.raises(CorpusError, match=r"^空\.md is empty: delete it"):
        read(file, "空.md")


def test_a_source_knows_the_day_its_file_was_saved(tmp_path: Path):
    file = tmp_path / "a.txt"
    file.write_text("修路十条。", encoding="utf-8")
    os.utime(file, (86_400 * 365, 86_400 * 365 + 86_399))
    assert read(file, "a.txt").saved == dt.date(1971, 1, 1)
