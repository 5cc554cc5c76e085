"""Processes that are measured: from their start to their exit, or told by lines what to do.

Run as a script, in a small interpreter of its own, it starts the command that follows and prints
how long it took and its peak memory. A child's peak as the kernel tells it begins with that of
the process that it was split from, so that a large parent would hide it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[2]
_KIB_A_MIB = 1024


@dataclass(frozen=True)
class Run:
    """A process that ended well; ``peak_mib`` is the largest of it and of those it started."""

    seconds: float
    peak_mib: float
    output: str


def run(command: Sequence[str], **environment: str) -> Run:
    """Run a command to its end, with further variables in its environment.

    Raises:
        subprocess.CalledProcessError: it failed; what it said stands in ``stderr``.
    """
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-I", "-S", __file__, *command],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    return Run(**json.loads(done.stdout))


class Worker:
    """A process that ``benchmarks.performance.worker`` runs in: told a line of JSON, it answers with one."""

    def __init__(self, python: str, *arguments: str) -> None:
        self._name = arguments[0]
        self._process = subprocess.Popen(  # noqa: S603 - our own words
            [python, "-m", "benchmarks.performance.worker", *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )

    def tell(self, do: str, **fields: Any) -> Mapping[str, Any]:
        """Let it do something, and return what it measured.

        Raises:
            RuntimeError: it ended instead.
        """
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("a worker is told through pipes")
        self._process.stdin.write(json.dumps({"do": do, **fields}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._name}: ended while it was to {do}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End it: it stops where its orders do."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()


def _main() -> int:
    started = time.perf_counter()
    with subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, encoding="utf-8") as process:  # noqa: S603 - our own words
        output = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    peak_mib = usage.ru_maxrss / _KIB_A_MIB
    print(json.dumps({"seconds": seconds, "peak_mib": peak_mib, "output": output}))
    return process.returncode


if __name__ == "__main__":
    sys.exit(_main())
