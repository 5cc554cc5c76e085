"""Files as they come in: counted, hashed, and refused where they are too much."""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from starlette.requests import ClientDisconnect

from qa.web.adding import intake
from qa.web.adding.intake import Limits, RefusedFileError
from tests.support.disk import limited

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import Message

MIB = 1 << 20


def received(part: Path, messages: list[Message], limits: Limits | None = None) -> list[int]:
    """How far it was, each time that was told; what is received is written to ``part``."""
    told: list[int] = []

    async def receive() -> Message:
        return messages.pop(0)

    async def run() -> str:
        return await intake.receive_file(receive, part, limits or Limits(), told.append)

    with ThreadPoolExecutor(1) as thread:  # Playwright keeps a loop running in this one
        digest = thread.submit(lambda: asyncio.run(run())).result()
    assert digest == hashlib.sha256(part.read_bytes()).hexdigest()
    return told


def body(*pieces: bytes) -> list[Message]:
    return [
        {"type": "http.request", "body": piece, "more_body": i < len(pieces) - 1}
        for i, piece in enumerate(pieces)
    ]


def test_what_comes_is_written_whole(tmp_path: Path):
    pieces = [bytes([i]) * 200_000 for i in range(20)]
    told = received(tmp_path / "part", body(*pieces))
    assert (tmp_path / "part").read_bytes() == b"".join(pieces)
    assert told[-1] == 4_000_000
    assert told == sorted(told)


def test_an_empty_body_is_an_empty_file(tmp_path: Path):
    assert received(tmp_path / "part", body(b"")) == [0]


def test_whoever_sends_more_than_a_file_may_hold_is_refused(tmp_path: Path):
    limits = Limits(file_bytes=3 * MIB)
    with pytest.raises(RefusedFileError, match="at most 3 MiB") as error:
        received(tmp_path / "part", body(*[bytes(MIB)] * 9), limits)
    assert (error.value.status, error.value.text) == (413, "adding_too_large")
    assert (tmp_path / "part").stat().st_size <= 3 * MIB


def test_a_sender_that_goes_is_noticed(tmp_path: Path):
    messages = [*body(b"x", b"y")[:1], {"type": "http.disconnect"}]
    with pytest.raises(ClientDisconnect):
        received(tmp_path / "part", messages)


def test_a_full_disk_is_told_before_it_is_full(tmp_path: Path):
    free = shutil.disk_usage(tmp_path).free
    limits = Limits(spare_bytes=free * 2)
    for call in (
        lambda: intake.check_disk(tmp_path, 0, limits),
        lambda: intake.check_disk(tmp_path, free * 2, Limits(spare_bytes=0)),
        lambda: received(tmp_path / "part", body(bytes(MIB), bytes(MIB)), limits),
    ):
        with pytest.raises(RefusedFileError) as error:
            call()
        assert (error.value.status, error.value.text) == (507, "adding_disk_full")
    intake.check_disk(tmp_path, 0, dataclasses.replace(limits, spare_bytes=0))


def test_no_file_is_written_over(tmp_path: Path):
    (tmp_path / "part").write_bytes(b"there")
    with pytest.raises(FileExistsError):
        received(tmp_path / "part", body(b"x"))


FULL = """
import asyncio, sys
from pathlib import Path
from index.platform import shortage
from qa.web.adding import intake
from qa.web.adding.corpus_folder import CorpusFolder

folder = CorpusFolder(Path(sys.argv[1]))
part = folder.part()
messages = [{"type": "http.request", "body": bytes(1 << 20), "more_body": True}] * 9

async def receive():
    return messages.pop()

try:
    limits = intake.Limits(spare_bytes=-(1 << 40))  # somebody else fills the disk meanwhile
    asyncio.run(intake.receive_file(receive, part, limits, lambda _: None))
except OSError as error:
    print(shortage.of(error))
part.unlink()
folder.close()
print(list(Path(sys.argv[1]).iterdir()))
"""


def test_a_disk_that_fills_up_meanwhile_is_told_and_nothing_is_left(tmp_path: Path):
    tiny, script = tmp_path / "tiny", tmp_path / "full.py"
    tiny.mkdir()
    script.write_text(FULL, encoding="utf-8")
    command = f"'{sys.executable}' '{script}' '{tiny}'"
    outcome = limited.run_mounted(tiny, 3 * MIB, command, cache=tmp_path / "cache")
    if outcome is None:
        return  # no file system may be mounted here
    assert "no space is left on the disk" in outcome.said
    assert outcome.said.splitlines()[-1] == "[]"
