"""Adding a report in the page, correcting it, asking it, removing it: without a reload."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qa.web.texts import ZH_CN
from tests.support.adding import docx, files, report
from tests.support.browsing import ARTIFACTS, ask, violations, visit
from tests.support.files.pdf_pages import LEFT, SIZE, STEP, TOP, column, pdf, set_lines
from tests.support.serving import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FilePayload, Page, Route

    from tests.support.serving import App

pytestmark = pytest.mark.browser

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PATIENCE_MS = 60_000
# A drop as a browser tells it: the file is made in the page.
DROP = """([name, type, bytes]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const options = { bubbles: true, cancelable: true, dataTransfer: transfer };
  document.body.dispatchEvent(new DragEvent("dragenter", options));
  window.isOffered = !document.getElementById("drop").hidden;
  document.body.dispatchEvent(new DragEvent("drop", options));
}"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "报告"
    folder.mkdir()
    (folder / "底.txt").write_text(report("青山县", 2023, "修路12公里。"), encoding="utf-8")
    return folder


@pytest.fixture
def app(corpus: Path) -> Iterator[App]:
    with running("--corpus", str(corpus), "--index", str(corpus.parent / "index")) as started:
        yield started.await_engine()


def drop(page: Page, name: str, data: bytes, kind: str = WORD) -> None:
    page.evaluate(DROP, [name, kind, list(data)])
    assert page.evaluate("isOffered")
    expect(page.locator("#drop")).to_be_hidden()


