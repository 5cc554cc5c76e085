"""The site of the documentation holds every page; what is beside the pages can be read."""

from __future__ import annotations

import re

import yaml

from tests.support.folders import ROOT

DOCS = ROOT / "docs"
NOT_SHOWN = {ROOT / "AGENTS.md"}  # for programs
TEMPLATES = ROOT / ".github" / "ISSUE_TEMPLATE"


def led_to() -> list[str]:
    text = (DOCS / "site.rst").read_text(encoding="utf-8")
    return re.findall(r"^   (?!:)(\S+)$", text, re.MULTILINE)


def test_every_page_has_its_place_in_the_site_once():
    pages = {*ROOT.glob("*.md"), *DOCS.glob("*.md"), ROOT / "benchmarks" / "README.md"} - NOT_SHOWN
    shown = [(DOCS / f"{name}.md").resolve() for name in led_to()]
    assert len(shown) == len(set(shown))
    assert pages <= set(shown)
    assert all(page.is_file() for page in shown)


def test_the_index_leads_to_all_that_the_site_holds():
    text = (DOCS / "index.md").read_text(encoding="utf-8")
    linked = {(DOCS / link).resolve() for link in re.findall(r"\]\(([^)#]+\.md)\)", text)}
    shown = {(DOCS / f"{name}.md").resolve() for name in led_to()} - {DOCS / "index.md"}
    assert shown - linked == {ROOT / "training" / "questions" / "README.md"}  # of benchmarks


def test_the_readme_fits_on_a_few_screens():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_the_forms_of_issues_ask_something():
    for file in sorted(TEMPLATES.glob("*.yml")):
        form = yaml.safe_load(file.read_text(encoding="utf-8"))
        if file.name == "config.yml":
            continue
        assert {"name", "description", "body"} <= set(form)
        assert any(each.get("validations", {}).get("required") for each in form["body"])
        assert all(each["attributes"]["label"] for each in form["body"])


def test_the_citation_can_be_read():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(cited)
