"""index.platform.regular_files: nothing is waited for, and what is no file is told as what it is."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from index.platform import regular_files


def test_a_file_is_read(tmp_path: Path):
    file = tmp_path / "甲.txt"
    file.write_bytes("甲\r\n乙\r丙\n".encode())
    assert regular_files.read_bytes(file) == file.read_bytes()
    assert regular_files.read_text(file) == "甲\n乙\n丙\n"
    with pytest.raises(UnicodeDecodeError):
        regular_files.read_text(file, "ascii")


def test_a_folder_is_told(tmp_path: Path):
    with pytest.raises(OSError, match=r"folder|directory") as caught:
        regular_files.read_bytes(tmp_path)
    assert caught.value.filename == str(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
class TestWhatWouldBeWaitedFor:
    def test_a_pipe_that_nobody_writes_to(self, tmp_path: Path):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(OSError, match="it is a named pipe, not a file"):
            regular_files.read_bytes(tmp_path / "pipe")

    def test_a_device_that_never_ends(self):
        with pytest.raises(OSError, match="it is a device, not a file"):
            regular_files.read_bytes(Path("/dev/zero"))

    def test_a_socket(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.chdir(tmp_path)  # the path of a socket is short
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("s")
            mode = (tmp_path / "s").stat().st_mode
        with pytest.raises(OSError, match="it is a socket, not a file"):
            regular_files.check(tmp_path / "s", mode)

    def test_a_pipe_that_the_shell_has_opened_is_read(self):
        reading, writing = os.pipe()
        try:
            os.write(writing, "甲\r\n".encode())
            os.close(writing)
            assert regular_files.read_given_text(Path(f"/dev/fd/{reading}"), "utf-8") == "甲\n"
        finally:
            os.close(reading)
