"""index.freshness: whether an index is what its corpus holds, and how little is read to tell it."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import build
from index.freshness import is_current, survey
from index.reading import readers
from index.reading.sources import corpus_hash
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    import random
    from pathlib import Path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "报告").mkdir()
    write(
        tmp_path / "报告" / "2024年云溪市政府工作报告.txt", "云溪市政府工作报告\n建成绿道31公里。\n"
    )
    write(tmp_path / "报告" / "茶.txt", "茶树喜欢温暖。\n春茶在清明前后采摘。\n")
    return tmp_path / "报告"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


class TestWhetherAnIndexIsCurrent:
    def test_it_is_until_a_report_changes(self, corpus: Path, folder: Path):
        manifest = build([corpus], folder, HashEncoder).manifest
        assert is_current(manifest, [corpus])
        write(corpus / "茶.txt", "茶树喜欢温暖。")
        assert not is_current(manifest, [corpus])

    def test_another_report_and_another_name_are_changes(self, corpus: Path, folder: Path):
        manifest = build([corpus], folder, HashEncoder).manifest
        other = write(corpus / "花.txt", "桃花三月开。")
        assert not is_current(manifest, [corpus])
        other.unlink()
        assert is_current(manifest, [corpus])
        (corpus / "茶.txt").rename(corpus / "茶叶.txt")
        assert not is_current(manifest, [corpus])

    def test_bad_files_and_copies_are_no_changes(self, corpus: Path, folder: Path):
        manifest = build([corpus], folder, HashEncoder).manifest
        (corpus / "空.txt").write_bytes(b"")
        (corpus / "茶2.txt").write_bytes((corpus / "茶.txt").read_bytes())
        assert is_current(manifest, [corpus])


pairs = st.lists(
    st.tuples(st.text(max_size=5), st.text(alphabet="0123abc", min_size=3)), max_size=5
)


@given(pairs, st.randoms())
def test_a_corpus_hash_does_not_depend_on_the_order(
    sources: list[tuple[str, str]], chance: random.Random
):
    shuffled = list(sources)
    chance.shuffle(shuffled)
    assert corpus_hash(shuffled) == corpus_hash(sources)


def test_a_corpus_hash_depends_on_each_path_and_id():
    hashes = [
        corpus_hash(sources)
        for sources in (
            [],
            [("a.txt", "1")],
            [("a.txt", "2")],
            [("b.txt", "1")],
            [("a.txt", "1"), ("b.txt", "1")],
        )
    ]
    assert len(set(hashes)) == 5
    assert hashes[0] == hashlib.sha256(b"").hexdigest()
    assert hashes[1] == hashlib.sha256(b"a.txt\t1\n").hexdigest()


class TestWhatIsReadForIt:
    @pytest.fixture
    def read(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The names of the files that are read, one after the other."""
        names: list[str] = []
        real = readers.read

        def noting(file: Path, name: str, *rest: object, **more: object) -> object:
            names.append(name)
            return real(file, name, *rest, **more)  # type: ignore[arg-type]  # handed on

        monkeypatch.setattr(readers, "read", noting)
        return names

    @pytest.fixture
    def old(self, corpus: Path, folder: Path, tmp_path: Path) -> Path:
        """A corpus whose files were written long ago, once it is indexed."""
        for file in corpus.iterdir():
            os.utime(file, (1e9, 1e9))
        build([corpus], folder, HashEncoder, cache_dir=tmp_path / "cache")
        return corpus

    def settle(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let files that were just written count as old."""
        monkeypatch.setattr("index.reading.corpus.look._SETTLED_NS", -(10**12))

    def test_nothing_of_what_was_not_touched(
        self, corpus: Path, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
    ):
        self.settle(monkeypatch)
        first = survey([corpus], tmp_path / "cache").ids
        assert len(read) == len(first) == 2
        assert survey([corpus], tmp_path / "cache").ids == first
        assert len(read) == 2
        write(corpus / "茶.txt", "茶树喜欢温暖。\n春茶在清明前后采摘!\n")
        assert survey([corpus], tmp_path / "cache").ids != first
        assert read[2:] == ["茶.txt"]

    def test_what_was_just_written_is_read_again(
        self, corpus: Path, tmp_path: Path, read: list[str]
    ):
        survey([corpus], tmp_path / "cache")
        same = (corpus / "茶.txt").stat()
        write(corpus / "茶.txt", "茶树喜欢温暖。\n秋茶在清明前后采摘。\n")  # as long as before
        os.utime(corpus / "茶.txt", ns=(same.st_atime_ns, same.st_mtime_ns))
        survey([corpus], tmp_path / "cache")
        assert len(read) == 4

    def test_a_time_that_was_set_back_hides_no_change(
        self, old: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        self.settle(monkeypatch)
        manifest = build([old], folder, HashEncoder, cache_dir=tmp_path / "cache").manifest
        write(old / "茶.txt", "茶树喜欢温暖。\n秋茶在清明前后采摘。\n")
        os.utime(old / "茶.txt", (1e9, 1e9))
        assert not is_current(manifest, [old], tmp_path / "cache")

    def test_to_touch_a_file_is_no_change(self, old: Path, folder: Path, tmp_path: Path):
        manifest = build([old], folder, HashEncoder, cache_dir=tmp_path / "cache").manifest
        os.utime(old / "茶.txt")
        assert is_current(manifest, [old], tmp_path / "cache")

    @pytest.mark.parametrize("text", ["", "[]", '{"version": 1, "files": {"/a": [1]}}', "\udcff"])
    def test_damaged_notes_are_none(self, corpus: Path, tmp_path: Path, text: str):
        first = survey([corpus], tmp_path / "cache").ids
        (note,) = (tmp_path / "cache" / "corpora").iterdir()
        note.write_bytes(text.encode(errors="surrogateescape"))
        assert survey([corpus], tmp_path / "cache").ids == first
