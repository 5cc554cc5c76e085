"""One Chromium and one app with the real model for all browser tests of a session."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from browsing import visit
from playwright.sync_api import expect, sync_playwright
from serving import ROOT, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SESSION_S = 1800  # of all browser tests, on a busy machine
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


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the app, in which feedback is kept."""
    return tmp_path_factory.mktemp("app") / "data"


@pytest.fixture(scope="session")
def app(index_dir: Path, kept: Path) -> Iterator[str]:
    """The address of ``app.py`` as a user starts it, over the seed report's index."""
    options = ("--host", "127.0.0.1", "--index", str(index_dir))
    data = {"XDG_DATA_HOME": str(kept)}
    with running(*options, program=ROOT / "app.py", limit_s=SESSION_S, **data) as started:
        yield started.address


@pytest.fixture
def page(chromium: Browser, app: str) -> Iterator[Page]:
    """A visit in Chinese to the app, in a window of 1440 × 900."""
    with visit(chromium, app) as visited:
        yield visited
