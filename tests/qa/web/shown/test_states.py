"""What a visitor sees when the index is replaced, the server goes, or many ask at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from index.build import build
from qa.web.texts import ZH_CN
from tests.support.adding import until
from tests.support.browsing import ask, box, turns, visit
from tests.support.serving import running

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Route

    from tests.support.hash_encoder import HashEncoder

pytestmark = pytest.mark.browser

OLD = (
    "2023年甲县政府工作报告\n\n一、2022年工作回顾\n\n全县茶叶加工企业达到31家。\n\n修缮道路十二条。"
)
NEW = "2024年乙县政府工作报告\n\n一、2023年工作回顾\n\n全县竹制品企业达到57家。\n\n新建公园三座。"


def corpus(folder: Path, **reports: str) -> Path:
    folder.mkdir()
    for name, text in reports.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_the_page_follows_an_index_that_is_replaced(
    chromium: Browser, tmp_path: Path, hash_encoder: HashEncoder
):
    index = tmp_path / "index"
    first = corpus(tmp_path / "first", old=OLD)
    with (
        running("--index", str(index), "--corpus", str(first)) as app,
        visit(chromium, app.address) as page,
    ):
        page.locator("#report-list a").click()
        expect(page.locator("#reader-title")).to_have_text("2023年甲县政府工作报告")
        build([corpus(tmp_path / "second", new=NEW)], index, lambda: hash_encoder)
        # Whoever asks while another's request opens the new generation is told of the one before.
        assert until(lambda: "乙县" in app.ask("reports").text)
        turn = ask(page, "竹制品企业有多少家?")
        expect(turn.locator("cite a").first).to_contain_text("2024年乙县政府工作报告")
        expect(page.locator("#report-list")).to_contain_text("2024年乙县政府工作报告")
        expect(page.locator("#report-list")).not_to_contain_text("2023年甲县政府工作报告")
        expect(page.locator("#filters-form")).not_to_contain_text("2023年甲县政府工作报告")
        expect(page.locator("#reader")).to_contain_text(ZH_CN.report_gone)
        page.keyboard.press("Escape")
        page.get_by_role("button", name=ZH_CN.clear).click()
        for example in page.locator("#examples button").all_text_contents():
            assert "茶叶" not in example


def test_a_server_that_goes_is_told_and_the_question_is_kept_until_it_is_back(
    chromium: Browser, tmp_path: Path
):
    options = ("--index", str(tmp_path / "index"), "--corpus", str(corpus(tmp_path / "c", a=OLD)))
    with running(*options) as app:
        address = app.address
        with visit(chromium, address, may_fail=True) as page:
            ask(page, "茶叶加工企业有多少家?")
            app.process.kill()
            app.process.wait()
            box(page).fill("修缮道路多少条?")
            box(page).press("Enter")
            expect(page.locator("#notice")).to_have_text(ZH_CN.server_gone)
            expect(box(page)).to_have_value("修缮道路多少条?")
            expect(turns(page)).to_have_count(1)
            expect(page.locator(".turn.pending")).to_have_count(0)
            with running(*options, "--port", address.rpartition(":")[2]):
                expect(page.locator("#notice")).to_have_text(ZH_CN.server_back)
                expect(box(page)).to_have_value("修缮道路多少条?")
                expect(page.locator(".card")).not_to_have_count(0)
                box(page).press("Enter")
                expect(turns(page)).to_have_count(2)
                expect(turns(page).first).to_contain_text("31家")


def test_an_answer_whose_stream_was_closed_too_early_still_comes(chromium: Browser, tmp_path: Path):
    lost: list[str] = []

    def lose(route: Route) -> None:
        lost.append(route.request.url)
        closed = 'data: {"msg": "close_stream"}\n\n'
        route.fulfill(body=closed, headers={"content-type": "text/event-stream"})

    options = ("--index", str(tmp_path / "index"), "--corpus", str(corpus(tmp_path / "c", a=OLD)))
    with running(*options) as app, visit(chromium, app.address) as page:
        page.route("**/queue/data*", lose, times=2)  # the question's, and the first one after it
        turn = ask(page, "茶叶加工企业有多少家?")
        expect(turn.locator("blockquote")).to_have_text("31家")
        assert len(lost) == 2
        expect(page.locator("#notice")).to_be_empty()


def test_every_one_of_twenty_questions_at_once_is_answered(chromium: Browser, tmp_path: Path):
    options = ("--index", str(tmp_path / "index"), "--corpus", str(corpus(tmp_path / "c", a=OLD)))
    with (
        running(*options) as app,
        visit(chromium, app.address) as one,
        visit(chromium, app.address) as two,
    ):
        for i in range(10):
            for page in (one, two):
                box(page).fill(f"第{i}次问：茶叶加工企业有多少家?")
                box(page).press("Enter")
        for page in (one, two):
            expect(turns(page)).to_have_count(10)
            asked = turns(page).locator(".asked").all_text_contents()
            assert asked == [f"第{i}次问：茶叶加工企业有多少家?" for i in range(10)]


def test_a_corpus_of_which_nothing_can_be_asked_has_no_examples(chromium: Browser, tmp_path: Path):
    folder = corpus(tmp_path / "c", a="今天天气很好。")
    with (
        running("--index", str(tmp_path / "index"), "--corpus", str(folder)) as app,
        visit(chromium, app.address) as page,
    ):
        expect(page.locator("#examples button")).to_have_count(0)
        expect(page.locator("#examples-label")).not_to_be_visible()
        turn = ask(page, "茶叶加工企业有多少家?")
        expect(turn).to_contain_text(ZH_CN.not_found)
