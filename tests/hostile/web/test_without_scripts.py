"""The page where scripts are off says what it needs, Chinese first."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qa.web.http.sent_page import with_notice
from qa.web.texts import EN, LANGUAGES, ZH_CN, ZH_TW
from tests.support.serving import running

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

PAGE = b"<html><head></head><body><main></main></body></html>"


def test_the_notice_stands_last_in_the_body_in_each_language():
    text = unescape(with_notice(PAGE).decode())
    assert text.startswith("<html><head></head><body><main></main><noscript><p lang=")
    assert text.endswith("</p></noscript></body></html>")
    places = [text.index(texts.unscripted) for texts in (ZH_CN, ZH_TW, EN)]
    assert places == sorted(places)


@pytest.mark.parametrize("page", [b"", b"user and password, please\n", b"<html>"])
def test_what_is_no_page_stays_as_it_is(page: bytes):
    assert with_notice(page) == page


def test_a_text_of_the_page_that_names_the_end_is_not_taken_for_it():
    page = PAGE.replace(b"<main>", b'<main title="</body>">')
    assert with_notice(page).count(b"<noscript>") == 1
    assert with_notice(page).endswith(b"</noscript></body></html>")


@pytest.mark.browser
def test_a_browser_without_scripts_shows_it_and_one_with_scripts_does_not(
    small_index_dir: Path, chromium: Browser
):
    with running("--index", str(small_index_dir)) as app:
        page = app.http.get("/")
        assert page.text.count("<noscript>") == 1
        assert page.headers["content-length"] == str(len(page.content))
        assert not app.http.head("/").content
        app.await_engine()
        with chromium.new_context(java_script_enabled=False) as visit:
            shown = visit.new_page()
            shown.goto(app.address)
            for i, texts in enumerate(LANGUAGES):
                notice = shown.locator("noscript p").nth(i)
                expect(notice).to_be_visible()
                expect(notice).to_have_text(texts.unscripted)
        with chromium.new_context(locale="zh-CN") as visit:
            shown = visit.new_page()
            shown.goto(app.address)
            expect(shown.locator("#question-box")).to_be_visible()
            expect(shown.locator("noscript p")).to_have_count(0)
