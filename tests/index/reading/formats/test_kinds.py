"""index.reading.formats.kinds: what a file is, by its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.formats.kinds import Kind, kind_of
from tests.support.files.hostile_files import excel, ole
from tests.support.files.word_files import docx, paragraph, zipped

WORD = docx(*[paragraph("全县种茶三千亩。")] * 50)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", Kind.EMPTY),
        (b" \r\n\t\xef\xbb\xbf"[:4], Kind.EMPTY),
        ("正文。".encode(), Kind.TEXT),
        ("正文。".encode("utf-16"), Kind.TEXT),
        ("# 标题\n<p>".encode(), Kind.TEXT),
        (b"3 < 5 <p>", Kind.TEXT),
        (b"<!DOCTYPE html><p>", Kind.HTML),
        (b"\xef\xbb\xbf\r\n<HTML lang=zh>", Kind.HTML),
        (b"<?xml version='1.0'?><html xmlns='x'>", Kind.HTML),
        (b"<!-- saved from url --><div >", Kind.HTML),
        (b"<note>no page</note>", Kind.TEXT),
        (b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"', Kind.MHTML),
        (b"From: me\r\nTo: you\r\n\r\ntext", Kind.TEXT),
        (b"%PDF-1.4", Kind.PDF),
        (b"\0" * 500 + b"%PDF-1.4", Kind.PDF),
        (WORD, Kind.DOCX),
        (WORD[: len(WORD) // 2], Kind.DOCX),
        (excel(["甲"]), Kind.XLSX),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), Kind.ODT),
        (zipped({"a.txt": "甲"}), Kind.ZIP),
        (ole("WordDocument"), Kind.DOC),
        (ole("Workbook"), Kind.XLS),
        (ole("Book"), Kind.XLS),
        (ole("EncryptionInfo", "EncryptedPackage"), Kind.ENCRYPTED),
        (ole("PowerPoint Document"), Kind.OLE),
        (rb"{\rtf1", Kind.RTF),
        (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
        (b"\xff\xd8\xff\xe0", Kind.IMAGE),
    ],
)  # fmt: skip
def test_bytes_tell_what_a_file_is(data: bytes, kind: Kind):
    assert kind_of(data) is kind


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"<html>", b"%PDF-", WORD[:60]])
)
def test_whatever_bytes_are_something(data: bytes, head: bytes):
    assert kind_of(head + data) in Kind
