"""qa.cli.table: ``wenbao table``."""

from __future__ import annotations

import codecs
import csv
import io
import json
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner

from index.reading.formats import docx
from qa.cli.main import main
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.neighbouring_reports import engine_of

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

ASKED = "各县2030年粮食产量是多少?"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The neighbours' reports, built by an encoder that is no model."""
    root = tmp_path_factory.mktemp("tables")
    engine_of(root)
    return root / "index"


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index carries no encoder: the same one is loaded in the model's place."""
    monkeypatch.setattr("qa.engine.load_encoder", lambda _model, **_options: HashEncoder())


def run(index: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["table", *arguments, "--index", str(index)])


def test_a_table_is_printed_with_how_complete_it_is(index: Path):
    done = run(index, ASKED)
    assert done.exit_code == 0, done.stderr
    assert "31万吨" in done.stdout
    assert "5 份报告，4 份写明，1 份未写明" in done.stdout


def test_what_is_read_off_comes_first(index: Path):
    done = run(index, "哪个县2030年粮食产量最高?")
    assert done.stdout.startswith("最高：白沙县（31万吨）")


def test_an_answer_of_many_is_printed_by_ask(index: Path):
    done = CliRunner().invoke(main, ["ask", "哪个县2030年粮食产量最高?", "--index", str(index)])
    assert done.stdout.startswith("最高：白沙县（31万吨）")
    assert "第 " in done.stdout


def test_json_has_an_object_for_each_cell(index: Path):
    lines = [json.loads(line) for line in run(index, ASKED, "--json").stdout.splitlines()]
    assert len(lines) == 5
    wanted = "document title place year level text value high unit measure period quote paragraph"
    assert {*wanted.split(), "page", "start", "end"} <= set(lines[0])
    by_place = {each["place"]: each for each in lines}
    assert by_place["石岭县"]["value"] == 280_000
    assert by_place["青田县"]["level"] == "not told"


def test_csv_opens_in_excel(index: Path, tmp_path: Path):
    out = tmp_path / "t.csv"
    assert run(index, ASKED, "--out", str(out)).exit_code == 0
    data = out.read_bytes()
    assert data.startswith(codecs.BOM_UTF8)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert {row["地区"]: row["数值"] for row in rows}["白沙县"] == "310000"


def test_xlsx_is_written_to_a_file_or_a_pipe(index: Path, tmp_path: Path):
    out = tmp_path / "t.xlsx"
    assert run(index, ASKED, "--out", str(out)).exit_code == 0
    assert openpyxl.load_workbook(out)["对照表"].max_row == 6
    assert run(index, ASKED, "--xlsx").stdout_bytes[:2] == b"PK"


def test_word_is_written_to_a_file_or_a_pipe(index: Path, tmp_path: Path):
    out = tmp_path / "t.docx"
    assert run(index, ASKED, "--out", str(out)).exit_code == 0
    assert out.read_bytes() == run(index, ASKED, "--docx").stdout_bytes
    assert "24万吨" in docx.read(out.read_bytes(), "t.docx").text


def test_markdown(index: Path):
    assert "[^1]:" in run(index, ASKED, "--markdown").stdout


def test_places_years_and_levels_choose_reports(index: Path):
    done = run(index, "粮食产量", "--place", "云溪", "--year", "2031", "--level", "县", "--json")
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["text"] == "24万吨"


@pytest.mark.parametrize(
    ("options", "within"),
    [
        (["--place", "云溪"], "云溪县"),
        (["--place", "云溪", "--place", "石岭县"], "云溪县、石岭县"),
        (["--year", "2031"], "2031年"),
        (["--level", "county"], "县区级"),
        (["--place", "云溪", "--year", "2031", "--level", "县"], "云溪县、2031年、县区级"),
    ],
)
def test_what_was_chosen_is_told_in_every_form(
    index: Path, tmp_path: Path, options: list[str], within: str
):
    told = f"范围：{within}"
    assert told in run(index, "粮食产量", *options).stdout
    assert told in run(index, "粮食产量", *options, "--markdown").stdout
    for form in ("csv", "docx", "xlsx"):
        assert run(index, "粮食产量", *options, "--out", str(tmp_path / f"t.{form}")).exit_code == 0
    with (tmp_path / "t.csv").open(encoding="utf-8-sig") as rows:
        assert {row["范围"] for row in csv.DictReader(rows)} == {within}
    assert told in docx.read((tmp_path / "t.docx").read_bytes(), "t.docx").text
    about = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[-1]
    assert told in [row[1].value for row in about.iter_rows()]
    lines = run(index, "粮食产量", *options, "--json").stdout.splitlines()
    assert {json.loads(line)["within"] for line in lines} == {within}


def test_of_all_reports_nothing_is_told_of_a_choice(index: Path):
    assert "范围" not in run(index, "粮食产量").stdout
    assert "范围" not in run(index, "粮食产量", "--csv").stdout
    assert "within" not in run(index, "粮食产量", "--json").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["粮食产量", "--place", "东山"], "no report is of '东山'"),
        (["粮食产量", "--year", "1999"], "no report is of 1999: there are those of 2030, 2031"),
        (["粮食产量", "--level", "星系"], "is no level of places"),
        (["粮食产量", "--level", "省"], "no report is of that place, year and level"),
        ([""], "the question is empty"),
        (["粮食产量", "--out", "t.doc"], "names no form"),
    ],
)
def test_wrong_usage_is_told_in_a_line(index: Path, arguments: list[str], message: str):
    done = run(index, *arguments)
    assert done.exit_code == 2
    assert message in done.stderr
