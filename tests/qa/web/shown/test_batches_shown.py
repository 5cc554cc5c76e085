"""Many questions at once, as a visitor asks them: a file, its progress, a table of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.support.browsing import violations, visit
from tests.support.serving import running
from tests.support.texts.neighbouring_reports import SAID, report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

DROP = """([name, text]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], name));
  document.querySelector("#chat").dispatchEvent(
    new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
}"""


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app over the reports of five counties."""
    folder = tmp_path_factory.mktemp("counties")
    (folder / "报告").mkdir()
    for (place, year), (review, plan) in SAID.items():
        text = report(place, year, review, plan)
        (folder / "报告" / f"{year}{place}.txt").write_text(text, encoding="utf-8")
    with running("--corpus", str(folder / "报告"), "--index", str(folder / "index")) as app:
        yield app.address


def test_a_file_of_questions_becomes_a_table_of_answers(
    chromium: Browser, counties: str, tmp_path: Path
):
    questions = ["哪个县2030年粮食产量最高?", "=1+1", *["云溪县2030年粮食产量是多少?"] * 7]
    with visit(chromium, counties) as page:
        page.locator("#batch summary").click()
        page.locator(".batch-files").set_input_files(
            {"name": "问题.txt", "mimeType": "text/plain", "buffer": "\n".join(questions).encode()}
        )
        expect(page.locator(".batch-told")).to_contain_text("已答完")
        assert page.locator(".batch-progress").evaluate("bar => bar.value / bar.max") == 1
        assert violations(page) == []
        for form in ("xlsx", "csv"):
            with page.expect_download() as download:
                page.locator(f".batch-save[data-form={form}]").click()
            assert download.value.suggested_filename.endswith(f".{form}")
            download.value.save_as(tmp_path / f"答案.{form}")
    sheet = openpyxl.load_workbook(tmp_path / "答案.xlsx")["批量答案"]
    rows = [*sheet.iter_rows(values_only=True)]
    assert [row[1] for row in rows[1:]] == questions
    assert rows[0][:4] == ("行号", "问题", "答案", "结果")
    assert str(rows[1][2]).startswith("最高：白沙县（31万吨）")
    assert sheet.cell(3, 2).data_type == "s"
    told = (tmp_path / "答案.csv").read_text(encoding="utf-8-sig")
    assert "'=1+1" in told


def test_a_file_may_be_dropped_and_a_wrong_one_is_told_in_a_line(chromium: Browser, counties: str):
    with visit(chromium, counties, width=390, height=844, scheme="dark") as page:
        page.locator("#batch summary").click()
        page.evaluate(DROP, ["图.png", "甲"])
        expect(page.locator(".batch-notice")).to_contain_text("请另存为 .txt、.csv 或 .xlsx")
        assert page.locator(".batch-save").first.is_hidden()
        assert violations(page) == []
        page.evaluate(DROP, ["问题.txt", "云溪县2030年粮食产量是多少?"])
        expect(page.locator(".batch-told")).to_contain_text("1 个有答案")
        expect(page.locator(".batch-notice")).to_be_empty()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_where_the_server_fails_the_answers_so_far_stay_and_it_goes_on(
    chromium: Browser, counties: str
):
    with visit(chromium, counties, may_fail=True) as page:
        page.locator("#batch summary").click()
        page.evaluate(
            """() => {
              const { ask } = wenbao;
              let n = 0;
              wenbao.ask = (name, sent) =>
                name === "answers" && ++n === 2 ? Promise.reject(new Error("gone")) : ask(name, sent);
            }"""
        )
        page.evaluate(DROP, ["问题.txt", "云溪县2030年粮食产量是多少?\n" * 9])
        expect(page.locator(".batch-told")).to_contain_text("回答到 4 / 9 时出错")
        expect(page.locator(".batch-save").first).to_be_visible()
        page.locator(".batch-go-on").click()
        expect(page.locator(".batch-told")).to_contain_text("9 个有答案")
        expect(page.locator(".batch-go-on")).to_be_hidden()
