"""Milvus Lite as a server on this machine: started, killed, started again at the same place."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_START_S = 60  # a busy machine is no error


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


class Server:
    """A server of an environment, whose data lie in a folder.

    Args:
        python: the environment's interpreter.
        folder: where its data lie.
    """

    def __init__(self, python: Path | str, folder: Path) -> None:
        self._folder = folder
        self._command = [str(python), "-m", "milvus_lite", "server", "--host", "127.0.0.1"]
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def target(self) -> str:
        """What a client connects to."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it listens."""
        options = ["--data-dir", str(self._folder), "--port", str(self.port)]
        with (self._folder.parent / "server.log").open("ab") as log:
            self._process = subprocess.Popen([*self._command, *options], stdout=log, stderr=log)
        until = time.monotonic() + _START_S
        while time.monotonic() < until:
            assert self._process.poll() is None, "the server ended"
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.05)
        raise AssertionError("the server does not listen")

    def kill(self) -> None:
        """End it at once, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


@contextlib.contextmanager
def serving(folder: Path, python: Path | str = sys.executable) -> Iterator[Server]:
    """A server, ended afterwards."""
    server = Server(python, folder)
    try:
        yield server
    finally:
        server.kill()
