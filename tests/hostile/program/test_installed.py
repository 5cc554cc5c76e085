"""The wheel and the source distribution, installed where the repository is not: ``wenbao`` starts."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import threading
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.support.packages import distributing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT_S = 300  # a busy machine is no error
QUESTION = "航运企业有多少家?"


@pytest.fixture(scope="module", params=["wheel", "source distribution"])
def program(
    request: pytest.FixtureRequest, wheel_of_ours: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The command that installing one of them into a bare environment brings."""
    folder = tmp_path_factory.mktemp("installed")
    wheel = wheel_of_ours
    if request.param != "wheel":  # as pip does: unpacked, and a wheel made of that
        tree = distributing.copied(folder / "tree")
        file = distributing.built(tree, "build_sdist", folder)
        shutil.unpack_archive(file, folder / "unpacked", filter="data")
        (source,) = (folder / "unpacked").iterdir()
        wheel = distributing.built(source, "build_wheel", folder)
    return distributing.environment(folder / "environment", wheel).with_name("wenbao")


def environment(folder: Path) -> dict[str, str]:
    """A user who has just come: nothing is set but where his files lie."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return {**kept, "XDG_DATA_HOME": str(folder / "数据"), "PYTHONUNBUFFERED": "1"}


@contextlib.contextmanager
def started(program: Path, folder: Path, **more: str) -> Iterator[str]:
    """The address of the app that the bare command starts in a folder."""
    with subprocess.Popen(
        [program, "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        cwd=folder,
        env={**environment(folder), "WENBAO_PORT": "0", **more},
    ) as process:
        limit = threading.Timer(LIMIT_S, process.kill)
        limit.start()
        try:
            assert process.stdout is not None
            lines = iter(process.stdout)
            address = next(line for line in lines if "http://" in line).strip()
            assert [line for line in lines_until_answering(lines) if "Traceback" in line] == []
            yield address
        finally:
            limit.cancel()
            process.kill()


def lines_until_answering(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line
        if line.startswith("answering from"):
            return


def asked(address: str, name: str, *data: object) -> Any:
    response = httpx.post(f"{address}/gradio_api/run/{name}", json={"data": data}, timeout=LIMIT_S)
    return response.raise_for_status().json()["data"][0]


def test_it_lies_in_its_environment(program: Path, tmp_path: Path):
    where = "import qa, index; print(qa.__file__, index.__file__)"
    done = subprocess.run(
        [program.with_name("python"), "-c", where],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=environment(tmp_path),
        check=True,
    )
    assert all(str(program.parents[1]) in path for path in done.stdout.split())
    told = subprocess.run(
        [program, "--version"], capture_output=True, encoding="utf-8", cwd=tmp_path, check=True
    )
    assert told.stdout.startswith("wenbao, version ")


def test_alone_it_starts_the_page(program: Path, carrying: Path, tmp_path: Path):
    with started(program, tmp_path, WENBAO_INDEX=str(carrying)) as address:
        assert "问报" in httpx.get(address, timeout=LIMIT_S).text
        assert asked(address, "search", "新建绿道", 1)["hits"][0]["document"]["title"]


@pytest.mark.model
def test_at_first_it_answers_from_the_report_that_it_brings(
    program: Path, model_dir: Path, tmp_path: Path
):
    assert model_dir.is_dir()  # made ready, as the first start does
    with started(program, tmp_path) as address:
        answer = asked(address, "ask", QUESTION)
    assert answer["text"] == "383家"
    assert (tmp_path / "数据" / "wenbao" / "corpus").is_dir()
