"""The page of a PDF beside the text, as a visitor sees it: the box lies over the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from index.build import build
from qa.web.texts import ZH_CN
from tests.support.browsing import ARTIFACTS, ask, violations, visit
from tests.support.files.pdf_pages import (
    HEIGHT,
    LEFT,
    N_COLUMNS,
    SIZE,
    STEP,
    TOP,
    WIDTH,
    column,
    pdf,
    set_lines,
)
from tests.support.serving import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.support.hash_encoder import HashEncoder

pytestmark = pytest.mark.browser

TITLE = "云溪市政府工作报告"
FIRST = "过去一年，全市上下迎难而上，经济稳步回升，地区生产总值增长百分之六，规模以上工业增加值增长百分之七。"
GREEN = "新增就业一万二千人，城乡面貌明显改善，全年新建绿道三十一公里，群众生活持续改善，社会大局和谐稳定。"
SECOND = "我们坚持把发展经济的着力点放在实体经济上，新引进企业四十八家，技改投资增长百分之十二。"
LINES = set_lines([FIRST, GREEN, SECOND])
ROW = len(set_lines([FIRST]))  # of the lines of the first page, the one where GREEN begins
N_ON_FIRST = len(set_lines([FIRST, GREEN]))
QUESTION = "全年新建绿道多少公里?"
WORDS = "三十一公里"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, hash_encoder: HashEncoder) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("shown")
    (folder / "corpus").mkdir()
    pages = [
        [(LEFT + 8 * SIZE, TOP + 2 * STEP, TITLE), *column(LINES[:N_ON_FIRST])],
        column(LINES[N_ON_FIRST:]),
        column(set_lines(["全市种茶三千亩，茶农人均增收两千元。"])),
    ]
    (folder / "corpus" / "报告.pdf").write_bytes(pdf(pages))
    build([folder / "corpus"], folder / "index", lambda: hash_encoder)
    with running("--index", str(folder / "index")) as app:
        yield app.await_engine().address


def await_picture(page: Page) -> None:
    page.wait_for_function(
        "(() => { const img = document.querySelector('.sheet img');"
        "return img && img.complete && img.naturalWidth > 1; })()"
    )


def see(page: Page) -> None:
    """Ask, and see the page of the paragraph with the answer."""
    turn = ask(page, QUESTION)
    turn.locator(".show-sources").click()  # in a narrow window they are a sheet
    card = page.locator(".card", has_text=WORDS).first
    card.locator(".see-page").click()
    await_picture(page)


def covered(page: Page) -> list[list[float]]:
    """Where in the picture the boxes lie, in points of the paper: left, top, right, bottom."""
    found: list[list[float]] = page.evaluate(
        """([width, height]) => {
          const sheet = document.querySelector(".sheet img").getBoundingClientRect();
          const x = (at) => (at - sheet.left) / sheet.width * width;
          const y = (at) => (at - sheet.top) / sheet.height * height;
          return [...document.querySelectorAll(".sheet .box.span")].map((box) => {
            const at = box.getBoundingClientRect();
            return [x(at.left), y(at.top), x(at.right), y(at.bottom)];
          });
        }""",
        [WIDTH, HEIGHT],
    )
    return found


def check_boxes(page: Page) -> None:
    """Check that the boxes are over the words, a line each, by where the words were set."""
    marked = page.locator(".told").inner_text().partition("：")[2]
    assert WORDS in marked
    start = GREEN.index(marked) + 2  # the first line is set in
    end = start + len(marked)
    boxes = covered(page)
    rows = range(start // N_COLUMNS, (end - 1) // N_COLUMNS + 1)
    assert len(boxes) == len(rows)
    n_pixels = page.locator(".sheet img").evaluate("img => img.getBoundingClientRect().width")
    margin = 4 * WIDTH / n_pixels + 2  # of the edge of a box, in points
    for row, (left, top, right, bottom) in zip(rows, boxes, strict=True):
        first = max(start - row * N_COLUMNS, 0)
        last = min(end - row * N_COLUMNS, N_COLUMNS)
        baseline = HEIGHT - (TOP - (ROW + row) * STEP)
        assert left == pytest.approx(LEFT + first * SIZE, abs=margin)
        assert right == pytest.approx(LEFT + last * SIZE, abs=margin)
        assert top < baseline - SIZE / 2 < baseline < bottom + margin
        assert bottom - top < STEP + 2 * margin


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1440, 900), (1000, 700), (390, 844)])
def test_the_box_lies_over_the_words(
    chromium: Browser, address: str, width: int, height: int, scheme: str
):
    ARTIFACTS.mkdir(exist_ok=True)
    with visit(chromium, address, width=width, height=height, scheme=scheme) as page:
        see(page)
        expect(page.locator(".sheet .box.span").first).to_be_in_viewport()
        expect(page.locator("#original-title")).to_contain_text("第 1 页，共 3 页")
        check_boxes(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width >= 900:  # beside the text that it belongs to
            expect(page.locator(".card", has_text=WORDS).first).to_be_in_viewport()
        else:
            assert page.locator("#panes").evaluate("panes => panes.inert")
        page.screenshot(path=ARTIFACTS / f"original-{width}-{scheme}.png")
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(page.locator("#original")).to_be_hidden()
        expect(page.locator(".card", has_text=WORDS).first.locator(".see-page")).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_from_the_reader_pages_are_turned_and_closed(
    chromium: Browser, address: str, width: int, height: int
):
    with visit(chromium, address, width=width, height=height) as page:
        page.locator("#report-list a").first.click()
        paragraph = page.locator("#reader .paragraph", has_text=WORDS)
        paragraph.hover()
        paragraph.locator(".see-page").click()
        await_picture(page)
        expect(page.locator(".sheet .box.span")).to_have_count(len(set_lines([GREEN])))
        expect(page.locator("#reader")).to_be_visible()
        page.locator("#page-next").click()
        expect(page.locator("#original-title")).to_contain_text("第 2 页，共 3 页")
        await_picture(page)
        expect(page.locator(".sheet .box")).to_have_count(0)
        page.locator("#zoom-in").click()
        page.screenshot(path=ARTIFACTS / f"original-reader-{width}.png")
        page.get_by_role("button", name=ZH_CN.close_original).click()
        expect(page.locator("#original")).to_be_hidden()
        expect(page.locator("#reader")).to_be_visible()
        assert not page.locator("#reader").evaluate("reader => reader.inert")


def test_the_original_opens_at_its_page(chromium: Browser, address: str):
    with visit(chromium, address) as page:
        see(page)
        link = page.locator("#original-file a")
        expect(link).to_have_text(ZH_CN.open_original)
        with page.context.expect_page() as opened:
            link.click()
        opened.value.wait_for_url("**/originals/*#page=1")
        assert opened.value.evaluate("document.contentType") == "application/pdf"
        assert opened.value.evaluate("window.opener") is None
