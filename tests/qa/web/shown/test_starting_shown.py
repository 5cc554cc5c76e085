"""The first start, as a visitor sees it: a progress bar, then the chat, in the same page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.browsing import violations
from tests.support.serving import running

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_the_bar_becomes_the_chat_without_a_reload(chromium: Browser, tmp_path: Path):
    gate, corpus = tmp_path / "gate", tmp_path / "报告"
    os.mkfifo(gate)
    corpus.mkdir()
    (corpus / "甲.txt").write_text("全县种茶3000亩。", encoding="utf-8")
    options = ("--corpus", str(corpus), "--index", str(tmp_path / "index"))
    with (
        running(*options, environment={"GATE": str(gate)}) as app,
        chromium.new_context(locale="zh-CN") as visit,
    ):
        page = visit.new_page()
        page.goto(app.address)
        bar = page.locator("#starting progress")
        expect(bar).to_have_attribute("value", "1")
        expect(bar).to_have_attribute("max", "2")
        expect(page.locator("#question-box")).to_be_hidden()
        assert violations(page) == []
        page.evaluate("window.same = true")
        gate.write_bytes(b"")
        expect(page.locator("#question-box")).to_be_visible()
        expect(bar).to_have_count(0)
        expect(page.locator("#head")).to_contain_text("1 份报告")
        page.locator("#question-box").fill("全县种茶多少亩?")
        page.locator("#question-box").press("Enter")
        expect(page.locator("blockquote").first).to_be_visible()
        assert page.evaluate("window.same")


def test_an_empty_folder_is_told_and_waited_for(chromium: Browser, tmp_path: Path):
    corpus = tmp_path / "报告"
    corpus.mkdir()
    options = ("--corpus", str(corpus), "--index", str(tmp_path / "index"))
    with running(*options) as app, chromium.new_context(locale="zh-CN") as visit:
        page = visit.new_page()
        page.goto(app.address)
        told = page.get_by_role("alert").filter(has_text="还没有可以提问的报告")
        expect(told).to_contain_text(str(corpus))
        assert violations(page) == []
        (corpus / "甲.txt").write_text("全县种茶3000亩。", encoding="utf-8")
        expect(page.locator("#question-box")).to_be_visible()
        expect(told).to_have_count(0)
