"""The page of the running app, in a real Chromium.

Every visit ends with the same checks: nothing was requested from elsewhere, no script failed, and
no text of a report or of a question was taken for code.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import pytest
from playwright.sync_api import expect, sync_playwright

from qa.web.texts import EN, ZH_CN, ZH_TW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page

    from qa.web.texts import Texts

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / "artifacts"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_S = 300  # the hostile report's index is built, and on a fresh machine the model converted
QUESTION = "航运企业有多少家?"
OFF_TOPIC = "孙悟空大闹天宫用的是什么兵器?"
SENTENCE = "航运类企业达到383家"
TARGET = "2024年地区生产总值增长目标是多少?"

HOSTILE_TITLE = '2024年<img src=x onerror="window.pwned=1">市政府工作报告'
HOSTILE_HEADING = "一、<script>window.pwned=2</script>2023年工作回顾"
HOSTILE_PARAGRAPH = (
    '<img src=x onerror="window.pwned=self">航运类企业达到99家。<b>粗体</b> &amp; &lt;实体&gt;。'
    "公式 $..$ 和 $$x^2$$，[链接](javascript:window.pwned=4) ![图](http://outside.test/a.png)。"
    "模板 ${window.pwned=5} {{value}} @children \\x3cimg src\\x3dx onerror\\x3dwindow.pwned\\x3d6\\x3e。"
    "方向 \u202e倒写\u202c，零宽\u200b空格。"
)
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
HOSTILE_REPORT = "\n\n".join((HOSTILE_TITLE, HOSTILE_HEADING, *FILLER, HOSTILE_PARAGRAPH))


@contextlib.contextmanager
def running_app(home: Path, *options: str) -> Iterator[str]:
    """The address of an app that runs in a home of its own."""
    home.mkdir()
    # The converted model is the same for all homes and takes half a gigabyte.
    cache = platformdirs.user_cache_path("wenbao").parent
    environment = os.environ | {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "XDG_CACHE_HOME": str(cache),
        "PYTHONUTF8": "1",
        # As on the machine of a user behind a proxy: what the app asks itself must not go there.
        "HTTP_PROXY": "http://127.0.0.1:9",
        "http_proxy": "http://127.0.0.1:9",
    }
    command = [sys.executable, str(ROOT / "app.py"), "--host", "127.0.0.1", "--port", "0", *options]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
        env=environment,
        encoding="utf-8",
    ) as app:
        limit = threading.Timer(START_S, app.kill)
        limit.start()
        try:
            yield _address(app)
        finally:
            limit.cancel()
            app.kill()


def _address(app: subprocess.Popen[str]) -> str:
    assert app.stdout is not None
    said = []
    for line in app.stdout:
        said.append(line)
        for word in line.split():
            if word.startswith("http://"):
                return word.rstrip("/")
    pytest.fail(f"the app ended without giving an address:\n{''.join(said)}")


@pytest.fixture(scope="module")
def app(index_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("app") / "home"
    with running_app(home, "--index", str(index_dir)) as address:
        yield address


@pytest.fixture(scope="module")
def hostile_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "report.txt").write_text(HOSTILE_REPORT, encoding="utf-8")
    options = ("--corpus", str(corpus), "--index", str(folder / "index"))
    with running_app(folder / "home", *options) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    path = os.environ.get("WENBAO_CHROMIUM") or next(filter(None, found), None)
    if path is None:
        pytest.fail(
            "no Chromium for the browser tests: `apt-get install chromium`, or set WENBAO_CHROMIUM"
        )
    expect.set_options(timeout=20_000)  # in ms; a busy machine is not an error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@contextlib.contextmanager
def visit(
    chromium: Browser, address: str, *, locale: str = "zh-CN", width: int = 1440, height: int = 900
) -> Iterator[Page]:
    """A page that has greeted its visitor; afterwards, the checks that hold for every visit."""
    requests: list[str] = []
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    context = chromium.new_context(locale=locale, viewport={"width": width, "height": height})
    page = context.new_page()
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", listen)
    with page.expect_response(lambda response: "queue/data" in response.url):  # the greeting
        page.goto(address)
    expect(box(page)).to_be_visible()
    yield page
    assert page.evaluate("window.pwned") is None
    context.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith(f"{address}/")] == []
    assert [url for url in requests if url.endswith("/x")] == []


def box(page: Page):
    return page.locator("#question textarea")


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer stands in the chat."""
    n_answers = page.get_by_test_id("bot").count()
    box(page).fill(question)
    box(page).press("Enter")
    expect(page.get_by_test_id("bot")).to_have_count(n_answers + 1)


def test_an_answer_is_quoted_cited_and_marked_in_its_paragraph(chromium: Browser, app: str):
    with visit(chromium, app) as page:
        ask(page, QUESTION)
        expect(page.get_by_test_id("user")).to_have_text(QUESTION)
        answer = page.get_by_test_id("bot")
        expect(answer.locator("blockquote")).to_have_text("383家")
        expect(answer.locator("cite")).to_contain_text("《2024年天津市河北区政府工作报告》第 ")
        first = page.locator(".card").first
        expect(first.locator("mark")).to_contain_text(SENTENCE)
        expect(first.locator("mark strong")).to_have_text("383家")
        expect(first.locator("mark em").first).to_be_visible()
        expect(first.locator("h3")).to_contain_text("《2024年天津市河北区政府工作报告》第 ")
        expect(first.locator(".section")).not_to_be_empty()
        expect(first.locator(".period")).to_have_text("回顾")
        expect(first.locator(".rank")).to_have_text("1")
        expect(box(page)).to_have_value("")


