"""The page of a running app while its corpus changes: lists, news and answers follow, without a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qa.web.texts import ZH_CN
from tests.support.browsing import visit
from tests.support.serving import running

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_reports_come_and_go_in_the_page(chromium: Browser, tmp_path: Path):
    corpus = tmp_path / "报告"
    corpus.mkdir()
    (corpus / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
    options = ("--corpus", str(corpus), "--index", str(tmp_path / "index"))
    with running(*options, environment={"WENBAO_CACHE": str(tmp_path / "cache")}) as app:
        app.await_engine()
        with visit(chromium, app.address) as page:
            listed = page.locator("#report-list li")
            expect(listed).to_have_count(1)
            page.evaluate("window.isTheSame = true")
            part = tmp_path / "乙.txt"
            part.write_text("全县养鱼九百吨。", encoding="utf-8")
            part.rename(corpus / "乙.txt")
            app.await_line("indexed 2 reports")
            expect(listed).to_have_count(2)
            (corpus / "空.txt").write_bytes(b"")
            expect(page.locator("#news summary")).to_have_text(ZH_CN.unread.format(n=1))
            (corpus / "空.txt").unlink()
            (corpus / "甲.txt").unlink()
            app.await_line("indexed 1 report")
            expect(listed).to_have_count(1)
            expect(page.locator("#news")).to_be_empty()
            assert page.evaluate("window.isTheSame")
