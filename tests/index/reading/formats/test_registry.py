"""index.reading.formats.registry: every format keeps the protocol of a reader, and is told by its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.errors import CorpusError
from index.reading.formats import registry
from index.reading.formats.kinds import FileKind
from index.reading.formats.registry import READERS, SUFFIXES, TEXTS
from tests.support.files.word_files import docx, paragraph

if TYPE_CHECKING:
    from index.reading.formats.extract import Extract

REPORT = "全县种茶三千亩。"
WORD = docx(paragraph(REPORT))
PAGE = f"<html><body><p>{REPORT}</p></body></html>".encode()


@pytest.mark.parametrize("module", sorted(set(TEXTS.values())))
def test_every_reader_of_texts_takes_bytes_and_a_name(module: str):
    reader = registry.reader(module)
    assert reader("正文。".encode(), "a").text == "正文。"
    with pytest.raises(CorpusError, match=r"^甲 is empty"):
        reader(b"", "甲")


@pytest.mark.parametrize("module", sorted(set(READERS.values())))
def test_every_reader_of_files_names_the_file_and_the_remedy(
    module: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CorpusError, match=r"^甲\.x .*: .*(save|fetch|install|print)"):
        registry.reader(module)(b"\x01\x02\x03", "甲.x")


def test_every_kind_is_read_or_refused():
    assert {FileKind.TEXT} | set(READERS) == set(SUFFIXES)
    assert set(FileKind) - set(SUFFIXES) == set(registry._REFUSED)  # noqa: SLF001 - both lists are one


def test_a_suffix_is_of_one_kind():
    assert len(set(registry.suffixes())) == len(registry.suffixes())


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (WORD, "a.docx", ""),
        (WORD, "a.PDF", "a.PDF is a Word file, whatever its name says: it was read as such"),
        (PAGE, "a.doc", "a.doc is a web page, whatever its name says: it was read as such"),
        (REPORT.encode(), "a.docx", "a.docx is text, whatever its name says: it was read as such"),
        (REPORT.encode(), "a.txt", ""),
    ],
)
def test_a_file_is_read_as_what_it_is(data: bytes, name: str, told: str):
    module, line = registry.module_of(data, name)
    assert (registry.read(module, data, name).text.strip(), line) == (REPORT, told)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty: delete it"),
        (b"GIF89a", r"is a picture of a kind that is not read: save it as \.png"),
        (b"\0\0\0\x18ftypheic", r"is a picture of a kind that is not read: save it as \.png"),
        (b"PK\x05\x06" + b"\0" * 18, r"is a damaged \.docx, or another zip"),
    ],
)
def test_what_holds_no_report_is_refused_with_the_remedy(data: bytes, told: str):
    with pytest.raises(CorpusError, match=rf"^子/a\.docx {told}"):
        registry.module_of(data, "子/a.docx")


@pytest.mark.parametrize("error", [RecursionError, MemoryError])
def test_a_file_that_is_too_much_for_a_reader_is_told(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
):
    def reader(_data: bytes, _name: str) -> Extract:
        raise error

    monkeypatch.setattr(registry, "reader", lambda _module: reader)
    with pytest.raises(
        CorpusError, match=r"^a\.txt is larger, or nested deeper, than this machine"
    ):
        registry.read("plain_text", REPORT.encode(), "a.txt")
