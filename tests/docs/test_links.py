"""What the documentation links to is there, headings included."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.folders import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted(
    page for folder in (ROOT, ROOT / "docs", ROOT / "benchmarks") for page in folder.glob("*.md")
)
LINK = re.compile(r"\]\((?!https?://)([^)\s]+)\)")


def anchors(page: Path) -> set[str]:
    """What GitHub calls the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


def names(pages: list[Path]) -> list[str]:
    return [page.relative_to(ROOT).as_posix() for page in pages]


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_every_link_leads_somewhere(page: Path):
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_no_page_names_a_place_of_one_machine(page: Path):
    assert not re.search(
        r"(?<![\w.])/(?:home|work|opt|root|Users)/", page.read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_every_module_that_a_page_names_is_there(page: Path):
    if page.name == "CHANGELOG.md":
        return  # which tells of what once was
    named = re.findall(r"`((?:\w+/)+\w+\.(?:py|js))`", page.read_text(encoding="utf-8"))
    assert [
        name for name in named if not any((at / name).exists() for at in (ROOT, page.parent))
    ] == []


def test_every_page_is_led_to():
    """From the README, or from a page that it leads to."""
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for link in LINK.findall(page.read_text(encoding="utf-8")):
            target = (page.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".md" and target.is_file():
                waiting.append(target)
    alone = {ROOT / "AGENTS.md"}  # read by programs, which look for that name
    assert set(PAGES) - reached == alone
