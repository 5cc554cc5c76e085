"""qa.cli.build: builds with what is corrected, and suggestions of what to correct."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from index.model import encoder_choice
from index.platform.processes import cores
from index.storage.store import Store
from qa.cli.main import main
from qa.engine import Engine
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.samples import write_report

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

REPORT = "2023年云溪市政府工作报告\n各位代表：\n一、2023年工作\n全年修路三百里。\n二、2024年工作\n建桥两座。\n"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(encoder_choice, "load", lambda *_args, **_options: HashEncoder())
    write_report(tmp_path / "报告" / "甲.txt", REPORT)
    write_report(tmp_path / "报告" / "乙.txt", "东西不少。")
    return tmp_path / "报告"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def engine(index: Path) -> Engine:
    return Engine.open(index, load=lambda _model: HashEncoder())


def test_suggestions_are_written_and_nothing_is_built(corpus: Path, tmp_path: Path):
    result = run("build", corpus, "--suggest", "--index", tmp_path / "index")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        f"wrote 1 report to {corpus / 'reports.toml'}: write what is right, take the # off these "
        "lines, then run `wenbao build`\n"
    )
    assert not (tmp_path / "index").exists()
    text = (corpus / "reports.toml").read_text("utf-8")
    assert text.startswith("# 在此更正")
    assert "# level: 国家, 省, 市, 县区, 街道, 不明\n" in text
    assert '["乙.txt"]\n# nothing tells its place\n' in text
    again = run("build", corpus, "--suggest", "--index", tmp_path / "index")
    assert (again.exit_code, again.stderr) == (
        0,
        "no other head is doubtful: nothing was written\n",
    )
    assert (corpus / "reports.toml").read_text("utf-8") == text


def test_a_corrected_year_carries_into_the_index(corpus: Path, tmp_path: Path):
    index = tmp_path / "index"
    assert run("build", corpus, "--index", index).exit_code == 0
    (corpus / "reports.toml").write_text('["甲.txt"]\nyear = 2024\n', encoding="utf-8")
    result = run("build", "--index", index)
    assert result.exit_code == 0
    assert "甲.txt" not in result.stderr
    assert "doubtful heads: 1 (above); correct them in reports.toml" in result.stderr
    asked = engine(index)
    (report,) = [each for each in asked.documents if each.path == "甲.txt"]
    assert (report.year, report.review_year) == (2024, 2023)
    periods = {p.text: str(p.period) for p in asked.passages if p.document_id == report.id}
    assert periods["全年修路三百里。"] == "review"
    assert periods["建桥两座。"] == "plan"


def test_a_wrong_entry_is_told_and_the_rest_is_built(corpus: Path, tmp_path: Path):
    (corpus / "reports.toml").write_text(
        '["甲.txt"]\nyear = "二〇二"\nplace = "云溪县"\n["丙.txt"]\nyear = 2024\n', encoding="utf-8"
    )
    result = run("build", corpus, "--index", tmp_path / "index")
    assert result.exit_code == 1
    assert (
        "[\"甲.txt\"] year = '二〇二' is no year from 1900 to 2099: write it as 2024"
        in result.stderr
    )
    assert '["丙.txt"] there is no such file below it' in result.stderr
    assert result.stderr.endswith(
        "Error: 1 correction could not be read (above); the rest is indexed\n"
    )
    places = {each.path: each.place for each in engine(tmp_path / "index").documents}
    assert places == {"甲.txt": "云溪县", "乙.txt": ""}


def test_a_broken_file_stops_the_build_before_it_publishes(corpus: Path, tmp_path: Path):
    (corpus / "reports.toml").write_text('["甲.txt"]\nyear = 2024\n', encoding="utf-8")
    run("build", corpus, "--index", tmp_path / "index")
    (corpus / "reports.toml").write_text("[“甲.txt”]\nyear = 2024\n", encoding="utf-8")
    write_report(corpus / "丙.txt", "新的。")
    result = run("build", "--index", tmp_path / "index")
    assert result.exit_code == 1
    assert "reports.toml cannot be read (" in result.stderr
    assert "at line 1" in result.stderr
    years = {each.path: each.year for each in engine(tmp_path / "index").documents}
    assert years == {"甲.txt": 2024, "乙.txt": None}


def test_reading_a_file_tells_it_as_corrected(corpus: Path):
    (corpus / "reports.toml").write_text('["甲.txt"]\nyear = 2024\n', encoding="utf-8")
    result = run("read", corpus / "甲.txt", "--json")
    assert result.exit_code == 0
    assert '"year": 2024' in result.stdout
    (corpus / "reports.toml").write_text('["甲.txt"]\nyaer = 2024\n', encoding="utf-8")
    result = run("read", corpus / "甲.txt")
    assert result.exit_code == 1
    assert "did you mean year?" in result.stderr
    assert "2023" in result.stdout


def test_two_folders_and_one_of_them_away(corpus: Path, tmp_path: Path):
    write_report(tmp_path / "别处" / "甲.txt", REPORT.replace("云溪", "青岚"))
    index = tmp_path / "index"
    assert run("build", corpus, tmp_path / "别处", "--index", index).exit_code == 0
    paths = [each.path for each in engine(index).documents]
    assert sorted(paths) == ["乙.txt", "别处/甲.txt", "报告/甲.txt"]
    assert "[别处/甲.txt]" in run("info", "--index", index).stdout
    (tmp_path / "别处").rename(tmp_path / "away")
    for command in (("build",), ("build", corpus, tmp_path / "别处")):
        result = run(*command, "--index", index)
        assert result.exit_code == 1
        assert "别处" in result.stderr
        assert [each.path for each in engine(index).documents] == paths
    told = run("info", "--index", index).stdout
    assert f"away       {tmp_path / '别处'}: no change is followed until it can be reached" in told
    assert run("build", corpus, "--index", index).exit_code == 0
    assert len(engine(index).documents) == 2


def test_several_processes_build_the_same(corpus: Path, tmp_path: Path):
    assert run("build", corpus, "--index", tmp_path / "alone").exit_code == 0
    result = run("build", corpus, "--index", tmp_path / "shared", "--workers", "2")
    assert result.exit_code == 0
    alone, shared = (
        {each.name: each.sha256 for each in Store(tmp_path / name).current()[1].files}
        for name in ("alone", "shared")
    )
    assert shared == alone


@pytest.mark.parametrize(
    ("n", "line"),
    [
        ("0", "0 is not in the range 1<=x<=128."),
        ("-2", "-2 is not in the range 1<=x<=128."),
        ("129", "129 is not in the range 1<=x<=128."),
        ("two", "'two' is not a valid integer"),
    ],
)
def test_a_number_of_workers_that_is_none_is_refused(
    corpus: Path, tmp_path: Path, n: str, line: str
):
    result = run("build", corpus, "--index", tmp_path / "index", "--workers", n)
    assert result.exit_code == 2
    assert line in result.stderr
    assert not (tmp_path / "index").exists()


def test_more_workers_than_cores_are_told_of(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(cores, "n_cores", lambda: 1)
    result = run("build", corpus, "--index", tmp_path / "index", "--workers", "2")
    assert result.exit_code == 0
    assert "2 workers share 1 core: more than these bring nothing" in result.stderr