def payload(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def card(page: Page, name: str):
    return page.locator("#additions > li").filter(has_text=name)


def ask_to_remove(page: Page) -> None:
    """In a narrow window that is in the form of corrections, not beside the way out."""
    expect(page.locator("#correct-report")).to_be_visible()
    if page.locator("#remove-report").is_visible():
        page.locator("#remove-report").click()
    else:
        page.locator("#correct-report").click()
        page.locator("#remove-corrected").click()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_report_is_dropped_asked_and_removed(
    chromium: Browser, app: App, corpus: Path, width: int
):
    ARTIFACTS.mkdir(exist_ok=True)
    with visit(chromium, app.address, width=width) as page:
        page.evaluate("window.same = true")
        before = page.locator("#question-box").bounding_box()
        drop(page, "松江.docx", docx(report("松江市", 2024, "建成公园77座。")))
        added = card(page, "松江.docx")
        expect(added.locator(".head")).to_have_text(
            "松江市政府工作报告 · 松江市 · 2024年 · 2024-01-08 · 王明", timeout=PATIENCE_MS
        )
        expect(added).to_have_class("done", timeout=PATIENCE_MS)
        expect(added.locator("form")).to_have_count(0)  # nothing opens unasked
        added.get_by_role("button", name=ZH_CN.correct).click()
        expect(added.locator("form [name=year]")).to_have_value("2024")
        expect(added.locator("form [name=place]")).to_have_value("松江市")
        page.screenshot(path=ARTIFACTS / f"adding-{width}.png")
        assert page.locator("#question-box").bounding_box() == before
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

        form = added.locator("form")
        form.locator("[name=year]").fill("去年")
        form.locator(".save").click()
        expect(form.locator(".wrong[data-field=year]")).to_contain_text("2024")
        expect(form.locator("[name=year]")).to_be_focused()
        form.locator("[name=year]").fill("2021")
        form.locator(".save").click()
        expect(form).to_have_count(0)
        expect(added).to_contain_text("2021年")
        assert '["松江.docx"]\nyear = 2021' in (corpus / "reports.toml").read_text("utf-8")

        page.locator("#close-adding").click()
        expect(page.locator("#adding")).to_be_hidden()
        turn = ask(page, "松江市建成公园多少座?")
        expect(turn.locator("blockquote")).to_have_text("77座")
        turn.locator("cite a").first.click()
        ask_to_remove(page)
        asked = page.locator("#removing")
        expect(asked).to_contain_text("《松江市政府工作报告》")
        expect(asked).to_contain_text("松江.docx")
        page.screenshot(path=ARTIFACTS / f"removing-{width}.png")
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(asked).to_be_hidden()
        expect(page.locator("#reader")).to_be_visible()
        ask_to_remove(page)
        page.locator("#keep-report").click()
        assert "松江.docx" in files(corpus)
        ask_to_remove(page)
        page.locator("#remove").click()
        expect(card(page, "松江.docx").locator(".restore")).to_be_visible()
        assert "松江.docx" not in files(corpus)
        page.locator("#close-adding").click()
        expect(ask(page, "松江市建成公园多少座?")).not_to_contain_text("77座")
        assert page.evaluate("window.same")


def test_the_page_of_a_report_that_was_dropped_is_seen(chromium: Browser, app: App):
    lines = set_lines(
        ["全市上下迎难而上，全年建成公园七十七座，群众生活持续改善，社会大局和谐稳定。"]
    )
    title = (LEFT + 8 * SIZE, TOP + 2 * STEP, "2024年松江市政府工作报告")
    with visit(chromium, app.address) as page:
        drop(page, "松江.pdf", pdf([[title, *column(lines)]]), "application/pdf")
        expect(card(page, "松江.pdf")).to_have_class("done", timeout=PATIENCE_MS)
        page.locator("#close-adding").click()
        ask(page, "松江市全年建成公园多少座?")
        source = page.locator(".card", has_text="七十七座").first
        expect(source).to_contain_text("第 1 页")
        source.locator(".see-page").click()
        expect(page.locator(".sheet .box.span").first).to_be_in_viewport(timeout=PATIENCE_MS)


def test_what_cannot_be_taken_is_told_at_its_file(chromium: Browser, app: App, corpus: Path):
    with visit(chromium, app.address, locale="en") as page:
        page.locator("#tools .add-reports").click()
        expect(page.locator("#adding-title")).to_be_focused()
        page.locator("#files").set_input_files(
            [payload("图<b>.mp4", b"x"), payload("坏.pdf", b"%PDF-1.7 x"), payload("空.txt", b" ")]
        )
        expect(card(page, "图<b>.mp4")).to_contain_text("cannot be read")
        for name in ("坏.pdf", "空.txt"):
            expect(card(page, name)).to_have_class("failed", timeout=PATIENCE_MS)
            expect(card(page, name)).to_contain_text("No report could be read")
        assert list(files(corpus)) == ["底.txt"]
        card(page, "空.txt").locator(".dismiss").click()
        expect(card(page, "空.txt")).to_have_count(0)
        page.keyboard.press("Escape")
        expect(page.locator("#adding")).to_be_hidden()
        expect(page.locator("#tools .add-reports")).to_be_focused()


def test_a_file_that_comes_too_early_is_sent_again(chromium: Browser, app: App, corpus: Path):
    with visit(chromium, app.address, may_fail=True) as page:
        refusals = [429, 429]

        def answer(route: Route) -> None:
            if refusals:
                told = {"error": "later", "told": "请稍后"}
                route.fulfill(status=refusals.pop(), json=told, headers={"Retry-After": "2"})
            else:
                route.continue_()

        page.route("**/corpus/add", answer)
        page.locator("#tools .add-reports").click()
        page.locator("#files").set_input_files(
            payload("松江.txt", report("松江市", 2024, "建成公园77座。").encode())
        )
        expect(card(page, "松江.txt").locator(".head")).to_be_visible(timeout=PATIENCE_MS)
        assert refusals == []
        assert "松江.txt" in files(corpus)


def test_a_file_that_is_not_sent_as_a_whole_is_told(chromium: Browser, app: App):
    with visit(chromium, app.address, may_fail=True) as page:
        page.route("**/corpus/add", lambda route: route.abort())
        page.locator("#tools .add-reports").click()
        page.locator("#files").set_input_files(payload("松江.txt", b"x"))
        expect(card(page, "松江.txt")).to_contain_text(ZH_CN.adding_unsent)


def test_what_is_on_its_way_is_there_after_a_reload(chromium: Browser, tmp_path: Path):
    gate, corpus = tmp_path / "gate", tmp_path / "报告"
    os.mkfifo(gate)
    corpus.mkdir()
    options = ("--corpus", str(corpus), "--index", str(tmp_path / "index"))
    with (
        running(*options, environment={"GATE": str(gate)}) as app,
        chromium.new_context(locale="zh-TW") as context,
    ):
        page = context.new_page()
        page.goto(app.address)
        page.locator(".starting .add-reports").click()
        text = report("松江市", 2024, "建成公园77座。").encode()
        page.locator("#files").set_input_files(payload("松江.txt", text))
        expect(page.locator("#starting progress")).to_have_attribute(
            "max", re.compile("[2-9]"), timeout=PATIENCE_MS
        )
        page.reload()
        expect(card(page, "松江.txt").locator("progress")).to_be_visible()
        assert violations(page) == []
        gate.write_bytes(b"")
        expect(card(page, "松江.txt")).to_have_class("done", timeout=PATIENCE_MS)
        card(page, "松江.txt").locator("a").click()
        expect(page.locator("#reader-title")).to_have_text("松江市政府工作报告")


def test_it_is_not_offered_to_those_who_may_not(chromium: Browser, tmp_path: Path):
    corpus = tmp_path / "报告"
    corpus.mkdir()
    (corpus / "底.txt").write_text(report("青山县", 2023, "修路12公里。"), encoding="utf-8")
    options = ("--corpus", str(corpus), "--index", str(tmp_path / "index"))
    with running(*options, "--trusted-proxies", "192.0.2.1") as app:
        app.await_engine()
        with visit(chromium, app.address) as page:
            expect(page.locator("#tools #export")).to_be_visible()
            assert page.locator(".add-reports, #adding, #drop, #remove-report").count() == 0
