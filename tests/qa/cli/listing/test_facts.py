"""``wenbao facts``: the facts of a report for eyes, for programs, and for a spreadsheet."""

from __future__ import annotations

import codecs
import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from index.build import build
from qa import Engine
from qa.cli.main import main
from qa.listing import fact_table
from qa.listing.listed_facts import FACT_FIELDS
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {
    "云溪.txt": "2024年云溪市政府工作报告\n\n一、2023年工作回顾\n\n茶叶产量3.2万吨，增长4.5%。\n",
    "北岭.txt": "2024年北岭县政府工作报告\n\n一、2023年工作回顾\n\n新增企业12家，利润增长-3.2%。\n",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two reports."""
    corpus = tmp_path_factory.mktemp("corpus")
    for name, text in TEXTS.items():
        (corpus / name).write_text(text, encoding="utf-8")
    folder = tmp_path_factory.mktemp("index")
    build([corpus], folder, HashEncoder)
    return folder


def run(index: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["facts", *arguments, "--index", str(index)])


def told(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_tells_a_fact_a_line(index: Path):
    level, change = told(run(index, "云溪", "--json"))
    assert tuple(level) == FACT_FIELDS
    assert (level["measure"], level["value"], level["unit"]) == ("茶叶产量", 32000, "吨")
    assert (change["aspect"], change["measure_from"]) == ("change", "sentence")
    assert (change["year_from"], change["year_to"], change["status"]) == (2023, 2023, "done")


def test_without_a_report_all_are_told(index: Path):
    assert {fact["place"] for fact in told(run(index, "--json"))} == {"云溪市", "北岭县"}


def test_a_part_of_a_measure_chooses(index: Path):
    assert [fact["text"] for fact in told(run(index, "--measure", "企业", "--json"))] == ["12家"]
    assert told(run(index, "--measure", "森林", "--json")) == []


def test_csv_is_what_a_spreadsheet_takes_for_utf8(index: Path):
    result = run(index, "北岭", "--csv")
    assert result.stdout_bytes.startswith(codecs.BOM_UTF8)
    head, *rows = csv.reader(result.stdout_bytes.decode("utf-8-sig").splitlines())
    assert tuple(head) == FACT_FIELDS
    assert [row[head.index("value")] for row in rows] == ["12", "-3.2"]


def test_a_table_is_as_wide_as_what_it_holds(index: Path):
    lines = run(index, "云溪").stdout.splitlines()
    assert len(lines) == 1 + 2
    assert lines[1].startswith("3.2万吨")
    assert "茶叶产量" in lines[2]


def test_a_report_that_is_not_there_is_told(index: Path):
    result = run(index, "上海")
    assert result.exit_code == 2
    assert "Error: no report is called '上海': there are 2" in result.stderr


def test_two_forms_at_once_are_refused(index: Path):
    result = run(index, "--csv", "--json")
    assert result.exit_code == 2
    assert "--csv and --json are two forms: choose one" in result.stderr


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", " =1+1"])
def test_no_cell_is_a_formula(text: str):
    row = dict.fromkeys(FACT_FIELDS, "") | {"measure": text}
    data = b"".join(fact_table.csv_lines([row], FACT_FIELDS)).decode("utf-8-sig")
    _, cells = csv.reader(data.splitlines())
    assert cells[FACT_FIELDS.index("measure")] == f"'{text}"


@pytest.mark.parametrize("text", ["-3.2%", "+5", "茶叶=好茶"])
def test_numbers_and_words_stay(text: str):
    row = dict.fromkeys(FACT_FIELDS, "") | {"text": text}
    data = b"".join(fact_table.csv_lines([row], FACT_FIELDS)).decode("utf-8-sig")
    _, cells = csv.reader(data.splitlines())
    assert cells[FACT_FIELDS.index("text")] == text


def test_a_program_iterates_over_them(index: Path):
    engine = Engine.open(index, load=lambda _: HashEncoder())
    assert [fact.text for fact in engine.facts("云溪")] == ["3.2万吨", "4.5%"]
    assert [fact.text for fact in engine.facts(measure="企业")] == ["12家"]
    assert len(list(engine.facts())) == 4
    with pytest.raises(ValueError, match="no report is called"):
        next(engine.facts("上海"))


def test_those_of_a_deleted_report_are_told_no_more(tmp_path: Path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in TEXTS.items():
        (corpus / name).write_text(text, encoding="utf-8")
    build([corpus], tmp_path / "index", HashEncoder)
    engine = Engine.open(tmp_path / "index", load=lambda _: HashEncoder())
    (corpus / "北岭.txt").unlink()
    assert [fact.text for fact in engine.facts()] == ["3.2万吨", "4.5%"]
