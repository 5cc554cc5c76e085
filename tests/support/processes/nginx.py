"""A real nginx, which is handed a socket that listens already: nothing has to be waited for."""

from __future__ import annotations

import contextlib
import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def started(folder: Path, listener: socket.socket) -> Iterator[None]:
    """nginx by the ``nginx.conf`` of a folder, on a listening socket, until the end."""
    with subprocess.Popen(
        ["nginx", "-p", str(folder), "-c", "nginx.conf", "-g", "daemon off;"],
        env=os.environ | {"NGINX": f"{listener.fileno()};"},
        pass_fds=[listener.fileno()],
    ) as nginx:
        try:
            yield
        finally:
            nginx.terminate()
            nginx.wait()
