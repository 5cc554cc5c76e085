"""``wenbao mentions``: for eyes, for programs, for a spreadsheet; and as ``wenbao ask`` counts."""

from __future__ import annotations

import codecs
import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

import qa.engine
from qa.cli.main import main
from qa.mentions.fields import COUNT_FIELDS, MENTION_FIELDS
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.mentions import index_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return index_of(tmp_path_factory.mktemp("mentions"))


def run(index: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--index", str(index)])


def told(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_terminal_is_told_how_often_where_and_where_not(index: Path):
    shown = run(index, "mentions", "低空经济").stdout
    assert "低空经济: 3 份报告中 2 份提到, 共 5 处 (其中标题 1 处)" in shown
    assert "2024年: 2 份中 2 份, 5 处" in shown
    assert "前的标题" in shown
    assert "另有 1 处 (--all)" in shown
    assert "没有提到的 1 份: 2022年云溪市政府工作报告" in shown
    assert "页眉页脚" in shown
    assert "另有" not in run(index, "mentions", "低空经济", "--all").stdout


def test_json_is_a_place_a_line(index: Path):
    rows = told(run(index, "mentions", "低空经济", "--json"))
    assert len(rows) == 5
    assert all(tuple(row) == MENTION_FIELDS for row in rows)
    assert {row["place"] for row in rows} == {"云溪市", "北岭县"}
    assert all(row["text"] in row["quote"] for row in rows)


def test_counts_are_a_report_a_line_also_of_those_without(index: Path):
    rows = told(run(index, "mentions", "低空经济", "--counts", "--json"))
    assert all(tuple(row) == COUNT_FIELDS for row in rows)
    assert [row["n_mentions"] for row in rows] == [4, 1, 0]


def test_places_and_years_narrow(index: Path):
    (row,) = told(run(index, "mentions", "低空经济", "--place", "北岭", "--json"))
    assert row["place"] == "北岭县"
    assert told(run(index, "mentions", "低空经济", "--year", "2022", "--json")) == []


def test_synonyms_are_offered_and_counted(index: Path):
    assert "未计同义词: 地区生产总值" in run(index, "mentions", "GDP").stdout
    assert len(told(run(index, "mentions", "GDP", "--synonyms", "--json"))) == 2


def test_a_spreadsheet_gets_text_and_no_formula(index: Path):
    done = run(index, "mentions", "=cmd", "--csv")
    assert done.stdout_bytes.startswith(codecs.BOM_UTF8)
    head, row = csv.reader(done.stdout_bytes.decode("utf-8-sig").splitlines())
    cells = dict(zip(head, row, strict=True))
    assert (cells["text"], cells["form"]) == ("'=cmd", "'=cmd")
    assert cells["quote"].startswith("'=cmd|'") or "=cmd" in cells["quote"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["mentions", " "], "the phrase is empty"),
        (["mentions", "低" * 201], "the phrase has 201 characters"),
        (["mentions", "低", "--place", "火星"], "no report is of '火星': there are "),
        (
            ["mentions", "低", "--year", "1999"],
            "no report is of the year 1999: there are 2024, 2022",
        ),
        (["mentions", "低", "--csv", "--json"], "--csv and --json are two forms"),
    ],
)
def test_wrong_usage_is_one_line(index: Path, arguments: list[str], line: str):
    done = run(index, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    (error,) = [each for each in done.stderr.splitlines() if each.startswith("Error: ")]
    assert line in error


def test_no_index_is_one_line(tmp_path: Path):
    done = run(tmp_path / "absent", "mentions", "低空经济")
    assert done.exit_code == 1
    assert "there is no index in " in done.stderr


class TestAsked:
    """Through ``wenbao ask``."""

    @pytest.fixture(autouse=True)
    def _small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(qa.engine, "load_encoder", lambda *_args, **_options: HashEncoder())

    def test_a_question_for_mentions_is_counted(self, index: Path):
        shown = run(index, "ask", "哪些报告没有提到低空经济？").stdout
        assert "3 份报告中 2 份提到" in shown
        assert shown.startswith("没有提到的 1 份: 2022年云溪市政府工作报告")

    def test_json_has_the_count_beside_the_answer(self, index: Path):
        (fields,) = told(run(index, "ask", "低空经济在报告中出现了几次?", "--json"))
        assert fields["mentions"]["n_mentions"] == 5
        assert {"found", "text", "citations"} <= fields.keys()
        (other,) = told(run(index, "ask", "茶叶产量是多少?", "--json"))
        assert "mentions" not in other