def test_a_figure_is_shown_with_what_it_says_and_the_other_time(chromium: Browser, app: str):
    with visit(chromium, app) as page:
        ask(page, TARGET)
        answer = page.get_by_test_id("bot")
        figure = answer.locator("blockquote.figure")
        expect(figure).to_have_text("4.5%左右")
        expect(answer.locator(".chips li")).to_have_text(["地区生产总值增长", "2024年", "目标"])
        expect(answer.locator(".counterpart")).to_contain_text(
            "2023年已完成 3%左右 → 2024年目标 4.5%左右"
        )
        expect(answer.locator(".counterpart cite")).to_contain_text("第 5 段")
        size = "element => parseFloat(getComputedStyle(element).fontSize)"
        assert figure.evaluate(size) > 1.5 * answer.locator("cite").first.evaluate(size)


def test_a_new_answer_is_shown_from_its_beginning(chromium: Browser, app: str):
    with visit(chromium, app, width=390, height=844) as page:
        for question in (QUESTION, TARGET):
            ask(page, question)
            expect(page.locator("#chat blockquote.figure").last).to_be_in_viewport(ratio=1)


def test_a_follow_up_is_answered_and_what_was_understood_can_be_edited(chromium: Browser, app: str):
    with visit(chromium, app) as page:
        ask(page, TARGET)
        expect(page.locator("#edit")).to_have_count(0)
        ask(page, "去年呢?")
        answer = page.get_by_test_id("bot").last
        understood = answer.locator(".understood")
        expect(understood).to_contain_text("理解为：去年地区生产总值增长")
        expect(answer.locator("blockquote")).to_have_text("3%左右")
        page.get_by_role("button", name=ZH_CN.edit).click()
        expect(box(page)).to_have_value((understood.text_content() or "").removeprefix("理解为："))
        expect(box(page)).to_be_focused()
        ask(page, QUESTION)
        expect(page.get_by_test_id("bot").last.locator(".understood")).to_have_count(0)
        expect(page.locator("#edit")).to_have_count(0)


def test_clearing_the_chat_forgets_what_could_be_followed_up_on(chromium: Browser, app: str):
    with visit(chromium, app) as page:
        ask(page, TARGET)
        ask(page, "去年呢?")
        page.get_by_role("button", name="清空对话").click()
        expect(page.get_by_test_id("bot")).to_have_count(0)
        expect(page.locator("#edit")).to_have_count(0)
        ask(page, "去年呢?")
        expect(page.locator(".understood")).to_have_count(0)


def test_every_paragraph_is_shown_whole(chromium: Browser, app: str, index_dir: Path):
    from qa import Engine

    hits = Engine.open(index_dir).ask(QUESTION).hits
    with visit(chromium, app) as page:
        ask(page, QUESTION)
        expect(page.locator(".card")).to_have_count(len(hits))
        shown = page.locator(".card .passage").evaluate_all("all => all.map(p => p.textContent)")
        assert shown == [hit.passage.text for hit in hits]


def test_an_example_is_asked_with_a_click(chromium: Browser, app: str):
    with visit(chromium, app) as page:
        page.locator("#examples button", has_text=QUESTION).click()
        expect(page.get_by_test_id("user")).to_have_text(QUESTION)
        expect(page.locator(".card mark", has_text=SENTENCE)).to_have_count(1)


def test_a_refusal_is_an_honest_no(chromium: Browser, app: str):
    with visit(chromium, app) as page:
        ask(page, OFF_TOPIC)
        expect(page.get_by_test_id("bot")).to_contain_text("报告中没有找到有把握的答案。")
        expect(page.get_by_test_id("bot")).to_contain_text("孙悟空")
        expect(page.locator("#sources")).to_contain_text("但不足以确定这个问题的答案。")


def test_an_empty_question_does_nothing(chromium: Browser, app: str):
    with visit(chromium, app) as page:
        box(page).press("Enter")
        page.locator("#ask").click()
        ask(page, QUESTION)
        expect(page.get_by_test_id("user")).to_have_count(1)


def test_a_question_that_is_too_long_gets_one_line_and_is_kept(chromium: Browser, app: str):
    with visit(chromium, app) as page:
        box(page).fill("问" * 100_000)
        page.locator("#ask").click()
        expect(page.locator("#notice p")).to_have_text(
            "问题太长：有 100,000 个字，最多 1,000 个字。请用一两句话来问。"
        )
        assert len(box(page).input_value()) == 100_000
        expect(page.get_by_test_id("user")).to_have_count(0)
        ask(page, QUESTION)
        expect(page.locator("#notice p")).to_have_count(0)


