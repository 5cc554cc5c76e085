"""A visit to the page's frame, whose server is made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.scripts import Visit, visited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    with visited(chromium) as opened:
        yield opened
