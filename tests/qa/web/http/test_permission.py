"""Who may change the corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.web.http.permission import FORWARDED, Permission

if TYPE_CHECKING:
    from starlette.types import Scope


def scope(client: str = "127.0.0.1", host: str = "localhost:7860") -> Scope:
    return {"client": (client, 1), "headers": [(b"host", host.encode())]}


@pytest.mark.parametrize("client", ["127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:7860", "[::1]:7860"])
def test_whoever_sits_here_may(client: str, host: str):
    assert Permission().holds(scope(client, host))


@pytest.mark.parametrize(
    "asked",
    [
        scope("192.0.2.7"),
        scope("10.0.0.1"),
        scope("::2"),
        scope("testclient"),
        scope(""),
        {"client": None, "headers": [(b"host", b"localhost")]},
        scope(host="elsewhere.test:7860"),
        scope(host="127.0.0.1.elsewhere.test"),
        scope(host="localhost.elsewhere.test"),
        scope(host=""),
        {**scope(), FORWARDED: True},
    ],
)
def test_others_may_not_unless_all_may(asked: Scope):
    assert not Permission().holds(asked)
    assert Permission(is_for_all=True).holds(asked)


def test_where_others_are_asked_for_nobody_is_known_to_sit_here():
    assert not Permission(is_behind_others=True).holds(scope())
