"""Several servers over one index, in processes of their own, and a real nginx before them."""

from __future__ import annotations

import contextlib
import os
import re
import socket
from typing import TYPE_CHECKING

from tests.support.processes import nginx
from tests.support.serving import ROOT, App, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEMPORARY = re.compile(r"/\w+/nginx-(?=\w+;)")
UPSTREAM = re.compile(r"upstream wenbao \{.*?\}", re.DOTALL)


@contextlib.contextmanager
def readers(index: Path, n: int, *options: str) -> Iterator[list[App]]:
    """Servers that ask an index and never build it, each with a cache of its own."""
    with contextlib.ExitStack() as stack:
        yield [
            stack.enter_context(
                running(
                    *("--read-only", "--index", str(index), *options),
                    environment={"WENBAO_CACHE": str(index.parent / f"cache {i}")},
                )
            )
            for i in range(n)
        ]


def configuration(port: int, apps: list[App]) -> str:
    """``deploy/nginx.conf`` for servers that run here."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    servers = " ".join(
        f"server {app.address.removeprefix('http://')} max_fails=1 fail_timeout=2s;" for app in apps
    )
    assert len(UPSTREAM.findall(text)) == 1
    text = UPSTREAM.sub(f"upstream wenbao {{ {servers} }}", text)
    for before, after in (
        ("listen 8080;", f"listen 127.0.0.1:{port};"),
        ("pid /tmp/nginx.pid;", "pid nginx.pid;"),
        ("error_log /dev/stderr warn;", "error_log stderr crit;"),
        ("access_log /dev/stdout answered;", "access_log off;"),
        ("auth_basic_user_file /etc/nginx/wenbao.htpasswd;", "auth_basic_user_file passwords;"),
    ):
        assert before in text, before
        text = text.replace(before, after)
    text = TEMPORARY.sub("", text)
    return ("user root;\n" if os.geteuid() == 0 else "") + text


@contextlib.contextmanager
def balanced(folder: Path, apps: list[App], passwords: str) -> Iterator[str]:
    """nginx as it is shipped, before the servers; gives its address.

    It is handed a socket that listens already, so that nothing has to be waited for.
    """
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        port = listener.getsockname()[1]
        (folder / "passwords").write_text(passwords, encoding="utf-8")
        (folder / "nginx.conf").write_text(configuration(port, apps), encoding="utf-8")
        with nginx.started(folder, listener):
            yield f"http://127.0.0.1:{port}"
