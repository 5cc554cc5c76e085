"""Processes that share out work: each does some of its parts, and what these come to is given in their order.

A worker is a process of this program (``python -m index.platform.processes.workers``). It is sent what to do, and
one part after the other, as pickles over its standard input, and ends when that does: whatever ends this
process ends its workers. What a library prints there goes to standard error.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from index.errors import IndexWriteError
from index.platform.processes import cores, own_process

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Tell = Callable[..., None]

MOST = 128
_END_S = 5.0
_PROGRAM = own_process.command("index.platform.processes.workers")

P_contra = TypeVar("P_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)
P = TypeVar("P")
R = TypeVar("R")


class Work(Protocol[P_contra, R_co]):
    """What is to be done with each part; it is pickled, and so are the parts and what they come to."""

    def __call__(self, part: P_contra, tell: Tell, /) -> R_co:
        """Do a part, telling how far it is, by values that can be pickled."""
        ...


class Workers:
    """Processes that do parts of what one alone would do; use in a ``with``, which ends them.

    Args:
        n: how many.
    """

    def __init__(self, n: int) -> None:
        self._n = n
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        environment = own_process.environment(**cores.shared_by(self._n))
        for _ in range(self._n):
            self._processes.append(
                subprocess.Popen(  # noqa: S603 - our own module
                    _PROGRAM, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
                )
            )
        return self

    def __exit__(self, *_error: object) -> None:
        for process in self._processes:
            process.kill()
            process.communicate()

    def map(self, work: Work[P, R], parts: Sequence[P], told: Tell = lambda *_: None) -> list[R]:
        """What each part comes to, in the order of the parts.

        Args:
            work: what is done; each worker is sent it once.
            parts: each is done by the next worker that is free.
            told: is given what a part tells, one call after the other.

        Raises:
            IndexWriteError: a worker ended.
            Exception: what a part raised; of several the first that came.
        """
        if not parts:
            return []
        todo, lock = iter(enumerate(parts)), threading.Lock()
        found: dict[int, R] = {}
        failures: list[BaseException] = []

        def next_part() -> tuple[int, P] | None:
            with lock:
                return None if failures else next(todo, None)

        def tell(*values: object) -> None:
            with lock:
                told(*values)

        def drive(process: subprocess.Popen[bytes]) -> None:
            try:
                _send(process, "work", work)
                while (each := next_part()) is not None:
                    found[each[0]] = _done(process, each[1], tell)
            except BaseException as error:  # noqa: BLE001 - raised below
                with lock:
                    failures.append(error)

        with ThreadPoolExecutor(self._n, thread_name_prefix="worker") as threads:
            try:
                list(threads.map(drive, self._processes))
            except BaseException:  # Ctrl-C: the threads wait for their workers
                self.__exit__()
                raise
        if failures:
            raise failures[0]
        return [found[i] for i in range(len(parts))]


def _send(process: subprocess.Popen[bytes], kind: str, what: object) -> None:
    if process.stdin is None:  # pragma: no cover - it was started with one
        raise _ended(process)
    try:
        pickle.dump((kind, what), process.stdin, pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()
    except OSError as error:
        raise _ended(process) from error


def _done(process: subprocess.Popen[bytes], part: object, tell: Tell) -> Any:
    """What a part comes to."""
    _send(process, "part", part)
    while True:
        try:
            kind, value = pickle.load(process.stdout)  # type: ignore[arg-type]  # noqa: S301 - of our own process
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise _ended(process) from error
        if kind == "told":
            tell(*value)
        elif kind == "failed":
            raise value
        else:
            return value


def _ended(process: subprocess.Popen[bytes]) -> IndexWriteError:
    try:
        status = process.wait(_END_S)  # it has closed its pipes: it ends
    except subprocess.TimeoutExpired:
        process.kill()
        status = process.wait()
    how = f"by signal {-status}" if status < 0 else f"with status {status}"
    return IndexWriteError(
        f"a worker of the build ended {how} before it was through, as where memory runs out: the index "
        "stays as it was; build again, with fewer --workers"
    )


def main() -> None:
    """Be a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def say(kind: str, value: object) -> None:
        message = pickle.dumps((kind, value), pickle.HIGHEST_PROTOCOL)  # whole, or not at all
        out.write(message)
        out.flush()

    def tell(*values: object) -> None:
        say("told", values)

    work: Any = None
    with contextlib.suppress(EOFError, BrokenPipeError):  # nobody waits any more
        while True:
            kind, value = pickle.load(sys.stdin.buffer)  # noqa: S301 - of whoever started it
            if kind == "work":
                work = value
                continue
            try:
                say("done", work(value, tell))
            except BrokenPipeError:
                raise
            except Exception as error:  # noqa: BLE001 - raised where it was asked for
                say("failed", error)


if __name__ == "__main__":
    main()
