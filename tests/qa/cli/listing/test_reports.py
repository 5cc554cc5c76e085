"""``wenbao reports``: what is there, and what lacks."""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from qa.cli.main import main
from qa.listing.catalogue import REPORT_FIELDS, SERIES_FIELDS
from tests.support.texts.mentions import index_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return index_of(tmp_path_factory.mktemp("reports"))


def run(index: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["reports", *arguments, "--index", str(index)])


def told(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_terminal_lists_the_newest_first_and_what_lacks(index: Path):
    lines = run(index).stdout.splitlines()
    assert lines[0] == "3 份报告"
    assert "2022年云溪市政府工作报告" in lines[3]
    assert lines[4] == "缺: 云溪市 政府工作报告 2022–2024年 2 份, 缺 2023"


def test_json_is_a_report_a_line(index: Path):
    rows = told(run(index, "--json"))
    assert all(tuple(row) == REPORT_FIELDS for row in rows)
    assert [row["year"] for row in rows] == [2024, 2024, 2022]


def test_missing_is_a_place_and_kind_a_line(index: Path):
    rows = told(run(index, "--missing", "--json"))
    assert all(tuple(row) == SERIES_FIELDS for row in rows)
    assert {row["place"]: row["missing"] for row in rows} == {"云溪市": [2023], "北岭县": []}
    assert (
        "云溪市,county,government work,2022,2024,2,2023" in run(index, "--missing", "--csv").stdout
    )


def test_a_spreadsheet_gets_its_mark(index: Path):
    assert run(index, "--csv").stdout_bytes.startswith(codecs.BOM_UTF8)


def test_reports_are_chosen(index: Path):
    assert len(told(run(index, "--place", "云溪", "--json"))) == 2
    assert len(told(run(index, "--year", "2024", "--kind", "政府工作报告", "--json"))) == 2
    assert told(run(index, "--kind", "statistics", "--json")) == []


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--kind", "诗歌"], "there is no kind '诗歌' of reports: there are 政府工作报告, "),
        (["--kind", ""], "there is no kind '' of reports"),
        (["--place", "火星"], "no report is of '火星': there are 云溪市, 北岭县"),
        (["--csv", "--json"], "--csv and --json are two forms"),
    ],
)
def test_wrong_usage_is_one_line(index: Path, arguments: list[str], line: str):
    done = run(index, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    (error,) = [each for each in done.stderr.splitlines() if each.startswith("Error: ")]
    assert line in error


def test_a_report_whose_file_is_gone_is_not_listed(tmp_path: Path):
    folder = index_of(tmp_path)
    (tmp_path / "corpus" / "云溪2022.txt").unlink()
    assert len(told(run(folder, "--json"))) == 2
