"""index.reading.readers: files to text with their own headings, and which files a corpus holds."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import CorpusError
from index.reading.readers import READERS, Extract, find, read, read_markdown, read_plain_text

if TYPE_CHECKING:
    from pathlib import Path


def markdown(text: str) -> Extract:
    return read_markdown(text.encode(), "报告.md")


def names(*paths: Path) -> list[str]:
    return [name for _, name in find(paths)]


def write(file: Path, text: str = "正文。") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_plain_text_is_kept_as_it_is():
    assert read_plain_text("# 不是标题\n  正文\n".encode(), "报告.txt") == Extract(
        text="# 不是标题\n  正文\n"
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("第一段\n\n第二段", "第一段\n第二段"),
        ("新增**48家**企业,*同比*增长`6.2%`", "新增48家企业,同比增长6.2%"),
        ("[公报](http://example.org)与![图](a.png)", "公报与图"),
        ("- 绿道\n- 茶园", "绿道\n茶园"),
        ("* 一层\n  * 二层\n* 又一层", "一层\n二层\n又一层"),
        ("3. 丙\n4. 丁", "3. 丙\n4. 丁"),
        ("1) 甲\n2) 乙", "1) 甲\n2) 乙"),
        ("1. 甲\n\n   续甲\n2. 乙", "1. 甲\n续甲\n2. 乙"),
        ("> 引用的话", "引用的话"),
        ("```\n第一行\n\n第二行\n```", "第一行\n第二行"),
        ("    缩进的字", "缩进的字"),
        ("<div>\n说明\n</div>", "<div>\n说明\n</div>"),
        ("面积<br>12㎡", "面积<br>12㎡"),
        ("上行  \n下行", "上行\n下行"),
        ("上行\\\n下行", "上行\n下行"),
        ("上\n\n***\n\n下", "上\n下"),
        ("&lt;甲&gt; 2\\. \\*", "<甲> 2. *"),
        ("1.绿道:道路。", "1.绿道:道路。"),  # no list: no space behind the number
        ("上\r\n\r\n下", "上\n下"),
    ],
)
def test_markdown_gives_its_words_a_line_each_block(source: str, text: str):
    assert markdown(source) == Extract(text=text)


def test_a_table_gives_a_line_for_each_row():
    text = "| 指标 | 增长 |\n|---|---:|\n| 工业 | **6.2%** |\n| 消费 |  |\n"
    assert markdown(text).text == "指标\t增长\n工业\t6.2%\n消费\t"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("经济稳步\n回升", "经济稳步回升"),
        ("make it\nwork", "make it work"),
        ("推动AI\n发展", "推动AI发展"),
        ("推动\nAI发展", "推动AI发展"),
        ("增长\n**6.2**个点", "增长6.2个点"),
        ("make **it**\n**work**", "make it work"),
        ("make\n![it](a.png)\nwork", "make it work"),
    ],
)
def test_a_line_broken_inside_a_paragraph_is_joined(source: str, text: str):
    before = "全年各项工作取得了新的进展和明显的成效而且在很多方面走在了全省的前面"
    assert markdown(before + source).text == before + text


@pytest.mark.parametrize(
    "lines",
    [
        ("一、去年工作回顾", "全年新建公园三座。"),  # as short as a heading
        ("全年新建公园三座,修缮道路十二条,群众出行更加方便。", "全年植树九百棵。"),  # a full stop
        ("各位代表:", "现在,我代表县人民政府向大会报告工作。"),
    ],
)
def test_a_paragraph_a_line_needs_no_empty_line(lines: tuple[str, str]):
    assert markdown("\n".join(lines)).text.split("\n") == list(lines)


def test_markdown_headings_have_level_title_and_place():
    extract = markdown(
        "# 2024年云溪市政府工作报告\n\n正文\n\n## 一、**回顾** ##\n\n正文\n\n副题\n---\n\n###### 六级"
    )
    assert [(heading.level, heading.title) for heading in extract.headings] == [
        (1, "2024年云溪市政府工作报告"),
        (2, "一、回顾"),
        (2, "副题"),
        (6, "六级"),
    ]


@pytest.mark.parametrize("source", ["#\n\n正文", "##   \n\n正文", "\\# 正文", "#正文"])
def test_what_is_no_heading_is_none(source: str):
    extract = markdown(source)
    assert extract.headings == ()
    assert extract.text.endswith("正文")


BLOCKS = (
    "# 标题", "## 二、计划", "### a b", "副题\n---", "正文", "正文\n续行", "word\nword", "- 项", "1. 项", "> 引",
    "| a | b |\n|---|---|\n| 1 | 2 |", "```\nx\n\ny\n```", "<p>\nx\n</p>", "硬  \n换行", "## 硬\\\n换行", "***", "",
)  # fmt: skip


@given(st.lists(st.sampled_from(BLOCKS) | st.text(max_size=20)))
def test_markdown_headings_slice_back(blocks: list[str]):
    source = "\n\n".join(["正文", *blocks])
    try:
        extract = markdown(source)
    except CorpusError:  # a text with control characters is no text
        return
    at = 0
    for heading in extract.headings:
        assert at <= heading.start < heading.end
        assert extract.text[heading.start : heading.end] == heading.title
        assert 1 <= heading.level <= 6
        at = heading.end
    assert all(line.strip() for line in extract.text.split("\n"))


@pytest.mark.parametrize("suffix", [".txt", ".md", ".markdown", ".TXT", ".Md"])
def test_a_file_becomes_a_source(tmp_path: Path, suffix: str):
    file = write(tmp_path / f"a{suffix}", "增长6.2%。\n")
    source = read(file, "子/报告.txt")
    assert source.id == hashlib.sha256("增长6.2%。\n".encode()).hexdigest()
    assert source.path == "子/报告.txt"
    assert source.text.strip() == "增长6.2%。"


def test_a_source_has_the_headings_of_its_format(tmp_path: Path):
    file = write(tmp_path / "a.md", "# 标题\n\n正文\n")
    (heading,) = read(file, "a.md").headings
    assert (heading.level, heading.title, heading.start, heading.end) == (1, "标题", 0, 2)


@pytest.mark.parametrize(("name", "told"), [("a.pdf", r"\.pdf"), ("README", "no suffix")])
def test_a_file_of_another_type_is_told_with_the_types_that_can_be_read(
    tmp_path: Path, name: str, told: str
):
    file = write(tmp_path / name)
    with pytest.raises(
        CorpusError,
        match=rf"^子/{name} is of a type that cannot be read \({told}\): save it as one of "
        r"\.txt, \.md, \.markdown$",
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
    file = write(tmp_path / "空.md", text)
    with pytest.raises(CorpusError, match=r"^空\.md is empty: delete it"):
        read(file, "空.md")


def test_every_reader_takes_bytes_and_a_name():
    for reader in READERS.values():
        assert reader("正文。".encode(), "a").text == "正文。"
        with pytest.raises(CorpusError, match=r"^甲 is empty"):
            reader(b"", "甲")


def test_a_folder_is_searched_to_its_depth_in_the_order_of_names(tmp_path: Path):
    for name in ("b.txt", "a.md", "z/甲.txt", "z/y/x.txt"):
        write(tmp_path / name)
    assert names(tmp_path) == ["a.md", "b.txt", "z/y/x.txt", "z/甲.txt"]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path):
    for name in (".DS_Store", ".git/a.txt", "b/.c/d.txt", "b/.e.txt", "b/f.txt"):
        write(tmp_path / name)
    assert names(tmp_path) == ["b/f.txt"]


def test_a_hidden_folder_asked_for_is_searched(tmp_path: Path):
    write(tmp_path / ".reports" / "a.txt")
    assert names(tmp_path / ".reports") == ["a.txt"]


def test_other_types_are_listed_so_that_reading_tells_of_them(tmp_path: Path):
    write(tmp_path / "a.txt")
    write(tmp_path / "b.pdf")
    assert names(tmp_path) == ["a.txt", "b.pdf"]


def test_a_file_is_named_by_its_own_name(tmp_path: Path):
    assert names(write(tmp_path / "子" / "b.pdf")) == ["b.pdf"]


def test_a_file_asked_for_twice_is_listed_once(tmp_path: Path):
    file = write(tmp_path / "子" / "a.txt")
    assert names(tmp_path, file, tmp_path / "子" / ".." / "子") == ["子/a.txt"]


def test_a_name_written_in_parts_is_shown_composed(tmp_path: Path):
    decomposed = unicodedata.normalize("NFD", "é.txt")
    file = write(tmp_path / decomposed)
    ((found, name),) = find([tmp_path])
    assert name == "é.txt" != decomposed
    assert found.read_bytes() == file.read_bytes()
    assert names(file) == ["é.txt"]


def test_a_link_to_nowhere_is_listed_so_that_reading_tells_of_it(tmp_path: Path):
    write(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
    assert names(tmp_path) == ["a.txt", "b.txt"]
    with pytest.raises(CorpusError, match=r"^b\.txt is a link to .*/nowhere, which cannot be re"):
        read(tmp_path / "b.txt", "b.txt")


def test_a_folder_that_links_to_itself_ends(tmp_path: Path):
    write(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert names(tmp_path) == ["a.txt", "loop"]
    with pytest.raises(CorpusError, match=r"^loop is a link to the folder .* not followed: name"):
        read(tmp_path / "loop", "loop")


def test_a_path_that_does_not_exist_is_told(tmp_path: Path):
    write(tmp_path / "a.txt")
    with pytest.raises(CorpusError, match=r"不在 does not exist: give a report, or a folder"):
        find([tmp_path, tmp_path / "不在"])


def test_an_empty_folder_is_told(tmp_path: Path):
    (tmp_path / "子").mkdir()
    with pytest.raises(
        CorpusError, match=rf"^no report in {tmp_path}: put \.txt or \.md or \.markdown files there"
    ):
        find([tmp_path])


def test_a_figure_that_a_line_of_markdown_breaks_is_one():
    before = "全区地区生产总值预计同比增长百分之五左右一般公共预算收入达到20"
    assert read_markdown(f"{before}\n23亿元".encode(), "a.md").text == f"{before}23亿元"
    assert read_markdown(f"{before}.\n23亿元".encode(), "a.md").text == f"{before}.23亿元"


def test_a_source_knows_the_day_its_file_was_saved(tmp_path: Path):
    file = tmp_path / "a.txt"
    file.write_text("修路十条。", encoding="utf-8")
    os.utime(file, (86_400 * 365, 86_400 * 365 + 86_399))
    assert read(file, "a.txt").saved == dt.date(1971, 1, 1)
