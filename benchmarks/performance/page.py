"""How long a visitor waits: from Enter to the sources and the answer, measured in a browser.

``python -m benchmarks.performance.page QUESTIONS`` starts the app over an index, opens it in Chromium, and
asks each question once more after a warm-up, one after the other. The clock is the page's own: from
the key that sends the question to the frame after which its sources, and its answer, are painted.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
from playwright.sync_api import sync_playwright

from benchmarks.records.conditions import RESULTS, ROOT, Conditions, save
from qa import settings
from qa.evaluation.question_file import load_questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

_N_WARM = 3
_GOAL_SOURCES_MS, _GOAL_ANSWER_MS = 300, 500
# The promise of a question's two times, in milliseconds.
_ASK = """question => new Promise(resolve => {
  const n = document.querySelectorAll(".turn:not(.pending)").length;
  const times = {};
  const start = performance.now();
  const look = () => {
    const seen = {
      answer: document.querySelectorAll(".turn:not(.pending)").length > n,
      sources: document.querySelector("#sources .cards, #sources .unanswered") !== null,
    };
    for (const name of ["sources", "answer"]) {
      if (seen[name] && !(name in times)) {
        times[name] = null;
        requestAnimationFrame(() => setTimeout(() => {
          times[name] = performance.now() - start;
          if (times.sources && times.answer) { watch.disconnect(); resolve(times); }
        }));
      }
    }
  };
  document.querySelector("#sources").replaceChildren();
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true });
  const box = document.querySelector("#question-box");
  box.value = question;
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
})"""


@contextlib.contextmanager
def running(index: Path) -> Iterator[str]:
    """The address of the app over an index."""
    command = [sys.executable, str(ROOT / "app.py"), "--port", "0", "--index", str(index)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT) as app:  # noqa: S603 - our own app
        try:
            assert app.stderr is not None  # noqa: S101 -- it was asked for
            yield next(line for line in app.stderr if "http://" in line).split()[-1]
        finally:
            app.kill()


def ask(page: Page, question: str) -> dict[str, float]:
    """The milliseconds to the sources and to the answer of a question."""
    times: dict[str, float] = page.evaluate(_ASK, question)
    return times


@click.command()
@click.argument("questions", type=click.Path(path_type=Path))
@click.option("--index", type=click.Path(path_type=Path), help="Index to ask; yours by default.")
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS / "page.json")
def main(questions: Path, index: Path | None, out: Path) -> None:
    """Measure on the questions of a file that have none before them."""
    asked = [each.question for each in load_questions(questions).questions if not each.history]
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    taken: list[dict[str, float]] = []
    with running(index or settings.default_index()) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        page.wait_for_selector("#welcome.filled", timeout=300_000)
        for question in asked[:_N_WARM]:
            ask(page, question)
        taken = [ask(page, question) for question in asked]
        browser.close()
    figures: dict[str, Any] = {"n": len(taken)}
    for name, goal in (("sources", _GOAL_SOURCES_MS), ("answer", _GOAL_ANSWER_MS)):
        times = [each[name] for each in taken]
        p50, p95 = (round(float(np.percentile(times, p)), 1) for p in (50, 95))
        figures[name] = {"p50_ms": p50, "p95_ms": p95, "goal_p50_ms": goal}
        print(f"{name:8} p50 {p50:7.1f} ms  p95 {p95:7.1f} ms  goal {goal} ms")
    save({"conditions": Conditions.now().to_json(), "page": figures}, out)


if __name__ == "__main__":
    main()
