"""qa.web.texts.reasons: why a file was not taken, in the language of the page."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from index.reading.formats import registry
from qa.web.texts import EN, ZH_CN, ZH_TW, reasons

ROOT = Path(__file__).parents[4]
ROOMS = ("index/reading", "index/language", "qa/web/adding", "qa/evaluation/feedback.py")
ERRORS = {"CorpusError", "FeedbackError"}
FOREIGN = re.compile("[A-Za-z]{3,}")
OWN_WORDS = re.compile(
    r"Word|WPS|PDF|LibreOffice|rapidocr|Excel|pip install -c constraints\.txt '\.\[ocr\]'|reports\.toml|"
    r"\.\w+|CSV|UTF-8|dpi|antiword"
)


def literal(node: ast.expr) -> str:
    """The text of a message, with a word for each value in it; empty where it comes from elsewhere."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(map(literal, node.values))
    if isinstance(node, ast.FormattedValue):
        return "9"
    return ""


def messages() -> list[str]:
    """All errors of files, as they are told."""
    found: list[str] = []
    for room in ROOMS:
        place = ROOT / room
        for file in [place] if place.is_file() else sorted(place.rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(func=ast.Name(id=name), args=[text, *_]) if name in ERRORS:
                        found.append(literal(text))
    refused = registry._REFUSED.values()  # noqa: SLF001 -- messages that stand in a table
    return [each for each in found if len(each) > len("9 9")] + [f"9 {each}" for each in refused]


@pytest.mark.parametrize("line", messages())
def test_every_error_of_a_file_is_told_in_each_language(line: str):
    line = line.replace("9: [9] 9", "reports.toml: [a] b").replace(
        "9 cannot be read (", "reports.toml cannot be read ("
    )
    line = line.replace("save the file as .9", "save the file as .docx").replace(
        "save it as .9", "save it as .docx"
    )
    assert reasons.is_known(line), line
    for texts in (ZH_CN, ZH_TW):
        told = reasons.told(line, texts.language)
        assert told.endswith("。")
        assert not FOREIGN.search(OWN_WORDS.sub("", told)), told
    assert reasons.told(line, EN.language) == line


@pytest.mark.parametrize(
    ("line", "name", "told"),
    [
        (
            "报告.docx is empty: delete it, or save the report into it again",
            "报告.docx",
            "文件是空的。请把报告另存到文件里，再添加一次。",
        ),
        (
            "a is empty: b.pdf is protected by a password: save it without one, and build again",
            "a is empty: b.pdf",
            "文件有密码保护。请去掉密码另存，再添加一次。",
        ),
        ("大.pdf has more than 3000 pages: split it", "大.pdf", "超过 3000 页。请拆成几个文件。"),
        (
            "旧.doc is of an old format that needs LibreOffice: install it (soffice must be on the PATH), or save the file as .docx",
            "旧.doc",
            "这是旧格式，要装了 LibreOffice 才能读。请安装它，或另存为 .docx。",
        ),
        (
            "no space is left on the disk of /data (0 MB free): make room there, or name a folder",
            "",
            "磁盘已满。请腾出空间，再试一次。",
        ),
        (
            "[Errno 13] Permission denied: '/data/corpus/a.txt'",
            "",
            "没有写入的权限。请检查文件夹的权限，再试一次。",
        ),
        (
            "/x/feedback/liked.jsonl is full (16 MiB); move it elsewhere to keep more",
            "",
            "存放意见的文件已满（16 MB）。请把它移到别处。",
        ),
        (
            "问题.txt holds no question: write one a line",
            "问题.txt",
            "文件里没有问题。请一行写一个问题。",
        ),
        (
            "pages 3–5, 8 are pictures, not read: install what reads pictures",
            "",
            "第 3–5, 8 页是图片，没有读。请安装识读程序（pip install -c constraints.txt '.[ocr]'），或另存为文字。",
        ),
    ],
)
def test_it_says_what_is_wrong_and_how_to_mend_it(line: str, name: str, told: str):
    assert reasons.told(line, ZH_CN.language, name) == told


def test_what_is_not_known_stays_as_it_is():
    assert reasons.told("the moon is full", ZH_CN.language) == "the moon is full"


def test_of_several_files_each_is_named():
    line = "县/报告.docx is empty: delete it, or save the report into it again"
    assert reasons.named(line, ZH_CN.language).startswith("县/报告.docx：文件是空的。")
    assert reasons.named(line, EN.language) == line
    assert reasons.named("the moon is full", ZH_TW.language) == "the moon is full"
