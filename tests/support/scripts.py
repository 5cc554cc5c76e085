"""The page's scripts in a Chromium, in the page's frame, with a server that is made by hand.

No server is asked: the one address that there is answers with the frame, and what the scripts send on
their channels is answered by ``server``, an object of the page that a test fills.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qa.web.pages import assets
from qa.web.pages.shell import shell
from qa.web.texts import ZH_CN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

ADDRESS = "http://wenbao.test/"

# What a server would answer: a value, a function of what is sent, "nothing" to keep it waiting, or "fail".
_SERVER = """
const escaped = (text) => text.replaceAll(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);
window.sent = [];
window.server = {
  corpus: { generation: "a", head: "", reports: "", overview: "", filters: `<p class="carried hint" hidden></p>
    <select name="report"><option value="">all<option value="r1">one<option value="r2">two</select>
    <select name="place"><option value="">all<option value="北区">北区</select>
    <select name="year"><option value="">all<option value="2024">2024</select>
    <select name="period"><option value="">all<option value="plan">plan</select>
    <select name="section"><option value="" data-reports="">all
      <option value="回顾" data-reports="r1">回顾<option value="计划" data-reports="r1 r2">计划</select>
    <select name="n"><option value="3">3<option value="5" selected>5</select>` },
  examples: { examples: "" },
  next: { questions: "" },
  news: { generation: "a", line: "" },
  wake: {},
  judge: { told: "谢谢", kept: true },
  ask: ({ question }) => ({
    turn: `<article class="turn found"><h2>${escaped(question)}</h2>
      <button class="judge" data-verdict="liked"></button>
      <button class="judge" data-verdict="disliked"></button><button class="edit"></button>
      <button class="copy-answer"></button><button class="copy-link"></button>
      <p class="judged"></p>
      <form class="righting" hidden><input name="right"><button class="send-right">1</button>
        <button type="button" class="no-answer">2</button>
        <button type="button" class="skip-right">3</button></form>
      <nav class="next"></nav></article>`,
    sources: `<p>sources of ${escaped(question)}</p>`,
    markdown: `## ${question}`, plain: `问：${question}`, copied: `${question}\\n乙\\n——出处`,
    word: `<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>
      <w:r><w:t xml:space="preserve">${escaped(question)}</w:t></w:r></w:p>`,
    question, asked: question, text: "383家", generation: "a",
  }),
};
const CHANNELS = [
  "ask", "next", "corpus", "examples", "news", "read", "sheet", "judge", "wake", "rows", "file",
];
for (const name of CHANNELS) {
  const props = {};
  let tell;
  const answer = (channel, { id, sent }) => {
    window.sent.push([channel, sent]);
    const reply = window.server[channel];
    if (reply === "nothing") return;
    if (reply === "fail") window.wenbao.fail(channel);
    props.value = { id, ...(typeof reply === "function" ? reply(sent) : reply) };
    tell();
  };
  window.wenbao.open(name, answer, (_, run) => { tell = run; }, props);
}
"""
_START = "window.wenbao.frame(null, () => {});"


@dataclass(kw_only=True)
class Visit:
    """A page whose scripts have started, and what became of it.

    ``status`` is what the server answers to a look whether it is there.
    """

    page: Page
    status: int = 200
    errors: list[str] = field(default_factory=list)

    def run(self, script: str, argument: object = None) -> Any:
        """What an expression, or a function, comes to in the page."""
        return self.page.evaluate(script, argument)

    def sent(self, channel: str) -> list[Any]:
        """What was sent on a channel so far."""
        return [sent for name, sent in self.run("window.sent") if name == channel]


@contextlib.contextmanager
def visited(chromium: Browser, path: str = "", *, before: str = "") -> Iterator[Visit]:
    """A visit to the frame in Chinese, with all scripts started.

    Args:
        chromium: the browser.
        path: what stands in the address behind the server's name.
        before: a script that is run before the others start.
    """
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    visit = Visit(page=page)
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    scripts = "".join(
        f"<script>{script}</script>" for script in (*assets.scripts(), _SERVER, before, _START)
    )
    body = f"<!doctype html><meta charset=utf-8><body>{shell(ZH_CN, is_greeted=True)}{scripts}"

    def answer(route: Route) -> None:
        if visit.status:
            route.fulfill(status=visit.status, content_type="text/html", body=body)
        else:
            route.abort()

    page.route("**/*", answer)
    page.goto(ADDRESS + path)
    yield visit
    context.close()
    assert visit.errors == []
