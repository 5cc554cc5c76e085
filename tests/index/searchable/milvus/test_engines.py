"""Both engines, each in an environment of its own, keep what the protocol promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.milvus.engines import serving
from tests.support.milvus.environments import environment, run_tests

if TYPE_CHECKING:
    from pathlib import Path

CONTRACT = [f"tests/index/searchable/test_{name}.py" for name in ("contract", "reports", "facts")]
SERVED = "tests/index/searchable/milvus/served"
ANSWERS = f"{SERVED}/test_answers.py"


def test_the_core_of_2_5_keeps_the_contract(tmp_path: Path):
    python = environment("lite-2.5")
    done = run_tests(python, str(tmp_path / "milvus.db"), *CONTRACT, ANSWERS)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_server_keeps_the_contract_and_publishes(tmp_path: Path):
    python = environment("lite-3.2")
    (tmp_path / "data").mkdir()
    with serving(tmp_path / "data", python) as server:
        done = run_tests(python, server.target, *CONTRACT, SERVED)
    assert done.returncode == 0, done.stdout + done.stderr
