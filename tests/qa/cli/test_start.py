"""``wenbao`` alone: the web chat on a free port, in the browser; and the report of the wheel."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from tests.support.folders import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LIMIT_S = 120  # a busy machine is no error


def test_it_takes_a_free_port_and_opens_the_browser_there(small_index_dir: Path, tmp_path: Path):
    pipe, browser = tmp_path / "opened", tmp_path / "browser"
    os.mkfifo(pipe)
    browser.write_text(f'#!/bin/sh\necho "$1" > {pipe}\n', encoding="utf-8")
    browser.chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = {"WENBAO_INDEX": str(small_index_dir), "WENBAO_PORT": str(port)}
        with subprocess.Popen(
            [sys.executable, "-m", "qa"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            cwd=ROOT,
            env=os.environ | settings | {"BROWSER": f"{browser} %s", "PYTHONUNBUFFERED": "1"},
        ) as process:
            limit = threading.Timer(LIMIT_S, process.kill)
            limit.start()
            try:
                assert process.stdout is not None
                address = next(line for line in process.stdout if "http://" in line).strip()
                assert pipe.read_text("utf-8").strip() == address
            finally:
                limit.cancel()
                process.kill()
    assert not address.endswith(f":{port}")


def test_a_command_opens_no_browser():
    done = subprocess.run(
        [sys.executable, "-m", "qa", "--no-browser", "info"],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 2
    assert "--no-browser stands alone" in done.stderr
