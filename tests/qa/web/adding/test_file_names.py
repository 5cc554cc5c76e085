"""Names that browsers tell for files, most of them as an attacker would write them."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading import corpus_files
from qa.web.adding import file_names
from qa.web.adding.file_names import MAX_BYTES, numbered, safe

NAMES = {
    "2024年政府工作报告.docx": "2024年政府工作报告.docx",
    "报告 (最终).PDF": "报告 (最终).PDF",
    "云溪市《政府工作报告》——2024.txt": "云溪市《政府工作报告》——2024.txt",
    # Other folders.
    "../../etc/passwd.txt": "passwd.txt",
    "..\\..\\windows\\a.txt": "a.txt",
    "/etc/cron.d/a.txt": "a.txt",
    "C:\\fakepath\\报告.docx": "报告.docx",
    "C:报告.docx": "C_报告.docx",
    "报告.txt:hidden.txt": "报告.txt_hidden.txt",
    "报告.txt::$DATA": "报告.txt__$DATA",
    "file:///etc/a.txt": "a.txt",
    "a/../b.txt": "b.txt",
    "%2e%2e%2fa.txt": "_2e_2e_2fa.txt",
    "../": "report",
    "..": "report",
    ".": "report",
    "": "report",
    "/": "report",
    "\\": "report",
    # Hidden files, and edges that a system drops or takes for an option.
    ".报告.docx": "报告.docx",
    ".htaccess": "htaccess",
    "...docx": "docx",
    ".docx": "docx",
    "~$报告.docx": "$报告.docx",
    "-rf.txt": "rf.txt",
    "--help.txt": "help.txt",
    "报告.docx.": "报告.docx",
    "报告.docx ": "报告.docx",
    " 报告 .docx": "报告.docx",
    "报告. . .docx": "报告.docx",
    # Devices of Windows.
    "CON.docx": "_CON.docx",
    "con": "_con",
    "nul.tar.docx": "_nul.tar.docx",
    "COM1.txt": "_COM1.txt",
    "LPT³.txt": "_LPT³.txt",
    "aux .txt": "_aux.txt",
    "CONIN$.txt": "_CONIN$.txt",
    "console.txt": "console.txt",
    # Characters that are not seen, reorder others, or end a text.
    "报告\u202excod.exe": "报告xcod.exe",
    "报告\u200b\u2060\ufeff.docx": "报告.docx",
    "报告\0.docx": "报告.docx",
    "报告.docx\0.exe": "报告.docx.exe",
    "报\n告\r\n.docx": "报 告.docx",
    "报\t告.docx": "报 告.docx",
    "报\x1b[31m告.docx": "报[31m告.docx",
    "报\u2028告.docx": "报 告.docx",
    "报\u3000告.docx": "报 告.docx",
    "报\ue000告\U000e0041.docx": "报告.docx",
    "报\ud800告.docx": "报_告.docx",
    "报\u3164告.docx": "报告.docx",
    # Markup, code and patterns are text, without what Windows does not take.
    "<img src=x onerror=alert(1)>.docx": "_img src=x onerror=alert(1)_.docx",
    "$(touch x).txt": "$(touch x).txt",
    "`id`;&&.txt": "`id`;&&.txt",
    '"a" | b?*.txt': "_a_ _ b__.txt",
    "{{7*7}}${7}.txt": "{{7_7}}${7}.txt",
    "reports.toml": "reports.toml",
    # One name written in two ways.
    unicodedata.normalize("NFD", "café.txt"): "café.txt",
    "报告．docx": "报告．docx",
}


@pytest.mark.parametrize(("told", "kept"), NAMES.items())
def test_what_is_left_of_a_name(told: str, kept: str):
    assert safe(told) == kept


def test_a_long_name_loses_its_end_and_keeps_its_suffix():
    name = safe("政" * 400 + ".docx")
    assert name == "政" * ((MAX_BYTES - len(".docx")) // 3) + ".docx"


def test_a_long_suffix_is_none():
    assert len(safe("a." + "x" * 5000).encode()) == MAX_BYTES


def test_no_letter_is_kept_without_its_mark():
    n_letters = MAX_BYTES - len(".txt") - 1  # the mark, of two bytes, does not fit
    assert safe("a" * n_letters + "\u0353.txt") == "a" * (n_letters - 1) + ".txt"


def test_others_of_a_name_are_numbered():
    assert numbered("报告.docx", 2) == "报告 (2).docx"
    assert numbered("报告", 3) == "报告 (3)"


@given(st.text(max_size=300), st.sampled_from(["", ".docx", ".txt", "/", ".", " "]))
def test_whatever_is_told_the_name_is_safe(told: str, end: str):
    name = safe(told + end)
    assert safe(name) == name
    assert Path(name).name == name
    assert PureWindowsPath(name).name == name
    assert not PureWindowsPath(name).drive
    assert not name.startswith((".", " ", "-", "~"))
    assert not name.endswith((".", " "))
    assert 1 <= len(name.encode()) <= MAX_BYTES + 1
    assert corpus_files.shown(Path(name)) == name
    assert not file_names._DEVICES.match(name)  # noqa: SLF001 -- the list itself
