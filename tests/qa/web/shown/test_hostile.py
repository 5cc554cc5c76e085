"""A report and a question that mean harm are shown as the text they are."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qa.web.texts import ZH_CN
from tests.support.browsing import ask, marked, visit
from tests.support.serving import running

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

TITLE = '2024年<img src=x onerror="window.pwned=1">市政府工作报告'
HEADING = "一、<script>window.pwned=2</script>2023年工作回顾"
PARAGRAPH = (
    '<img src=x onerror="window.pwned=self">航运类企业达到99家。<b>粗体</b> &amp; &lt;实体&gt;。'
    "公式 $..$ 和 $$x^2$$，[链接](javascript:window.pwned=4) ![图](http://outside.test/a.png)。"
    "模板 ${window.pwned=5} {{value}} @children \\x3cimg src\\x3dx onerror\\x3dwindow.pwned\\x3d6\\x3e。"
    "方向 \u202e倒写\u202c，零宽\u200b空格。"
)
READ = html.unescape(PARAGRAPH)  # a text that was saved of a page keeps its entities
HOSTILE_QUESTION = '<img src=x onerror="window.pwned=7"> ${window.pwned=8} \u202e 航运企业有多少家?'
FILLER = (
    "全年新建公园三座，修缮道路十二条。",
    "群众出行更加方便，城市面貌有了新的变化。",
    "建成养老服务站八个，老人吃饭有了去处。",
    "中小学新增学位两千个，校舍全部翻新。",
    "河道清淤十公里，水质稳定向好。",
    "社区医院添置设备，看病不出街道。",
    "老旧小区加装电梯四十部。",
    "文化馆举办演出一百场，图书馆延长开放。",
    "严格执行环保标准，空气质量持续改善。",
    "招聘会提供岗位五千个，就业形势稳定。",
)
REPORT = "\n\n".join((TITLE, HEADING, *FILLER, PARAGRAPH))


def test_whatever_a_report_or_a_question_holds_is_text(chromium: Browser, tmp_path: Path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "report.txt").write_text(REPORT, encoding="utf-8")
    with (
        running("--corpus", str(corpus), "--index", str(tmp_path / "index")) as app,
        visit(chromium, app.address) as page,
    ):
        turn = ask(page, HOSTILE_QUESTION)
        asked = turn.locator(".asked")
        expect(asked).to_contain_text('<img src=x onerror="window.pwned=7"> ${window.pwned=8}')
        expect(asked.get_by_title("U+202E")).to_be_visible()
        turn = ask(page, "航运类企业有多少家?")
        expect(turn.locator(".chips")).to_contain_text('img src=x onerror="window.pwned=self">')
        expect(turn.locator("cite").first).to_contain_text('<img src=x onerror="window.pwned=1">')
        card = page.locator(".card").first
        card.get_by_role("button", name=ZH_CN.unfold).click()
        assert card.locator(".passage").text_content() == READ
        for code_point in ("U+202E", "U+202C", "U+200B"):
            expect(card.locator(".passage").get_by_title(code_point)).to_be_visible()
        expect(card).to_contain_text("<script>window.pwned=2</script>")
        copied = card.locator(".copy").get_attribute("data-copy") or ""
        assert "\u202e" not in copied
        turn.locator("cite a").first.click()
        expect(marked(page)).to_be_visible()
        assert page.locator(".target .text").text_content() == READ
        expect(page.locator("#reader-title")).to_have_text(TITLE)
        expect(page.locator(".outline")).to_contain_text("<script>window.pwned=2</script>")
        page.locator("#find").fill("<b>")
        expect(page.locator("#found")).to_contain_text("1")
        made = page.locator("#page").locator(
            "img, script, b, iframe, .katex, a:not([href^='#'], [href^='originals/'])"
        )
        expect(made).to_have_count(0)
