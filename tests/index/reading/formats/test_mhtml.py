"""index.reading.formats.mhtml: the page in a web archive."""

from __future__ import annotations

import base64
import quopri
from typing import TYPE_CHECKING

import pytest

from index.errors import CorpusError
from index.reading.formats.mhtml import read

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = "<html><head><meta charset=gb2312></head><body><p>新建绿道31公里，种茶三千亩。</p></body></html>"
HEAD = (
    b'From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
)


def archive(*parts: tuple[str, str, bytes]) -> bytes:
    """An archive of parts: type, encoding, bytes as they are encoded."""
    pieces = [
        f"--x\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
        + data
        for kind, encoding, data in parts
    ]
    return HEAD + b"\r\n".join(pieces) + b"\r\n--x--\r\n"


@pytest.mark.parametrize(
    ("encoding", "encode"),
    [
        ("quoted-printable", quopri.encodestring),
        ("base64", base64.encodebytes),
        ("8bit", bytes),
    ],
)
def test_the_page_is_read_whatever_it_is_encoded_in(
    encoding: str, encode: Callable[[bytes], bytes]
):
    page = encode(PAGE.encode("gb18030"))
    saved = archive(("image/png", "base64", b"AAAA"), ("text/html", encoding, page))
    assert read(saved, "a.mht").text == "新建绿道31公里，种茶三千亩。"


def test_the_first_page_that_holds_something_is_read():
    saved = archive(
        ("text/html", "8bit", b"  "), ("text/html", "8bit", PAGE.encode("gb18030")),
        ("text/html", "8bit", b"<p>frame</p>"),
    )  # fmt: skip
    assert read(saved, "a.mht").text == "新建绿道31公里，种茶三千亩。"


def test_an_archive_without_a_page_is_told():
    with pytest.raises(
        CorpusError, match=r"^a\.mht is a web archive without a page: save the page"
    ):
        read(archive(("text/css", "8bit", b"x")), "a.mht")


def test_parts_in_parts_without_end_are_told():
    parts = b"".join(
        b'Content-Type: multipart/related; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i)
        for i in range(3000)
    )
    with pytest.raises(CorpusError, match=r"^a\.mht is a web archive of parts nested too deep: "):
        read(b"MIME-Version: 1.0\r\n" + parts, "a.mht")
