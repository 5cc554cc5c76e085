"""index.reading.formats.common.zip_parts: parts of a zip, unpacked so far and no further."""

from __future__ import annotations

import pytest

from index.errors import CorpusError
from index.reading.formats.common import zip_parts
from index.reading.formats.common.zip_parts import ZipParts
from tests.support.files.hostile_files import part, raw_zip, zeros
from tests.support.files.word_files import zipped


def parts(data: bytes) -> ZipParts:
    return ZipParts(data, "a.docx")


def test_parts_are_found_whatever_their_case():
    with parts(zipped({"/Word/Document.xml": "<a>甲</a>"})) as zipped_parts:
        assert zipped_parts.names == ("word/document.xml",)
        assert "WORD/document.XML" in zipped_parts
        assert zipped_parts.xml("word/document.xml").text == "甲"


def test_comments_and_instructions_are_no_children():
    (only,) = parts(zipped({"a": "<a><!-- x --><?y z?><b/></a>"})).xml("a")
    assert only.tag == "b"


def test_a_part_unpacks_to_no_more_than_is_allowed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(zip_parts, "MAX_PART_BYTES", 3 << 20)
    with pytest.raises(CorpusError, match=r"^a\.docx unpacks to more than 3 MiB of text: split it"):
        parts(raw_zip({"a": zeros(5)})).read("a")


def test_all_parts_unpack_to_no_more_than_is_allowed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(zip_parts, "MAX_PARTS_BYTES", 5 << 20)
    of = parts(zipped({"a": b" " * (3 << 20), "b": b" " * (3 << 20)}))
    assert len(of.read("a")) == 3 << 20
    with pytest.raises(CorpusError, match=r"^a\.docx unpacks to more than 2 MiB"):
        of.read("b")


def test_more_elements_than_are_read_are_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(zip_parts, "_MAX_MARKS", 5)
    assert len(parts(zipped({"a": "<a><b/><b c='1'/></a>"})).xml("a")) == 2
    with pytest.raises(CorpusError, match=r"^a\.docx has more elements than are read: split it"):
        parts(zipped({"a": "<a><b/><b/><b/><b/></a>"})).xml("a")


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        ("<!DOCTYPE a><a/>", "declares a document type, which no office program writes"),
        ('<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "declares a document type"),
        ("<a>", "is broken or not whole"),
        ("", "is broken or not whole"),
        ("<b>" * 300 + "</b>" * 300, "is broken or not whole"),
    ],
)
def test_xml_that_no_office_program_writes_is_told(xml: str, told: str):
    with pytest.raises(CorpusError, match=rf"^a\.docx {told}"):
        parts(zipped({"a": xml})).xml("a")


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ({"flags": 1}, "is protected by a password"),
        ({"method": 99}, "is broken or not whole"),
        ({"crc": 1}, "is broken or not whole"),
    ],
)
def test_a_part_that_cannot_be_unpacked_is_told(others: dict[str, int], told: str):
    with pytest.raises(CorpusError, match=rf"^a\.docx {told}"):
        parts(raw_zip({"a": part(b"<a/>", **others)})).read("a")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06"])
def test_what_is_no_zip_is_told(data: bytes):
    with pytest.raises(CorpusError, match=r"^a\.docx is broken or not whole: open and save it aga"):
        parts(data)


def test_a_part_that_is_not_there_is_told():
    with pytest.raises(CorpusError, match="broken or not whole"):
        parts(zipped({"a": "<a/>"})).read("b")
