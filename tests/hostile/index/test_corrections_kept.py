"""A file of corrections is whole at every moment, whoever writes it and is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from index.errors import CorpusError, ShortageError
from index.platform import durable
from index.reading import corrections
from index.reading.corrections import Correction
from tests.support.folders import ROOT

if TYPE_CHECKING:
    from pathlib import Path

WRITER = """
import sys
from pathlib import Path
from index.reading import corrections
print("begun", flush=True)
n = 0
while True:
    n = (n + 1) % 50
    corrections.write(Path(sys.argv[1]), f"{n}.txt", corrections.Correction(year=2000 + n))
    print(n, flush=True)
"""


def test_a_writer_that_is_killed_leaves_a_whole_file(tmp_path: Path):
    corrections.write(tmp_path, "甲.txt", Correction(year=2024))
    for n_lines in (1, 2, 5, 9):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            for _ in range(n_lines):
                assert process.stdout.readline()
            process.send_signal(signal.SIGKILL)
        assert corrections.load(tmp_path).problems == ()
        assert corrections.read(tmp_path)["甲.txt"] == Correction(year=2024)


def test_a_disk_that_is_full_leaves_the_file_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    corrections.write(tmp_path, "甲.txt", Correction(year=2024))

    def full(file: Path, *_parts: bytes) -> None:
        file.write_bytes(b"half")
        raise OSError(28, "No space left on device", str(file))

    monkeypatch.setattr(durable, "write", full)
    with pytest.raises((CorpusError, ShortageError)):
        corrections.write(tmp_path, "乙.txt", Correction(year=2023))
    assert [file.name for file in tmp_path.iterdir()] == [corrections.FILE_NAME]
    assert corrections.read(tmp_path) == {"甲.txt": Correction(year=2024)}


def test_nothing_in_it_is_more_than_text(tmp_path: Path):
    name = '甲<img src=x onerror=alert(1)>"; rm -rf .txt'
    told = Correction(title="${HOME} `id` $(id) <script>", place="../../etc", speaker="%s{0}")
    corrections.write(tmp_path, name, told)
    assert corrections.read(tmp_path) == {name: told}
    table = tomllib.loads((tmp_path / corrections.FILE_NAME).read_text("utf-8"))
    assert table[name]["title"] == told.title
    assert [file.name for file in tmp_path.iterdir()] == [corrections.FILE_NAME]
