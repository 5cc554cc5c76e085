"""qa.corpus.suggestions: what is written of doubtful heads, and that it corrects nothing by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.reading import corrections
from index.reading.corrections import Correction
from qa.corpus.suggestions import suggest
from tests.support.texts.samples import write_report

if TYPE_CHECKING:
    from pathlib import Path

DOUBTFUL = "2023年云溪市政府工作报告\n（2024年1月16日）\n各位代表：\n全年修路三百里，建桥两座。\n"
SURE = "2024年云溪市政府工作报告\n各位代表：\n全年修路四百里，建桥三座。\n"


def test_an_entry_tells_why_and_what_for(tmp_path: Path):
    write_report(tmp_path / "子" / "甲.txt", DOUBTFUL)
    write_report(tmp_path / "乙.txt", SURE)
    found = suggest([tmp_path], beginning="# begins\n")
    file = tmp_path / "reports.toml"
    assert (found.files, found.failures) == (((file, 1),), ())
    assert file.read_text("utf-8") == (
        '# begins\n\n["子/甲.txt"]\n'
        "# it is taken for one of 2023, but was given on 2024-01-16\n"
        '#title = "2023年云溪市政府工作报告"\n#kind = "政府工作报告"\n#place = "云溪市"\n'
        '#level = "县区"\n#year = 2023\n#covers = ""\n#delivered = 2024-01-16\n'
        '#speaker = ""\n#office = ""\n'
    )


def test_it_corrects_nothing_until_a_line_is_taken(tmp_path: Path):
    write_report(tmp_path / "甲.txt", DOUBTFUL)
    suggest([tmp_path])
    assert corrections.read(tmp_path) == {"甲.txt": Correction()}
    file = tmp_path / "reports.toml"
    file.write_text(file.read_text("utf-8").replace("#year = 2023", "year = 2024"), "utf-8")
    assert corrections.read(tmp_path) == {"甲.txt": Correction(year=2024)}


def test_every_line_can_be_taken_as_it_is(tmp_path: Path):
    write_report(tmp_path / "甲.txt", DOUBTFUL)
    write_report(tmp_path / '乙 "丙" 公报.txt', "东西不少。")
    suggest([tmp_path])
    file = tmp_path / "reports.toml"
    lines = file.read_text("utf-8").splitlines()
    taken = [line.removeprefix("#") if line[:2] != "# " else line for line in lines]
    file.write_text("\n".join(taken), "utf-8")
    entries = corrections.load(tmp_path)
    assert entries.problems == ()
    assert entries.corrections["甲.txt"].year == 2023
    assert entries.corrections['乙 "丙" 公报.txt'].lacks == {"year", "covers", "delivered"}


def test_entries_and_comments_that_are_there_stay_and_nothing_is_written_twice(tmp_path: Path):
    write_report(tmp_path / "甲.txt", DOUBTFUL)
    write_report(tmp_path / "乙.txt", DOUBTFUL.replace("三百", "五百"))
    file = tmp_path / "reports.toml"
    file.write_text('# mine\n["甲.txt"]\n# not yet\n', "utf-8")
    assert suggest([tmp_path], beginning="# begins\n").files == ((file, 1),)
    text = file.read_text("utf-8")
    assert text.startswith('# mine\n["甲.txt"]\n# not yet\n["乙.txt"]\n')
    assert suggest([tmp_path]).files == ()
    assert file.read_text("utf-8") == text


def test_each_folder_gets_its_own(tmp_path: Path):
    for name in ("市", "县"):
        write_report(tmp_path / name / "甲.txt", DOUBTFUL.replace("三百", name))
    found = suggest([tmp_path / "市", tmp_path / "县"])
    assert sorted(file.parent.name for file, _ in found.files) == ["县", "市"]
    assert corrections.read(tmp_path / "市") == {"甲.txt": Correction()}


def test_one_of_copies_is_enough(tmp_path: Path):
    write_report(tmp_path / "甲.txt", DOUBTFUL)
    write_report(tmp_path / "乙.txt", DOUBTFUL)
    assert suggest([tmp_path]).files[0][1] == 1
    assert suggest([tmp_path]).files == ()


def test_what_cannot_be_read_is_told_and_the_rest_is_written(tmp_path: Path):
    write_report(tmp_path / "甲.txt", DOUBTFUL)
    write_report(tmp_path / "乙.txt", "")
    found = suggest([tmp_path])
    assert found.files[0][1] == 1
    assert [line.split()[0] for line in found.failures] == ["乙.txt"]


def test_what_a_report_or_its_name_holds_is_text(tmp_path: Path):
    name = '甲"]\u202e\nyear = 1999\n[x.txt'
    write_report(tmp_path / name, "a\u202e年政府工作报告\n正文。")
    suggest([tmp_path])
    text = (tmp_path / "reports.toml").read_text("utf-8")
    assert all(line.isprintable() for line in text.splitlines())
    assert text.count("\n[") == 0
    assert corrections.load(tmp_path).problems == ()
    assert corrections.read(tmp_path) == {name: Correction()}
