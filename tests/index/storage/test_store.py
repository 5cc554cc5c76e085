"""index.storage.store: publishing in one step, whatever happens; damage found."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from index.errors import (
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    IndexWriteError,
)
from index.platform import regular_files
from index.published.contents import PublishedIndex
from index.storage.manifest import FORMAT_VERSION
from index.storage.store import Store
from tests.support.disk.forced import watched
from tests.support.publishing import answer, contents, corpus_saying, generations, publish

if TYPE_CHECKING:
    from pathlib import Path


PARTS = ("passage", "sentence")
FACTS = ("columns.bin", "first_facts.bin", "sums.bin", "words.starts", "words.txt")
TERMS = ("postings.bin", "rows.bin", "parts.bin", "size.json", "terms.starts", "terms.txt")
FILES = (
    "CURRENT",
    *(
        f"generation/{name}"
        for name in (
            "manifest.json",
            *(
                f"documents/{file}"
                for file in (
                    *("about.jsonl", "about.starts", "texts.txt", "texts.starts"),
                    *("places.txt", "places.starts", "columns.bin", "families.bin", "sums.bin"),
                    *("place_names.txt", "place_names.starts"),
                    *("place_terms.txt", "place_terms.starts"),
                    *("by_id.bin", "by_place.bin", "by_year.bin"),
                )
            ),
            *(
                f"passages/{file}"
                for file in (
                    *("columns.bin", "sentences.bin", "first_sentences.bin"),
                    *("sections.jsonl", "sections.starts", "headings.txt", "headings.starts"),
                    *("common_headings.bin", "by_heading.bin", "by_period.bin"),
                    *("tables.jsonl", "tables.starts"),
                    "sums.bin",
                )
            ),
            *(f"{part}_vectors{end}" for part in PARTS for end in (".faiss", ".head")),
            *(f"{terms}_terms/{file}" for terms in PARTS for file in TERMS),
            *(f"facts/{file}" for file in FACTS),
        )
    ),
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return corpus_saying(tmp_path / "old", "31公里")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return corpus_saying(tmp_path / "new", "48公里")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published index, to be copied and damaged."""
    root = tmp_path_factory.mktemp("template")
    publish(corpus_saying(root / "corpus", "31公里"), root / "index")
    return root / "index"


@pytest.fixture
def index(template: Path, tmp_path: Path) -> Path:
    return shutil.copytree(template, tmp_path / "index")


def file_of(index: Path, name: str) -> Path:
    generation, _ = Store(index).current()
    return generation / name.removeprefix("generation/") if "/" in name else index / name