def test_enter_does_not_send_half_typed_text(chromium: Browser, app: str):
    with visit(chromium, app) as page:
        box(page).focus()
        keyboard = page.context.new_cdp_session(page)
        keyboard.send(
            "Input.imeSetComposition",
            {"text": "hang'yun", "selectionStart": 8, "selectionEnd": 8},
        )
        box(page).dispatch_event(
            "keydown", {"key": "Enter", "keyCode": 229, "isComposing": True, "bubbles": True}
        )
        keyboard.send(
            "Input.dispatchKeyEvent",
            {"type": "rawKeyDown", "key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229},
        )
        expect(box(page)).to_have_value("hang'yun")
        keyboard.send("Input.insertText", {"text": QUESTION})
        expect(box(page)).to_have_value(QUESTION)
        box(page).press("Enter")
        expect(page.get_by_test_id("bot")).to_have_count(1)
        expect(page.get_by_test_id("user")).to_have_text([QUESTION])


def test_clearing_the_chat_clears_the_sources(chromium: Browser, app: str):
    with visit(chromium, app) as page:
        ask(page, QUESTION)
        page.get_by_role("button", name="清空对话").click()
        expect(page.get_by_test_id("bot")).to_have_count(0)
        expect(page.locator(".card")).to_have_count(0)


@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        ("zh-CN", ZH_CN),
        ("zh-TW", ZH_TW),
        ("zh-HK", ZH_TW),  # not one of Gradio's locales
        ("en-US", EN),
        ("fr-FR", ZH_CN),  # neither: Chinese
    ],
)
def test_the_page_speaks_the_language_of_the_browser(
    chromium: Browser, app: str, locale: str, texts: Texts
):
    with visit(chromium, app, locale=locale) as page:
        expect(page.locator("#ask")).to_have_text(texts.ask)
        expect(box(page)).to_have_attribute("placeholder", texts.question_placeholder)
        expect(page.get_by_label(texts.question)).to_be_visible()
        expect(page.locator("#chat")).to_contain_text(texts.chat_empty)
        expect(page.locator("#head")).to_contain_text(texts.tagline)
        expect(page.locator("#examples-label")).to_have_text(texts.examples)
        expect(page.locator("#sources")).to_contain_text(texts.sources_empty)
        ask(page, QUESTION)
        expect(page.locator(".card .period").first).to_have_text(texts.period_review)
        ask(page, OFF_TOPIC)
        expect(page.get_by_test_id("bot").last).to_contain_text(texts.not_found)
        assert "wenbao_" not in page.locator("body").inner_text()


def test_a_hostile_report_and_question_are_shown_as_text(chromium: Browser, hostile_app: str):
    with visit(chromium, hostile_app) as page:
        ask(page, HOSTILE_QUESTION)
        ask(page, QUESTION)
        asked = page.get_by_test_id("user").first
        expect(asked).to_contain_text('<img src=x onerror="window.pwned=7"> ${window.pwned=8}')
        expect(asked.get_by_title("U+202E")).to_be_visible()
        quoted = page.get_by_test_id("bot").last
        expect(quoted.locator(".chips")).to_contain_text('<img src=x onerror="window.pwned=self">')
        expect(quoted.locator("cite")).to_contain_text('<img src=x onerror="window.pwned=1">')
        card = page.locator(".card").first
        assert card.locator(".passage").text_content() == HOSTILE_PARAGRAPH
        for code_point in ("U+202E", "U+202C", "U+200B"):
            expect(card.locator(".passage").get_by_title(code_point)).to_be_visible()
        expect(card).to_contain_text("<script>window.pwned=2</script>")
        expect(card).to_contain_text('<img src=x onerror="window.pwned=1">')
        made = page.locator("#chat, #sources").locator("img, script, b, .message a, .katex")
        expect(made).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1440, 900), (768, 1024), (390, 844)])
def test_the_page_fits_its_window(chromium: Browser, app: str, width: int, height: int):
    ARTIFACTS.mkdir(exist_ok=True)
    with visit(chromium, app, width=width, height=height) as page:
        ask(page, QUESTION)
        ask(page, TARGET)
        ask(page, "去年呢?")
        expect(page.locator(".card").first).to_be_visible()
        page.screenshot(path=ARTIFACTS / f"chat-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_but_the_page_is_offered(chromium: Browser, app: str):
    with visit(chromium, app) as page:
        offered = page.request.get(f"{app}/gradio_api/info").json()
        assert offered == {"named_endpoints": {}, "unnamed_endpoints": {}}
        for closed in ("monitoring", "gradio_api/monitoring", "gradio_api/runs"):
            assert not page.request.get(f"{app}/{closed}").ok, closed


def test_no_question_is_lost_while_another_is_in_work(chromium: Browser, app: str):
    with visit(chromium, app) as page:
        box(page).fill(OFF_TOPIC)
        box(page).press("Enter")
        for _ in range(3):
            page.locator("#examples button", has_text=QUESTION).click()
        expect(page.get_by_test_id("bot")).to_have_count(4)
        assert page.get_by_test_id("user").all_text_contents() == [OFF_TOPIC, *[QUESTION] * 3]
