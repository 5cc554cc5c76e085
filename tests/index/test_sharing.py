"""index.sharing: a build by several processes is the build of one."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

import pytest

from index.build import build
from index.errors import IndexWriteError, ModelError
from index.reading.corpus.notes import FileNotes
from index.storage.store import Store
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.samples import WORK_REPORT, write_report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.model.encoder import Progress, Vectors

N_REPORTS = 12


class DyingEncoder(HashEncoder):
    """One whose process is killed while it encodes."""

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        if texts:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().encode_passages(texts, progress)


class FailingEncoder(HashEncoder):
    """One that cannot encode what it is given."""

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        if texts:
            raise ModelError("the encoder cannot be read")
        return super().encode_passages(texts, progress)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Reports, one of them twice, one that is corrected, and a file that cannot be read."""
    folder = tmp_path / "报告"
    for n in range(N_REPORTS):
        town = f"{'云松茶石白青'[n % 6]}{'溪岭'[n // 6]}"
        write_report(
            folder / f"{n % 3}" / f"{town}.txt",
            f"{WORK_REPORT.replace('云溪', town)}{town}建成绿道{n}公里。\n",
        )
    write_report(folder / "same.txt", (folder / "0" / "云溪.txt").read_text(encoding="utf-8"))
    (folder / "reports.toml").write_text('["1/松溪.txt"]\nyear = 2019\n', encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 of nothing")
    return folder


def files(folder: Path) -> dict[str, str]:
    return {each.name: each.sha256 for each in Store(folder).current()[1].files}


def built(corpus: Path, folder: Path, n_workers: int, **options: Any) -> Any:
    cache = folder.parent / f"cache {folder.name}"
    return build([corpus], folder, HashEncoder, cache_dir=cache, n_workers=n_workers, **options)


def test_it_has_the_same_files_and_tells_the_same(corpus: Path, tmp_path: Path):
    told: list[tuple[int, int]] = []
    alone = built(corpus, tmp_path / "alone", 1)
    shared = built(corpus, tmp_path / "shared", 3, progress=lambda *each: told.append(each))
    assert files(tmp_path / "shared") == files(tmp_path / "alone")
    assert shared.manifest.corpus_hash == alone.manifest.corpus_hash
    for name in ("failures", "duplicates", "warnings", "n_doubtful"):
        assert getattr(shared, name) == getattr(alone, name)
    assert alone.failures
    assert alone.duplicates
    n_texts = alone.manifest.n_passages + alone.manifest.n_sentences
    assert told[-1] == (n_texts, n_texts)
    assert [n for n, _ in told] == sorted(n for n, _ in told)


def test_what_was_read_is_noted_alike(corpus: Path, tmp_path: Path):
    for name, n_workers in (("alone", 1), ("shared", 2)):
        built(corpus, tmp_path / name, n_workers)
        built(corpus, tmp_path / name, n_workers)
    alone, shared = (
        FileNotes([corpus], tmp_path / f"cache {name}").files for name in ("alone", "shared")
    )
    assert {path: each.id for path, each in shared.items()} == {
        path: each.id for path, each in alone.items()
    }


def test_what_the_index_before_holds_is_not_encoded_again(corpus: Path, tmp_path: Path):
    built(corpus, tmp_path / "index", 2)
    before = files(tmp_path / "index")
    build([corpus], tmp_path / "index", DyingEncoder, n_workers=2)
    assert files(tmp_path / "index") == before


@pytest.mark.parametrize(
    ("encoder", "error", "line"),
    [
        (DyingEncoder, IndexWriteError, "a worker of the build ended by signal 9"),
        (FailingEncoder, ModelError, "the encoder cannot be read"),
    ],
)
def test_a_worker_that_ends_or_fails_leaves_the_old_index(
    corpus: Path, tmp_path: Path, encoder: type[HashEncoder], error: type[Exception], line: str
):
    built(corpus, tmp_path / "index", 1)
    before = files(tmp_path / "index")
    write_report(corpus / "new.txt", "2024年茶山县政府工作报告\n全年产茶三百吨。\n")
    with pytest.raises(error, match=line):
        build([corpus], tmp_path / "index", encoder, n_workers=2)
    assert files(tmp_path / "index") == before
    built(corpus, tmp_path / "index", 2)
    assert files(tmp_path / "index") != before
