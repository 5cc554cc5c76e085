"""index.reading.formats.kinds: what a file is, by its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.formats.kinds import FileKind, kind_of
from tests.support.files import scanned_pages
from tests.support.files.hostile_files import excel, ole
from tests.support.files.word_files import docx, paragraph, zipped

WORD = docx(*[paragraph("全县种茶三千亩。")] * 50)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", FileKind.EMPTY),
        (b" \r\n\t\xef\xbb\xbf"[:4], FileKind.EMPTY),
        ("正文。".encode(), FileKind.TEXT),
        ("正文。".encode("utf-16"), FileKind.TEXT),
        ("# 标题\n<p>".encode(), FileKind.TEXT),
        (b"3 < 5 <p>", FileKind.TEXT),
        (b"<!DOCTYPE html><p>", FileKind.HTML),
        (b"\xef\xbb\xbf\r\n<HTML lang=zh>", FileKind.HTML),
        (b"<?xml version='1.0'?><html xmlns='x'>", FileKind.HTML),
        (b"<!-- saved from url --><div >", FileKind.HTML),
        (b"<note>no page</note>", FileKind.TEXT),
        (b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"', FileKind.MHTML),
        (b"From: me\r\nTo: you\r\n\r\ntext", FileKind.TEXT),
        (b"%PDF-1.4", FileKind.PDF),
        (b"\0" * 500 + b"%PDF-1.4", FileKind.PDF),
        (WORD, FileKind.DOCX),
        (WORD[: len(WORD) // 2], FileKind.DOCX),
        (excel(["甲"]), FileKind.XLSX),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), FileKind.ODT),
        (zipped({"a.txt": "甲"}), FileKind.ZIP),
        (ole("WordDocument"), FileKind.DOC),
        (ole("Workbook"), FileKind.XLS),
        (ole("Book"), FileKind.XLS),
        (ole("EncryptionInfo", "EncryptedPackage"), FileKind.ENCRYPTED),
        (ole("PowerPoint Document"), FileKind.OLE),
        (rb"{\rtf1", FileKind.RTF),
        (b"\x89PNG\r\n\x1a\n", FileKind.IMAGE),
        (b"\xff\xd8\xff\xe0", FileKind.IMAGE),
        *((scanned_pages.image(kind=kind), FileKind.IMAGE) for kind in ("PNG", "JPEG", "TIFF", "BMP", "WEBP")),
        (b"BMW had a good year.", FileKind.TEXT),
        (b"RIFF and raff", FileKind.TEXT),
        (b"GIF89a", FileKind.OTHER_IMAGE),
        (b"\0\0\0\x18ftypheic\0\0\0\0", FileKind.OTHER_IMAGE),
    ],
)  # fmt: skip
def test_bytes_tell_what_a_file_is(data: bytes, kind: FileKind):
    assert kind_of(data) is kind


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"<html>", b"%PDF-", WORD[:60]])
)
def test_whatever_bytes_are_something(data: bytes, head: bytes):
    assert kind_of(head + data) in FileKind
