"""scripts/export.js, word.js and menus.js: the conversation as a file, chosen from a menu by hand or by keys."""

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
    from playwright.sync_api import Locator

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


def menu_of(visit: Visit) -> tuple[Locator, Locator]:
    """The button of the menu in the head, which can be used after a question, and what it opens."""
    box = visit.page.locator("#question-box")
    box.fill("甲?")
    box.press("Enter")
    expect(visit.page.locator("#export")).to_be_enabled()
    return visit.page.locator("#export"), visit.page.locator("#export-formats")


def test_keys_open_it_go_through_it_and_close_it(visit: Visit):
    button, menu = menu_of(visit)
    items = menu.get_by_role("menuitem")
    button.press("ArrowDown")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(items.first).to_be_focused()
    for key, at in (("ArrowDown", 1), ("End", -1), ("ArrowDown", 0), ("ArrowUp", -1), ("Home", 0)):
        visit.page.keyboard.press(key)
        expect(items.nth(at)).to_be_focused()
    visit.page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    button.press("ArrowUp")
    expect(items.last).to_be_focused()
    visit.page.keyboard.press("Tab")
    expect(menu).to_be_hidden()
    expect(button).not_to_be_focused()


def test_a_click_beside_it_closes_it_and_so_does_its_button(visit: Visit):
    button, menu = menu_of(visit)
    button.click()
    expect(menu).to_be_visible()
    button.click()
    expect(menu).to_be_hidden()
    button.click()
    visit.page.locator("#question-box").click()
    expect(menu).to_be_hidden()
    expect(visit.page.locator("#question-box")).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_escape_closes_nothing_else(visit: Visit):
    button, menu = menu_of(visit)
    visit.run("() => { wenbao.get('filters').open = true; }")
    button.focus()
    visit.run("() => { wenbao.get('filters').open = true; }")
    button.press("ArrowDown")
    visit.page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    assert visit.run("wenbao.get('filters').open")


def test_who_chose_goes_on_from_its_button(visit: Visit):
    button, menu = menu_of(visit)
    button.press("ArrowDown")
    with visit.page.expect_download():
        visit.page.keyboard.press("Enter")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
