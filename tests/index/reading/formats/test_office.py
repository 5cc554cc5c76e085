"""index.reading.formats.office: old formats by the programs that know them, held to a time.

What LibreOffice itself makes of a file is tested where it is installed; a small program stands for it
everywhere, and shows how it is called.
"""

from __future__ import annotations

import shutil
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from index.errors import CorpusError
from index.reading.formats import office, xls
from tests.support.files.hostile_files import excel, ole
from tests.support.files.word_files import docx, paragraph

if TYPE_CHECKING:
    from pathlib import Path

    from index.reading.formats.extract import Reader

DOC = ole("WordDocument")
RTF = rb"{\rtf1\ansi\uc1\u20840?\u21439?31.\par}"  # 全县31.
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed (soffice)"
)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the PATH."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(programs: Path, name: str, code: str) -> None:
    """Put a program into a folder that stands for another."""
    file = programs / name
    file.write_text(f"#!{sys.executable}\nimport os, pathlib, sys, time\n{code}", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def converter(made: Path) -> str:
    """What a program does that saves a prepared file as what it is asked for."""
    return (
        "told = sys.argv[1:]\n"
        "suffix, folder = (told[told.index(o) + 1] for o in ('--convert-to', '--outdir'))\n"
        "assert '--headless' in told and told[0].startswith('-env:UserInstallation=file://')\n"
        "assert os.environ['https_proxy'] == 'http://127.0.0.1:9'\n"
        "source = pathlib.Path(told[-1])\n"
        "assert source.is_file() and not sys.stdin.read()\n"
        "os.makedirs(folder)\n"
        f"data = pathlib.Path({str(made)!r}).read_bytes()\n"
        "pathlib.Path(folder, f'{source.stem}.{suffix}').write_bytes(data)\n"
    )


@pytest.mark.parametrize(("read", "wanted"), [(office.read, "docx"), (xls.read, "xlsx")])
def test_without_a_program_the_remedy_is_told(programs: Path, read: Reader, wanted: str):
    assert programs.is_dir()
    with pytest.raises(
        CorpusError,
        match=rf"^甲\.doc is of an old format that needs LibreOffice: install it \(soffice must be "
        rf"on the PATH\), or save the file as \.{wanted}$",
    ):
        read(DOC, "甲.doc")


@pytest.mark.parametrize("program", ["soffice", "libreoffice"])
def test_libreoffice_saves_it_as_a_word_file(programs: Path, tmp_path: Path, program: str):
    (tmp_path / "made").write_bytes(docx(paragraph("全县种茶三千亩。")))
    install(programs, program, converter(tmp_path / "made"))
    assert office.read(DOC, "报告.wps").text == "全县种茶三千亩。"


def test_libreoffice_saves_an_old_sheet_as_a_new_one(programs: Path, tmp_path: Path):
    (tmp_path / "made").write_bytes(excel(["指标", "总量"], ["工业", 80]))
    install(programs, "soffice", converter(tmp_path / "made"))
    assert xls.read(ole("Workbook"), "报告.et").text == "指标\t总量\n工业\t80"


def test_a_program_that_makes_nothing_is_told(programs: Path):
    install(programs, "soffice", "sys.exit(1)")
    with pytest.raises(CorpusError, match=r"^a\.doc cannot be read by LibreOffice: open it there"):
        office.read(DOC, "a.doc")


def test_a_program_that_does_not_end_is_ended(programs: Path, monkeypatch: pytest.MonkeyPatch):
    install(programs, "soffice", "time.sleep(60)")
    monkeypatch.setattr(office, "LIMIT_S", 0.2)
    with pytest.raises(
        CorpusError, match=r"^a\.doc took soffice more than 0\.2 s: save it as \.do"
    ):
        office.read(DOC, "a.doc")


def test_antiword_reads_old_word_files_where_libreoffice_is_not_there(programs: Path):
    install(
        programs,
        "antiword",
        "assert sys.argv[1:-1] == ['-m', 'UTF-8.txt', '-w', '0']\n"
        "sys.stdout.buffer.write('全县种茶三千亩。\\n'.encode())",
    )
    extract = office.read(DOC, "a.doc")
    assert extract.text == "全县种茶三千亩。\n"
    assert extract.warnings == ("read by antiword: deleted text of tracked changes may be in it",)
    with pytest.raises(CorpusError, match="needs LibreOffice"):
        office.read(RTF, "a.rtf")


def test_an_antiword_that_says_nothing_is_told(programs: Path):
    install(programs, "antiword", "")
    with pytest.raises(CorpusError, match=r"^a\.doc cannot be read by antiword: save it as \.docx"):
        office.read(DOC, "a.doc")


@needs_office
def test_libreoffice_itself_reads_rich_text():
    assert office.read(RTF, "a.rtf").text == "全县31."