class TestPublishing:
    def test_a_published_index_opens(self, old: Path, tmp_path: Path):
        manifest = publish(old, tmp_path / "index")
        generation, read = Store(tmp_path / "index").current()
        assert dataclasses.replace(read, files=()) == dataclasses.replace(manifest, files=())
        assert read.format_version == FORMAT_VERSION
        assert answer(tmp_path / "index") == "建成绿道31公里。"
        assert generation.name == (tmp_path / "index" / "CURRENT").read_text("ascii").strip()

    def test_a_generation_is_named_by_its_manifest_and_lists_every_file(self, index: Path):
        generation, manifest = Store(index).current()
        data = (generation / "manifest.json").read_bytes()
        assert generation.name == hashlib.sha256(data).hexdigest()[:16]
        listed = {file.name: (file.n_bytes, file.sha256) for file in manifest.files}
        found = contents(generation)
        del found["manifest.json"]
        assert listed == {
            name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in found.items()
        }

    def test_the_manifest_can_be_read_by_people(self, index: Path):
        text = file_of(index, "generation/manifest.json").read_text("utf-8")
        assert json.loads(text)["model"] == "hash"
        assert "\\u" not in text
        assert text.count("\n") > 10

    def test_a_new_generation_takes_the_place_of_the_old(
        self, old: Path, new: Path, tmp_path: Path
    ):
        publish(old, tmp_path / "index")
        publish(new, tmp_path / "index")
        assert answer(tmp_path / "index") == "建成绿道48公里。"

    def test_the_published_one_and_the_one_before_are_kept(self, tmp_path: Path):
        folder = tmp_path / "index"
        published = []
        for i in range(5):
            publish(corpus_saying(tmp_path / "corpus", f"{i}公里"), folder)
            published.append(Store(folder).current()[0].name)
            assert generations(folder) == set(published[-2:])
        assert len(set(published)) == 5

    def test_the_signature_changes_with_each_publication_and_only_then(
        self, old: Path, tmp_path: Path
    ):
        store = Store(tmp_path / "index")
        seen = set()
        for _ in range(3):
            publish(old, tmp_path / "index")
            seen.add(store.signature())
            assert store.signature() in seen
        assert len(seen) == 3

    def test_a_reader_that_is_overtaken_opens_the_newest(
        self, index: Path, new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        newest = corpus_saying(tmp_path / "newest", "60公里")
        overtaking = [new, newest]
        read_text = regular_files.read_text

        def slow(file: Path, encoding: str = "utf-8") -> str:
            name = read_text(file, encoding)
            if file.name == "CURRENT" and overtaking:
                corpora = [*overtaking]
                overtaking.clear()
                for corpus in corpora:  # after the second, the generation just named is gone
                    publish(corpus, index)
            return name

        first, _ = Store(index).current()
        monkeypatch.setattr(regular_files, "read_text", slow)
        generation, _ = Store(index).current()
        assert not first.exists()
        assert generation.exists()
        assert answer(index) == "建成绿道60公里。"

    def test_publishing_the_same_again_leaves_its_files_where_they_are(self, index: Path):
        """Two builds within a second can be equal to the byte; the first may be in use."""
        store = Store(index)
        generation, manifest = store.current()
        before = generation.stat().st_ino
        with store.stage() as staging:
            for name, data in contents(generation).items():
                if name != "manifest.json":
                    (staging / name).parent.mkdir(exist_ok=True)
                    (staging / name).write_bytes(data)
            name = store.publish(dataclasses.replace(manifest, files=()))
        assert name == generation.name
        assert generation.stat().st_ino == before
        assert generations(index) == {name}
        assert answer(index) == "建成绿道31公里。"

    def test_publishing_the_same_again_mends_it(self, index: Path):
        store = Store(index)
        generation, manifest = store.current()
        whole = contents(generation)
        (generation / "passages" / "columns.bin").write_bytes(b"")
        with store.stage() as staging:
            for name, data in whole.items():
                if name != "manifest.json":
                    (staging / name).parent.mkdir(exist_ok=True)
                    (staging / name).write_bytes(data)
            store.publish(dataclasses.replace(manifest, files=()))
        assert contents(store.current()[0]) == whole

    def test_everything_is_forced_to_the_disk_before_the_swap(
        self, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        synced, at_swap = watched(monkeypatch, "replace")
        folder = tmp_path / "index"
        publish(old, folder)
        generation, _ = Store(folder).current()
        for path in (generation, *generation.rglob("*"), generation.parent, folder / "CURRENT"):
            assert path.stat().st_ino in at_swap, path
        assert folder.stat().st_ino in synced

    def test_no_file_is_a_pickle(self, index: Path):
        for name, data in contents(index).items():
            assert not data.startswith(b"\x80"), name
            assert not re.search(rb"'descr': '\|O'", data[:200]), name


class TestDamage:
    def test_the_files_below_are_all_there_are(self, index: Path):
        generation, _ = Store(index).current()
        named = {name.removeprefix("generation/") for name in FILES if "/" in name}
        assert set(contents(generation)) == named

    @pytest.mark.parametrize("name", FILES)
    @pytest.mark.parametrize("place", [0.0, 0.5, 1.0], ids=["start", "middle", "end"])
    def test_a_flipped_byte_is_refused_with_the_remedy(self, index: Path, name: str, place: float):
        file = file_of(index, name)
        data = bytearray(file.read_bytes())
        data[int(place * (len(data) - 1))] ^= 0x40
        file.write_bytes(data)
        with pytest.raises(IndexDamagedError, match=r"; run `wenbao build` to make the index anew"):
            Store(index).current()

    @pytest.mark.parametrize("name", FILES)
    def test_a_file_cut_short_is_refused_with_the_remedy(self, index: Path, name: str):
        file = file_of(index, name)
        file.write_bytes(file.read_bytes()[:-1])
        with pytest.raises(IndexDamagedError, match=r"; run `wenbao build`"):
            Store(index).current()

    @pytest.mark.parametrize("name", FILES[1:])
    def test_a_deleted_file_is_refused_with_the_remedy(self, index: Path, name: str):
        file = file_of(index, name)
        file.unlink()
        with pytest.raises(IndexDamagedError, match=rf"{file.stem}.* run `wenbao build`"):
            Store(index).current()

    def test_without_current_there_is_no_index(self, index: Path):
        (index / "CURRENT").unlink()
        for read in (Store(index).current, Store(index).signature):
            with pytest.raises(IndexMissingError, match=r"no index in .*; run `wenbao build`$"):
                read()

    @pytest.mark.parametrize("folder", ["nowhere", "a file", "a file/below"])
    def test_where_nothing_was_published_there_is_no_index(self, tmp_path: Path, folder: str):
        (tmp_path / "a file").write_bytes(b"")
        store = Store(tmp_path / folder)
        for read in (store.current, store.signature):
            with pytest.raises(IndexMissingError, match=rf"no index in .*{folder}; run"):
                read()

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"\n",
            b"\xff\xfe\n",
            b"../../etc/passwd\n",
            b"0123456789abcdef",
            b"0123456789ABCDEF\n",
        ],
    )
    def test_a_current_that_names_no_generation_is_refused(self, index: Path, data: bytes):
        (index / "CURRENT").write_bytes(data)
        with pytest.raises(IndexDamagedError, match=r"CURRENT .*; run `wenbao build`"):
            Store(index).current()

    def test_a_current_that_is_a_folder_is_refused(self, index: Path):
        (index / "CURRENT").unlink()
        (index / "CURRENT").mkdir()
        with pytest.raises(
            IndexDamagedError, match=r"CURRENT cannot be read \(.*\); run `wenbao build`"
        ):
            Store(index).current()

    def test_a_place_that_cannot_be_looked_at_is_refused(self, tmp_path: Path):
        store = Store(tmp_path / ("长" * 200))  # 600 bytes: too long a name
        for read in (store.current, store.signature):
            with pytest.raises(IndexDamagedError, match=r"CURRENT cannot be read \(.*\); run"):
                read()

    @pytest.mark.parametrize("field", ["files", "corpus"])
    def test_a_malformed_manifest_is_refused(self, index: Path, field: str):
        fields = json.loads(file_of(index, "generation/manifest.json").read_bytes())
        data = json.dumps(fields | {field: "?"}).encode()
        name = hashlib.sha256(data).hexdigest()[:16]
        (index / "generations" / name).mkdir()
        (index / "generations" / name / "manifest.json").write_bytes(data)
        (index / "CURRENT").write_text(f"{name}\n", "ascii")
        with pytest.raises(IndexDamagedError, match="is malformed; run `wenbao build`"):
            Store(index).current()

    def test_a_current_that_names_a_generation_gone_is_refused(self, index: Path):
        (index / "CURRENT").write_text("0123456789abcdef\n", "ascii")
        with pytest.raises(
            IndexDamagedError, match=r"0123456789abcdef has no manifest \(.*\); run"
        ):
            Store(index).current()

    @pytest.mark.parametrize("version", [0, FORMAT_VERSION + 1])
    def test_another_format_is_told_apart_from_damage(self, index: Path, version: int):
        _, manifest = Store(index).current()
        with Store(index).stage():
            Store(index).publish(dataclasses.replace(manifest, format_version=version))
        with pytest.raises(
            IndexMismatchError,
            match=rf"is of format {version}, this wenbao reads {FORMAT_VERSION}; run `wenbao build`",
        ):
            Store(index).current()

    def test_a_manifest_of_other_fields_is_of_another_format(self, index: Path):
        data = json.dumps({"format_version": 99, "other": []}).encode()
        name = hashlib.sha256(data).hexdigest()[:16]
        (index / "generations" / name).mkdir()
        (index / "generations" / name / "manifest.json").write_bytes(data)
        (index / "CURRENT").write_text(f"{name}\n", "ascii")
        with pytest.raises(IndexMismatchError, match="is of format 99"):
            Store(index).current()

    @pytest.mark.parametrize(
        "name", ["CURRENT", "generation/manifest.json", "generation/documents/about.jsonl"]
    )
    def test_a_build_mends_it(self, index: Path, new: Path, name: str):
        file_of(index, name).write_bytes(b"?")
        publish(new, index)
        assert answer(index) == "建成绿道48公里。"
        assert len(generations(index)) <= 2

    def test_files_that_the_manifest_does_not_list_do_no_harm(self, index: Path):
        generation, _ = Store(index).current()
        (generation / ".DS_Store").write_bytes(b"?")
        assert answer(index) == "建成绿道31公里。"

    @pytest.mark.parametrize("name", FILES[2:])
    def test_an_index_gone_while_it_is_loaded_is_told(self, index: Path, name: str):
        file = file_of(index, name)
        generation, _ = Store(index).current()
        file.unlink()
        with pytest.raises(IndexDamagedError, match=r"cannot be read .*; run `wenbao build`$"):
            len(
                PublishedIndex.load(generation).facts.table
            )  # whose files are opened when asked for


