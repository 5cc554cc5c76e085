"""scripts/export.js and word.js: the conversation as a file of Markdown, Word or text."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from playwright.sync_api import expect

from index.reading.formats import docx

if TYPE_CHECKING:
    from tests.support.scripts import Visit

pytestmark = pytest.mark.browser

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def exported(visit: Visit, form: str) -> tuple[str, bytes]:
    """The name and the bytes of what is exported after two questions."""
    box = visit.page.locator("#question-box")
    for question in ("甲?", "乙<&>?"):
        box.fill(question)
        box.press("Enter")
    visit.page.locator("#export").click()
    with visit.page.expect_download() as download:
        visit.page.locator(f"[data-format={form}]").click()
    expect(visit.page.locator("#export-formats")).to_be_hidden()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_as_markdown_every_turn_is_in_it_below_a_heading(visit: Visit):
    name, data = exported(visit, "md")
    assert re.fullmatch(r"问报问答-\d{4}-\d\d-\d\d\.md", name)
    heading, *turns = data.decode().split("\n\n")
    assert re.fullmatch(r"# .+ · \d{4}-\d\d-\d\d", heading)
    assert turns == ["## 甲?", "## 乙<&>?\n"]


def test_as_text_it_is_what_an_old_notepad_opens(visit: Visit):
    name, data = exported(visit, "txt")
    assert name.endswith(".txt")
    assert data.startswith(b"\xef\xbb\xbf")
    heading, *turns = data.decode("utf-8-sig").split("\r\n\r\n")
    assert heading.startswith("问报 · ")
    assert turns == ["问：甲?", "问：乙<&>?\r\n"]
    assert "\n" not in data.decode().replace("\r\n", "")


def test_as_word_it_is_a_whole_package_that_readers_read(visit: Visit):
    name, data = exported(visit, "docx")
    assert name.endswith(".docx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert package.namelist()[0] == "[Content_Types].xml"
        roots = {part: etree.fromstring(package.read(part)) for part in package.namelist()}
    styled = {each.get(f"{{{W}}}val") for each in roots["word/document.xml"].iter(f"{{{W}}}pStyle")}
    known = {each.get(f"{{{W}}}styleId") for each in roots["word/styles.xml"].iter(f"{{{W}}}style")}
    assert styled <= known
    extract = docx.read(data, name)
    assert [line for line in extract.text.splitlines() if line][1:] == ["甲?", "乙<&>?"]
    assert [heading.title for heading in extract.headings][1:] == ["甲?", "乙<&>?"]
