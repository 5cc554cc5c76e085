"""qa.web.originals.file_names: a name that a browser saves a file by, whatever the file is called."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.web.originals.file_names import disposition, safe


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("报告.pdf", "报告.pdf"),
        ("2024/河北区/报告.docx", "报告.docx"),
        ('a"b;c.pdf', "a_b;c.pdf"),
        ("换行<U+000A>Set-Cookie: x.txt", "换行_U+000A_Set-Cookie_ x.txt"),
        ("\u202efdp.exe.txt", "_fdp.exe.txt"),
        ("零\u200b宽.md", "零_宽.md"),
        ("..\\..\\外.txt", "_.._外.txt"),
        ("CON?.txt", "CON_.txt"),
        (" 空 . ", "空"),
        ("无后缀", "无后缀"),
        ("a.b.c.txt", "a.b.c.txt"),
        ("...", "report"),
        ("", "report"),
    ],
)
def test_a_name_keeps_what_can_be_seen(path: str, name: str):
    assert safe(path) == name


def test_a_long_name_keeps_its_suffix():
    name = safe("长" * 500 + ".docx")
    assert name == "长" * 115 + ".docx"


def test_old_programs_get_ascii_and_others_the_name():
    assert disposition("县/报 告%.pdf", is_shown=True) == (
        "inline; filename=\"_ __.pdf\"; filename*=UTF-8''%E6%8A%A5%20%E5%91%8A%25.pdf"
    )
    assert disposition("a.html", is_shown=False).startswith('attachment; filename="a.html"')


@given(st.text())
def test_a_header_is_one_line_of_ascii_with_one_name(path: str):
    value = disposition(path.replace("\ud800", ""), is_shown=False)
    assert value.isascii()
    assert value.isprintable()
    assert value.count('"') == 2
    encoded = value.rpartition("UTF-8''")[2]
    assert not set(encoded) & set(" \";,'/\\")
    assert unquote(encoded) == safe(path)
