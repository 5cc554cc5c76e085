"""The pictures of the README, made of the real page: ``python -m tools.pictures``.

An app of its own answers from an index of ``corpus/``; a Chromium asks it, in a light and a dark
page, and writes ``docs/pictures/*.png``. The parts of the strip are what a visitor sees of one
question: the answer, its source, and the paragraph in the report.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
QUESTION = "2024年地区生产总值增长目标是多少?"
_WIDTH, _HEIGHT = 1280, 800
_N_COLOURS = 192  # a picture of text needs no more, and is a third as large
_GAP = 24
_PATIENCE_MS = 300_000  # the first start makes the model ready


def main() -> None:
    """Write the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _app() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("WENBAO_CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        for scheme in ("light", "dark"):
            with _visit(browser, address, scheme) as page:
                _saved(page.screenshot(), FOLDER / f"first-{scheme}.png")
                strip = _asked(page, FOLDER / f"page-{scheme}.png")
            _joined(strip, FOLDER / f"strip-{scheme}.png")
        browser.close()


@contextlib.contextmanager
def _app() -> Iterator[str]:
    """The address of an app that answers from the seed report."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        command = [sys.executable, str(ROOT / "app.py"), "--port", "0", "--index", str(index)]
        with subprocess.Popen(  # noqa: S603 - our own program
            [*command, "--corpus", str(ROOT / "corpus"), "--no-watch"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        ) as process:
            try:
                if process.stdout is None:
                    raise RuntimeError("the app says nothing")
                found = (re.search(r"http://\S+", line) for line in process.stdout)
                yield next(filter(None, found))[0]
            finally:
                process.kill()


@contextlib.contextmanager
def _visit(browser: Browser, address: str, scheme: str) -> Iterator[Page]:
    context = browser.new_context(
        locale="zh-CN",
        viewport={"width": _WIDTH, "height": _HEIGHT},
        device_scale_factor=2,
        color_scheme=scheme,  # type: ignore[arg-type]  # one of the two that there are
    )
    page = context.new_page()
    page.goto(address)
    filled = page.locator("#welcome.filled")
    expect(filled).to_be_attached(timeout=_PATIENCE_MS)
    expect(page.locator("#examples button").first).to_be_visible()
    yield page
    context.close()


def _asked(page: Page, file: Path) -> list[bytes]:
    """Ask, write the page down, and give the parts of the strip."""
    page.locator("#question-box").fill(QUESTION)
    page.locator("#question-box").press("Enter")
    turn = page.locator(".turn:not(.pending)")
    expect(turn.locator(".next")).to_have_attribute("data-looked", "yes")
    page.mouse.move(0, 0)
    _saved(page.screenshot(), file)
    parts = [turn.screenshot(), page.locator(".card").first.screenshot()]
    turn.locator("cite a").first.click()
    marked = page.locator("#reader .target")
    expect(marked.locator("strong")).to_be_visible()
    return [*parts, marked.screenshot()]


def _saved(data: bytes, file: Path) -> None:
    """Write a picture in as few colours as it needs."""
    with tempfile.TemporaryFile() as raw:
        raw.write(data)
        raw.seek(0)
        _reduced(Image.open(raw)).save(file, optimize=True)
    sys.stdout.write(f"{file.relative_to(ROOT)}: {file.stat().st_size >> 10} KiB\n")


def _reduced(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB").quantize(_N_COLOURS, dither=Image.Dither.NONE)


def _joined(parts: list[bytes], file: Path) -> None:
    """Pictures below each other, as wide as the widest, on the colour of the first one's corner."""
    with contextlib.ExitStack() as stack:
        pictures = []
        for part in parts:
            raw = stack.enter_context(tempfile.TemporaryFile())
            raw.write(part)
            raw.seek(0)
            pictures.append(Image.open(raw).convert("RGB"))
        width = max(each.width for each in pictures) + 2 * _GAP
        height = sum(each.height + _GAP for each in pictures) + _GAP
        whole = Image.new("RGB", (width, height), pictures[0].getpixel((0, 0)))
        top = _GAP
        for each in pictures:
            whole.paste(each, (_GAP, top))
            top += each.height + _GAP
        _reduced(whole).save(file, optimize=True)
    sys.stdout.write(f"{file.relative_to(ROOT)}: {file.stat().st_size >> 10} KiB\n")


if __name__ == "__main__":
    main()
