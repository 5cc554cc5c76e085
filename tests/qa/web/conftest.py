"""One app with the real model for all browser tests of a session, and the page's frame alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import browsing
from tests.support.scripts import Visit, visited
from tests.support.serving import ROOT, running
from tests.support.texts.neighbouring_reports import engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from qa import Engine

SESSION_S = 1800  # of all browser tests, on a busy machine


@pytest.fixture(scope="session")
def kept(index_dir: Path) -> Path:
    """Where the app keeps what visitors think: beside its index."""
    return index_dir.parent / "feedback"


@pytest.fixture(scope="session")
def app(index_dir: Path) -> Iterator[str]:
    """The address of ``app.py`` as a user starts it, over the seed report's index."""
    options = ("--host", "127.0.0.1", "--index", str(index_dir))
    with running(*options, program=ROOT / "app.py", limit_s=SESSION_S) as started:
        yield started.address


@pytest.fixture(scope="session")
def neighbours(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine on the reports of five counties, two of them in two years."""
    return engine_of(tmp_path_factory.mktemp("neighbours"))


@pytest.fixture
def page(chromium: Browser, app: str) -> Iterator[Page]:
    """A visit in Chinese to the app, in a window of 1440 × 900."""
    with browsing.visit(chromium, app) as opened:
        yield opened


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """A visit to the page's frame, whose server is made by hand."""
    with visited(chromium) as opened:
        yield opened
