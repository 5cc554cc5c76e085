"""The pictures of the README, made of the real page: ``python -m tools.pictures``.

An app of its own answers from an index of ``corpus/``; a Chromium asks it, in a light and a dark
page, and writes ``docs/pictures/*.png``. The strip is what a visitor sees of one question in a narrow
window, the answer and the paragraph in the report, and beside it the table that answers a question to
many reports: those of the index that is named (``--many INDEX``), without which the strip stays as it is.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
from PIL import Image
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
QUESTION = "2024年地区生产总值增长目标是多少?"
TO_MANY = "各省2025年GDP增长目标是多少?"
_WIDTH, _HEIGHT = 1280, 800
_NARROW, _WIDE, _LOW = 460, 620, 640  # of the strip: a window of one column, one for a table
_N_COLOURS = 192  # a picture of text needs no more, and is a third as large
_GAP, _LINE = 6, "#8c8378"
_SCHEMES = ("light", "dark")
_SETTLED_MS = 600  # what glides into its place has come there
_PATIENCE_MS = 300_000  # the first start makes the model ready


@click.command()
@click.option("--many", type=click.Path(path_type=Path), help="An index of many reports.")
def main(many: Path | None) -> None:
    """Write the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("WENBAO_CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        with _app("--index", f"{folder}/index", "--corpus", str(ROOT / "corpus")) as address:
            parts = {scheme: _of_one(browser, address, scheme) for scheme in _SCHEMES}
        if many is not None:
            with _app("--index", str(many)) as address:
                for scheme, of_one in parts.items():
                    table = _table(browser, address, scheme)
                    _joined([*of_one, table], FOLDER / f"strip-{scheme}.png")
        browser.close()


def _of_one(browser: Browser, address: str, scheme: str) -> list[bytes]:
    """Write the pictures of one report, and give the parts of the strip."""
    with _visit(browser, address, scheme) as page:
        _saved(page.screenshot(), FOLDER / f"first-{scheme}.png")
        _ask(page, QUESTION)
        _saved(page.screenshot(), FOLDER / f"page-{scheme}.png")
    with _visit(browser, address, scheme, _NARROW, _LOW) as page:
        _ask(page, QUESTION)
        answer = page.screenshot()
        page.locator(".turn:not(.pending) cite a").first.click()
        expect(page.locator("#reader .target strong")).to_be_visible()
        page.wait_for_timeout(_SETTLED_MS)
        return [answer, page.screenshot()]


def _table(browser: Browser, address: str, scheme: str) -> bytes:
    """The answer to a question to many reports."""
    with _visit(browser, address, scheme, _WIDE, _LOW) as page:
        _ask(page, TO_MANY)
        page.locator(".turn:not(.pending) table").first.scroll_into_view_if_needed()
        page.wait_for_timeout(_SETTLED_MS)
        return page.screenshot()


@contextlib.contextmanager
def _app(*options: str) -> Iterator[str]:
    """The address of an app."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(ROOT / "app.py"), "--port", "0", "--no-watch", *options],
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
def _visit(
    browser: Browser, address: str, scheme: str, width: int = _WIDTH, height: int = _HEIGHT
) -> Iterator[Page]:
    context = browser.new_context(
        locale="zh-CN",
        viewport={"width": width, "height": height},
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


def _ask(page: Page, question: str) -> None:
    """Ask, and wait for all that is shown of the answer."""
    page.locator("#question-box").fill(question)
    page.locator("#question-box").press("Enter")
    turn = page.locator(".turn:not(.pending)")
    expect(turn.locator(".next")).to_have_attribute("data-looked", "yes", timeout=_PATIENCE_MS)
    page.mouse.move(0, 0)
    page.wait_for_timeout(_SETTLED_MS)


def _saved(data: bytes, file: Path) -> None:
    """Write a picture in as few colours as it needs."""
    _reduced(Image.open(io.BytesIO(data))).save(file, optimize=True)
    sys.stdout.write(f"{file.relative_to(ROOT)}: {file.stat().st_size >> 10} KiB\n")


def _reduced(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB").quantize(_N_COLOURS, dither=Image.Dither.NONE)


def _joined(parts: list[bytes], file: Path) -> None:
    """Pictures of one height beside each other, lines between them."""
    pictures = [Image.open(io.BytesIO(part)).convert("RGB") for part in parts]
    width = sum(each.width + _GAP for each in pictures) - _GAP
    whole = Image.new("RGB", (width, pictures[0].height), _LINE)
    left = 0
    for each in pictures:
        whole.paste(each, (left, 0))
        left += each.width + _GAP
    out = io.BytesIO()
    whole.save(out, "PNG")
    _saved(out.getvalue(), file)


if __name__ == "__main__":
    main()
