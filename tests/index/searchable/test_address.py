"""index.searchable.address: a path is a path, an address is of an engine that is known, and shows no password."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.searchable import address
from index.searchable.address import Access, EngineAddress

KNOWN = {"engine": "a.module"}


@pytest.mark.parametrize(
    "text", ["index", "/var/index", "C:/index", "a:b", "报告://", "c://", "//x"]
)
def test_what_names_no_engine_is_a_path(text: str):
    assert address.parse(text, KNOWN) == Path(text)


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("engine://host:19530/reports", "engine://host:19530/reports"),
        ("engine://user:secret@host/reports", "engine://host/reports"),
        ("engine://host/reports?token=secret#secret", "engine://host/reports"),
        ("ENGINE://secret@host", "ENGINE://host"),
    ],
)
def test_an_address_shows_where_and_no_secret(uri: str, shown: str):
    found = address.parse(uri, KNOWN)
    assert isinstance(found, EngineAddress)
    assert (found.scheme, found.uri) == ("engine", uri)
    assert str(found) == shown
    assert "secret" not in f"{found!r} {found}"


def test_an_engine_that_is_not_known_is_one_line():
    with pytest.raises(
        address.AddressError, match=r"^there is no engine 'foo': name a folder, or a"
    ):
        address.parse("foo://user:secret@host/x", {})
    with pytest.raises(address.AddressError, match=r"wrote, or engine://…$"):
        address.parse("foo://host/x", KNOWN)


def test_a_token_is_never_shown():
    assert "hunter2" not in repr(Access(token="root:hunter2"))  # noqa: S106 - of no server