class TestPlacesThatCannotBeWritten:
    def test_a_file_stands_where_the_folder_is_to_be(self, old: Path, tmp_path: Path):
        (tmp_path / "index").write_bytes(b"mine")
        with pytest.raises(
            IndexWriteError,
            match=r"cannot be written in .*index \(.+\): make room there, or choose another "
            r"folder with --index$",
        ):
            publish(old, tmp_path / "index")
        assert (tmp_path / "index").read_bytes() == b"mine"

    def test_a_folder_stands_where_the_lock_is_to_be(self, old: Path, tmp_path: Path):
        (tmp_path / "index" / "build.lock").mkdir(parents=True)
        with pytest.raises(IndexWriteError, match=r"\(Is a directory\)"):
            publish(old, tmp_path / "index")

    def test_what_cannot_be_staged_is_told_and_cleared_away(self, index: Path):
        before = contents(index)

        def stage() -> None:
            with Store(index).stage() as staging:
                (staging / "a").write_bytes(b"half")
                (staging / "no" / "such" / "folder").write_bytes(b"")

        with pytest.raises(IndexWriteError, match=r"\(No such file or directory\)"):
            stage()
        assert contents(index) == before

    def test_any_other_error_in_a_stage_passes_and_is_cleared_away(self, index: Path):
        before = contents(index)

        def stage() -> None:
            with Store(index).stage() as staging:
                (staging / "a").write_bytes(b"half")
                raise KeyError

        with pytest.raises(KeyError):
            stage()
        assert contents(index) == before
