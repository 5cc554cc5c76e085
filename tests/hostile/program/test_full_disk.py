"""A disk that becomes full: said so, with nothing half-made on it, and the earlier index answers.

The disk is a small file system of its own where one may be mounted; elsewhere, as in a container
without the right to, no file may grow beyond its size, which ends a write in the same way.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from index.build import build
from index.model.onnx_encoder import ExportedEncoder
from tests.support import tiny_models
from tests.support.disk import limited

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "今年新建绿道多少公里?"
CAUSES = ("no space is left on the disk of", "`ulimit -f unlimited`")
_BLOCK = 4096
_PLENTY = 1 << 24


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """An index, more reports than it was made of, and a cache; ``disk`` is an empty folder."""
    encoder = tiny_models.counting_encoder(tmp_path / "encoder")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "甲.txt").write_text("今年新建绿道31公里。", encoding="utf-8")
    made = ExportedEncoder(encoder, name="bundled")
    build([tmp_path / "reports"], tmp_path / "index", lambda: made)
    more = "\n".join(f"全市第{i}家企业增加值增长{i}%。" for i in range(300))
    (tmp_path / "reports" / "乙.txt").write_text(more, encoding="utf-8")
    (tmp_path / "disk").mkdir()
    limited.cache_with(encoder, tmp_path / "cache")
    return tmp_path


def n_bytes(folder: Path) -> int:
    """What a folder takes on a disk that is made of blocks."""
    blocks = (1 + path.stat().st_size // _BLOCK for path in folder.rglob("*"))
    return (2 + sum(blocks)) * _BLOCK


def ended(here: Path, free: int, first: str, command: str) -> limited.Outcome:
    """What came of a command on a disk with so many free bytes, once ``first`` had filled it.

    Behind what it said stands ``ended N``, then what of it is half-made, then what a search finds.
    """
    disk, cache = here / "disk", here / "cache"
    after = (
        'echo "ended $?"; '
        f"find '{disk}' -name '*.part' -o -name '.staging' -o -name '*.new' | sed 's/^/left /'; "
        f"find '{disk}' -maxdepth 3 | sed 's/^/there /'; $W search {QUESTION} --index '{disk}/index'"
    )
    script = f"{{ {first}; }} && {{ {command}; {after}; }}"
    outcome = limited.run_mounted(disk, n_bytes(here / "index") + free, script, cache=cache)
    if outcome is not None:
        return outcome
    return limited.run_shell(
        f"{{ {first}; }} && {{ (ulimit -f {4 if free < _PLENTY else 'unlimited'}; {command}); {after}; }}",
        cache=cache,
    )


def check(outcome: limited.Outcome, *, code: int | None = 1) -> None:
    lines = outcome.said.splitlines()
    assert code is None or f"ended {code}" in lines, outcome
    assert not [line for line in lines if line.startswith("left ")], outcome
    errors = [line for line in lines if line.startswith("Error: ")]
    assert len(errors) == ("ended 1" in lines), outcome
    assert all(any(cause in error for cause in CAUSES) for error in errors), outcome
    assert "Traceback" not in outcome.said


@pytest.mark.parametrize("free", [0, 16_384, 65_536, _PLENTY])
def test_building(here: Path, free: int):
    outcome = ended(
        here,
        free,
        f"cp -r '{here}/index' '{here}/disk/index'",
        f"$W build '{here}/reports' --index '{here}/disk/index'",
    )
    check(outcome, code=0 if free == _PLENTY else 1)
    assert "31公里" in outcome.said, outcome


@pytest.mark.parametrize("free", [8192, 57_344])
def test_building_the_first(here: Path, free: int):
    """Not even the encoder stays, for which there was room."""
    taken = n_bytes(here / "index")
    outcome = ended(
        here,
        free,
        f"cp -r '{here}/index' '{here}/disk/index'; head -c {taken // 8} /dev/zero > '{here}/disk/x'",
        f"$W build '{here}/reports' --index '{here}/disk/new'",
    )
    check(outcome)
    assert not [line for line in outcome.said.splitlines() if "new/encoders/" in line], outcome
    assert not [line for line in outcome.said.splitlines() if "new/generations/" in line], outcome


def test_exporting(here: Path):
    outcome = ended(
        here,
        0,
        f"cp -r '{here}/index' '{here}/disk/index'; head -c {1 << 24} /dev/zero > '{here}/disk/x'; true",
        f"$W export '{here}/disk/all.wenbao' --index '{here}/disk/index'",
    )
    check(outcome)
    assert "all.wenbao" not in outcome.said
    assert "31公里" in outcome.said


def test_unpacking(here: Path):
    """The cache is on the disk that is full."""
    bundle = here / "all.wenbao"
    limited.run("export", bundle, "--index", here / "index", cache=here / "cache")
    outcome = ended(
        here,
        8192,
        f"cp -r '{here}/index' '{here}/disk/index'",
        f"WENBAO_CACHE='{here}/disk/cache' $W search {QUESTION} --index '{bundle}'",
    )
    check(outcome)
    assert "disk/cache/bundles/" not in outcome.said.replace("bundles/bundles.lock", "")


def test_asking_writes_nothing_that_it_needs(here: Path):
    """Words and notes are kept for the next time: where they cannot be, it answers all the same."""
    shutil.rmtree(here / "cache")
    outcome = ended(
        here,
        4096,
        f"cp -r '{here}/index' '{here}/disk/index'",
        f"WENBAO_CACHE='{here}/disk/cache' $W search {QUESTION} --index '{here}/disk/index'",
    )
    check(outcome, code=0)
    assert outcome.said.count("31公里") == 2


def test_the_bundled_model(here: Path):
    """The first use: the model is converted into the cache, half a gigabyte."""
    outcome = ended(
        here,
        65_536,
        f"cp -r '{here}/index' '{here}/disk/index'",
        f"WENBAO_CACHE='{here}/disk/cache' $W build '{here}/reports' --index '{here}/new'",
    )
    check(outcome)
    assert not (here / "new" / "CURRENT").exists()
    assert not [line for line in outcome.said.splitlines() if "models/multilingual" in line], (
        outcome
    )
