"""scripts/export.js: the conversation as a file of Markdown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.scripts import Visit

pytestmark = pytest.mark.browser


def test_every_turn_is_in_it_below_a_heading(visit: Visit):
    box = visit.page.locator("#question-box")
    for question in ("甲?", "乙?"):
        box.fill(question)
        box.press("Enter")
    with visit.page.expect_download() as download:
        visit.page.locator("#export").click()
    assert re.fullmatch(r"问报问答-\d{4}-\d\d-\d\d\.md", download.value.suggested_filename)
    heading, *turns = Path(download.value.path()).read_text(encoding="utf-8").split("\n\n")
    assert re.fullmatch(r"# .+ · \d{4}-\d\d-\d\d", heading)
    assert turns == ["## 甲?", "## 乙?\n"]
