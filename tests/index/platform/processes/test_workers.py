"""index.platform.processes.workers: parts done elsewhere come back in their order, or one error does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.errors import CorpusError, IndexWriteError
from index.platform.processes import own_process
from index.platform.processes.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.platform.processes.workers import Tell

SOON_S = 60  # a busy machine is no error


def squared(n: int, tell: Tell) -> int:
    tell(n, "begun")
    return n * n


def process_of(_part: int, _tell: Tell) -> int:
    return os.getpid()


def loud(n: int, _tell: Tell) -> int:
    print("a library talks")  # noqa: T201 - as they do
    os.write(1, b"and so does its C\n")
    return n


def failing(n: int, _tell: Tell) -> int:
    if n == 3:
        raise CorpusError("the third cannot be read")
    return n


def unpicklable(_n: int, _tell: Tell) -> object:
    return lambda: None


def dying(n: int, _tell: Tell) -> int:
    if n == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return n


def lasting(file: Path, _tell: Tell) -> None:
    file.write_text(str(os.getpid()), encoding="ascii")
    time.sleep(0.2)


def test_parts_come_back_in_their_order():
    told: list[tuple[object, ...]] = []
    with Workers(3) as workers:
        found = workers.map(squared, range(20), lambda *values: told.append(values))
        again = workers.map(squared, [5])
        nothing = workers.map(squared, [])
    assert (found, again, nothing) == ([n * n for n in range(20)], [25], [])
    assert sorted(told, key=str) == sorted([(n, "begun") for n in range(20)], key=str)


def test_they_are_processes_of_their_own_and_end():
    with Workers(2) as workers:
        processes = set(workers.map(process_of, range(8)))
    assert processes
    assert os.getpid() not in processes
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_what_is_printed_there_disturbs_nothing():
    with Workers(1) as workers:
        assert workers.map(loud, [1, 2]) == [1, 2]


def test_what_a_part_raises_is_raised_here():
    with Workers(2) as workers:
        with pytest.raises(CorpusError, match="the third cannot be read"):
            workers.map(failing, range(6))
        assert workers.map(squared, [2]) == [4]


def test_what_cannot_be_sent_is_an_error():
    with Workers(1) as workers, pytest.raises(Exception, match="pickle"):
        workers.map(unpicklable, [1])


def test_a_killed_worker_is_one_line():
    with (
        Workers(2) as workers,
        pytest.raises(IndexWriteError, match="ended by signal 9 before it was through") as error,
    ):
        workers.map(dying, range(6))
    assert "\n" not in str(error.value)


def test_they_end_with_whoever_started_them(tmp_path: Path):
    note = tmp_path / "pid"
    code = (
        "from pathlib import Path\n"
        "from index.platform.processes.workers import Workers\n"
        "from tests.index.platform.processes.test_workers import lasting\n"
        f"with Workers(1) as workers: workers.map(lasting, [Path({str(note)!r})] * 1000)\n"
    )
    environment = own_process.environment()
    with subprocess.Popen([sys.executable, "-c", code], env=environment) as process:
        wait(lambda: note.exists() and note.read_text(encoding="ascii") != "")
        process.kill()
    worker = int(note.read_text(encoding="ascii"))
    wait(lambda: not is_running(worker))


def wait(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + SOON_S
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return False
    return state[0] != "Z"
