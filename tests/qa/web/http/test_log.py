"""What is logged, and how much of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from qa.web.http import log
from qa.web.http.rate_limits import Buckets, Rate

if TYPE_CHECKING:
    import pytest


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_a_client_gets_a_line_a_second(capsys: pytest.CaptureFixture[str]):
    seconds = [0.0]
    buckets = Buckets(Rate(burst=1, per_second=1), now=lambda: seconds[0])
    handler = log.SparingHandler(buckets)
    for client in ("a", "b"):
        log.client.set(client)
        for number in range(100):
            handler.emit(record("%s %d", client, number))
    assert lines(capsys) == ["ERROR x: a 0", "ERROR x: b 0 (99 more were left out)"]
    seconds[0] += 1
    handler.emit(record("later"))
    assert lines(capsys) == ["ERROR x: later (99 more were left out)"]
    log.client.set("")


def record(message: str, *arguments: object) -> logging.LogRecord:
    return logging.LogRecord("x", logging.ERROR, "", 0, message, arguments, None)


def test_a_record_is_bounded_and_moves_no_cursor():
    written = log.BoundedFormatter("%(message)s").format(record("甲\x1b[31m" + "x" * 9000))
    assert written.startswith("甲<U+001B>[31mxxx")
    assert len(written) == 301
    long = log.BoundedFormatter("%(message)s").format(record("\n".join(map(str, range(1000)))))
    assert long.splitlines()[29:32] == ["29", "… 940 lines …", "970"]


def test_the_log_is_the_callers_again_afterwards(capsys: pytest.CaptureFixture[str]):
    before = list(logging.getLogger().handlers)
    with log.sparing():
        logging.getLogger("qa.web.test").error("once")
    assert logging.getLogger().handlers == before
    assert "ERROR qa.web.test: once" in lines(capsys)
