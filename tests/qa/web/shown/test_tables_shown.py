"""A table, as a visitor sees it: in the answer, among the sources, in the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.browsing import ask, marked, violations, visit
from tests.support.serving import ROOT, running

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

YEARS = range(2008, 2024)
REPORT = "\n".join(
    (
        "2024年己县政府工作报告",
        "一、2023年工作回顾",
        "全县工作稳中有进，各项事业都有新的起色。",
        "表1 茶园面积（单位：万亩）",
        "\t".join(("乡镇", *(f"{year}年" for year in YEARS))),
        "\t".join(("东山镇", *(f"{year - 2000}.5" for year in YEARS))),
        "\t".join(("西山镇", *(f"{year - 1990}.5" for year in YEARS))),
    )
)


@pytest.mark.model
def test_a_table_is_one_everywhere_and_scrolls_in_its_own_box(chromium: Browser, tmp_path: Path):
    corpus = tmp_path / "报告"
    corpus.mkdir()
    (corpus / "己.txt").write_text(REPORT, encoding="utf-8")
    options = ("--corpus", str(corpus), "--index", str(tmp_path / "index"))
    with (
        running(*options, program=ROOT / "app.py") as app,
        visit(chromium, app.address, width=390, height=844) as page,
    ):
        turn = ask(page, "2022年西山镇茶园面积多少万亩?")
        expect(turn.locator("blockquote")).to_have_text("32.5")
        expect(turn.locator(".chips")).to_contain_text("单位：万亩")
        context = turn.locator(".context table")
        expect(context.get_by_role("rowheader")).to_have_text(["西山镇"])
        expect(context.locator("strong")).to_have_text("32.5")
        expect(context.locator("strong")).to_be_in_viewport()  # its box scrolled to it
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        card = page.locator(".card").first
        assert card.evaluate("card => card.scrollWidth <= card.clientWidth")
        assert card.evaluate("card => card.getBoundingClientRect().right") <= 390
        assert violations(page) == []
        turn.locator("cite a").first.click()
        expect(marked(page)).to_have_text("32.5")
        expect(marked(page)).to_be_in_viewport()
        table = page.locator("#reader .table")
        expect(table.get_by_role("columnheader")).to_have_count(1 + len(YEARS))
        assert table.evaluate("box => box.scrollWidth > box.clientWidth")
        body = page.locator("#reader-body")
        assert body.evaluate("body => body.scrollWidth <= body.clientWidth")
        assert violations(page) == []
