"""index.storage.archive: an index in one file; whatever else is in a file harms nothing."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import shutil
import stat
import threading
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import freshness
from index.build import build
from index.errors import (
    BundleError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    ShortageError,
    WenbaoError,
)
from index.storage import archive as bundle
from index.storage.store import Store
from tests.support.disk.forced import watched
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Members = dict[str, bytes]


@pytest.fixture(scope="session")
def file(carrying: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of it."""
    target = tmp_path_factory.mktemp("bundle") / "报告.wenbao"
    bundle.export(carrying, target)
    return target


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def members(file: Path) -> Members:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(file: Path, contents: Members, compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return file


def manifest_name(contents: Members) -> str:
    return next(name for name in contents if name.endswith("/manifest.json"))


def with_manifest(contents: Members, change: Callable[[dict[str, Any]], None]) -> Members:
    """The members of a bundle whose maker wrote another manifest, and named all after it."""
    before = manifest_name(contents)
    fields = json.loads(contents[before])
    change(fields)
    data = json.dumps(fields).encode()
    return renamed(contents, data)


def renamed(contents: Members, manifest: bytes) -> Members:
    folder = manifest_name(contents).removesuffix("manifest.json")
    name = hashlib.sha256(manifest).hexdigest()[:16]
    made = {
        key.replace(folder, f"generations/{name}/"): data
        for key, data in contents.items()
        if not key.endswith("/manifest.json")
    }
    return made | {
        "CURRENT": f"{name}\n".encode(),
        f"generations/{name}/manifest.json": manifest,
    }


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@contextlib.contextmanager
def nothing_left(root: Path) -> Iterator[None]:
    """Whatever happens inside writes no file anywhere below."""
    before = tree(root)
    yield
    new = {name for name in tree(root) - before if not name.startswith("cache/verified")}
    assert new <= {"cache", "cache/bundles", "cache/bundles/bundles.lock"}


def check_refused(tmp_path: Path, file: Path, match: str = r".") -> str:
    """Opening is one clear line, and leaves nothing behind."""
    with nothing_left(tmp_path), pytest.raises(BundleError, match=match) as caught:
        bundle.folder_of(file, tmp_path / "cache")
    message = str(caught.value)
    assert "\n" not in message
    assert str(file) in message
    return message


class TestARoundTrip:
    def test_what_is_unpacked_is_the_index(self, carrying: Path, file: Path, cache: Path):
        folder = bundle.folder_of(file, cache)
        generation, manifest = Store(folder).current()
        original, same = Store(carrying).current()
        assert manifest == dataclasses.replace(same, corpus=())
        assert manifest.encoder is not None
        name = manifest.encoder.name
        assert {"CURRENT", f"encoders/{name}/graph.onnx"} <= tree(folder)
        assert tree(generation) == tree(original)
        for path in tree(generation) - {"manifest.json"}:
            if (generation / path).is_file():
                assert (generation / path).read_bytes() == (original / path).read_bytes(), path
        for part in (folder / "encoders" / name).iterdir():
            assert part.read_bytes() == (carrying / "encoders" / name / part.name).read_bytes()
        assert "build.lock" not in tree(folder)

    def test_where_its_reports_lay_stays_with_its_maker(self, carrying: Path, file: Path):
        paths = Store(carrying).current()[1].corpus
        assert len(paths) == 1
        assert Path(paths[0]).is_absolute()
        contents = members(file)
        assert json.loads(contents[manifest_name(contents)])["corpus"] == []
        assert not any(paths[0].encode() in data for data in contents.values())

    def test_only_what_is_published_is_packed(self, carrying: Path, file: Path, tmp_path: Path):
        copy = shutil.copytree(carrying, tmp_path / "index")
        (copy / "secret.txt").write_bytes(b"mine")
        (Store(copy).current()[0] / ".DS_Store").write_bytes(b"?")
        bundle.export(copy, tmp_path / "one.wenbao")
        assert (tmp_path / "one.wenbao").read_bytes() == file.read_bytes()

    def test_equal_indexes_make_equal_bundles(self, carrying: Path, file: Path, tmp_path: Path):
        n_bytes = bundle.export(carrying, tmp_path / "again.wenbao")
        assert (tmp_path / "again.wenbao").read_bytes() == file.read_bytes()
        assert n_bytes == file.stat().st_size

    def test_opening_twice_unpacks_once(self, file: Path, cache: Path):
        first = bundle.folder_of(file, cache)
        before = {path: (first / path).stat().st_mtime_ns for path in tree(first)}
        assert bundle.folder_of(file, cache) == first
        assert {path: (first / path).stat().st_mtime_ns for path in tree(first)} == before
        assert {path.name for path in (cache / "bundles").iterdir()} == {first.name, "bundles.lock"}

    def test_a_copy_of_the_file_is_the_same_bundle(self, file: Path, cache: Path, tmp_path: Path):
        copy = Path(shutil.copy(file, tmp_path / "另一个.zip"))
        assert bundle.folder_of(copy, cache) == bundle.folder_of(file, cache)

    def test_threads_can_open_it_at_the_same_time(self, file: Path, cache: Path):
        found: list[Path] = []

        def open_() -> None:
            found.append(bundle.folder_of(file, cache))

        threads = [threading.Thread(target=open_) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 4
        assert len(set(found)) == 1
        Store(found[0]).current()

    def test_what_a_killed_process_left_is_removed(self, file: Path, cache: Path):
        folder = bundle.folder_of(file, cache)
        folder.rename(folder.with_name(f"{folder.name}.part"))
        (folder.with_name(f"{folder.name}.part") / "CURRENT").unlink()
        assert bundle.folder_of(file, cache) == folder
        Store(folder).current()
        assert not list((cache / "bundles").glob("*.part"))

    def test_a_bundle_of_what_was_unpacked_is_the_same(
        self, file: Path, cache: Path, tmp_path: Path
    ):
        bundle.export(bundle.folder_of(file, cache), tmp_path / "again.wenbao")
        assert (tmp_path / "again.wenbao").read_bytes() == file.read_bytes()

    def test_a_swept_cache_is_filled_anew(self, file: Path, cache: Path):
        folder = bundle.folder_of(file, cache)
        (folder / "CURRENT").unlink()
        assert bundle.folder_of(file, cache) == folder
        Store(folder).current()

    @pytest.mark.parametrize(
        "name", ["passage_vectors.faiss", "manifest.json", "graph.onnx", "encoder.json"]
    )
    @pytest.mark.parametrize("data", [None, b"?"], ids=["deleted", "changed"])
    def test_so_is_one_that_lacks_a_file_or_holds_another(
        self, file: Path, cache: Path, name: str, data: bytes | None
    ):
        folder = bundle.folder_of(file, cache)
        (found,) = folder.rglob(name)
        before = found.read_bytes()
        found.unlink()
        if data is not None:
            found.write_bytes(data)
        assert bundle.folder_of(file, cache) == folder
        assert found.read_bytes() == before
        Store(folder).current()

    def test_what_is_unpacked_is_forced_to_the_disk_before_it_has_its_name(
        self, file: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
    ):
        _, at_rename = watched(monkeypatch, "rename")
        folder = bundle.folder_of(file, cache)
        for path in (folder, *folder.rglob("*")):
            assert path.stat().st_ino in at_rename, path

    def test_a_folder_is_taken_as_it_is(self, carrying: Path, cache: Path):
        assert bundle.folder_of(carrying, cache) == carrying
        assert bundle.folder_of(carrying / "nowhere", cache) == carrying / "nowhere"
        assert not cache.exists()

    def test_members_beyond_what_zip_once_held(
        self, carrying: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1000)  # in truth 2 GB
        bundle.export(carrying, tmp_path / "large.wenbao")
        Store(bundle.folder_of(tmp_path / "large.wenbao", cache)).current()


class TestUnpacking:
    def test_it_is_the_index_again(self, carrying: Path, tmp_path: Path):
        bundle.export(carrying, tmp_path / "b.wenbao")
        bundle.unpack(tmp_path / "b.wenbao", tmp_path / "new" / "index")
        _, manifest = Store(tmp_path / "new" / "index").current()
        _, before = Store(carrying).current()
        assert manifest == dataclasses.replace(before, corpus=())

    def test_it_follows_the_reports_where_they_lie_here(self, carrying: Path, tmp_path: Path):
        _, before = Store(carrying).current()
        (report,) = map(Path, before.corpus)
        there = tmp_path / "报告"
        there.mkdir()
        shutil.copy(report, there)
        bundle.export(carrying, tmp_path / "b.wenbao")
        bundle.unpack(tmp_path / "b.wenbao", tmp_path / "index", corpus=[there], model="m")
        _, manifest = Store(tmp_path / "index").current()
        assert (manifest.corpus, manifest.model) == ((str(there),), "m")
        assert freshness.is_current(manifest, [there])

    def test_an_existing_folder_is_kept(self, carrying: Path, tmp_path: Path):
        bundle.export(carrying, tmp_path / "b.wenbao")
        (tmp_path / "mine").mkdir()
        with pytest.raises(BundleError, match="mine exists already: remove it, or name another"):
            bundle.unpack(tmp_path / "b.wenbao", tmp_path / "mine")

    def test_what_is_no_bundle(self, tmp_path: Path):
        (tmp_path / "x").write_bytes(b"?")
        with pytest.raises(BundleError, match="x is no bundle, or is damaged"):
            bundle.unpack(tmp_path / "x", tmp_path / "index")
        with pytest.raises(BundleError, match="y is no file: name one that `wenbao export` wrote"):
            bundle.unpack(tmp_path / "y", tmp_path / "index")
        assert tree(tmp_path) == {"x"}

    def test_a_place_that_cannot_be_written(self, carrying: Path, tmp_path: Path):
        bundle.export(carrying, tmp_path / "b.wenbao")
        with pytest.raises(BundleError, match="index cannot be written"):
            bundle.unpack(tmp_path / "b.wenbao", tmp_path / "b.wenbao" / "index")


class TestExporting:
    def test_an_existing_file_is_kept(self, carrying: Path, tmp_path: Path):
        (tmp_path / "mine").write_bytes(b"mine")
        with pytest.raises(BundleError, match=r"mine exists already: remove it, or name another"):
            bundle.export(carrying, tmp_path / "mine")
        assert (tmp_path / "mine").read_bytes() == b"mine"

    def test_a_place_that_cannot_be_written(self, carrying: Path, tmp_path: Path):
        with pytest.raises(BundleError, match=r"cannot be written \(No such file or directory\)"):
            bundle.export(carrying, tmp_path / "no" / "file")

    def test_one_that_comes_up_meanwhile_is_kept_too(
        self, carrying: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        closed = zipfile.ZipFile.close

        def slow(self: zipfile.ZipFile) -> None:
            closed(self)
            (tmp_path / "mine").write_bytes(b"mine")

        monkeypatch.setattr(zipfile.ZipFile, "close", slow)
        with pytest.raises(BundleError, match=r"mine exists already"):
            bundle.export(carrying, tmp_path / "mine")
        assert (tmp_path / "mine").read_bytes() == b"mine"
        assert tree(tmp_path) == {"mine"}

    def test_where_there_are_no_links(
        self, carrying: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        def refused(*_: object) -> None:
            raise PermissionError

        monkeypatch.setattr(os, "link", refused)
        bundle.export(carrying, tmp_path / "mine")
        assert (tmp_path / "mine").read_bytes() == file.read_bytes()
        assert tree(tmp_path) == {"mine"}

    @pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
    def test_nothing_is_left_of_one_that_was_stopped(
        self, carrying: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
    ):
        def stopped(*_: object) -> None:
            raise error

        monkeypatch.setattr(shutil, "copyfileobj", stopped)
        with pytest.raises((KeyboardInterrupt, ShortageError)):
            bundle.export(carrying, tmp_path / "mine")
        assert not tree(tmp_path)

    def test_an_index_that_goes_meanwhile_is_not_the_files_fault(
        self, carrying: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        copy = shutil.copytree(carrying, tmp_path / "index")
        writestr = zipfile.ZipFile.writestr

        def and_gone(*arguments: Any) -> None:
            writestr(*arguments)
            for path in copy.rglob("passage_vectors.faiss"):
                path.unlink()

        monkeypatch.setattr(zipfile.ZipFile, "writestr", and_gone)
        with pytest.raises(
            IndexDamagedError, match=r"passage_vectors\.faiss is missing or .*; run `wenbao build`"
        ):
            bundle.export(copy, tmp_path / "mine")
        assert not list(tmp_path.glob("*mine*"))
        assert not list(tmp_path.glob(".*"))

    def test_an_index_without_an_encoder(self, tmp_path: Path):
        (tmp_path / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
        build([tmp_path / "甲.txt"], tmp_path / "index", HashEncoder)
        with pytest.raises(BundleError, match=r"carries no encoder, its model 'hash' cannot be"):
            bundle.export(tmp_path / "index", tmp_path / "file")
        assert not (tmp_path / "file").exists()

    def test_no_index(self, tmp_path: Path):
        with nothing_left(tmp_path), pytest.raises(IndexMissingError, match="run `wenbao build`"):
            bundle.export(tmp_path / "nowhere", tmp_path / "file")

    def test_a_damaged_index(self, carrying: Path, tmp_path: Path):
        copy = shutil.copytree(carrying, tmp_path / "index")
        (Store(copy).current()[0] / "passage_vectors.faiss").write_bytes(b"?")
        with nothing_left(tmp_path), pytest.raises(IndexDamagedError, match="was changed"):
            bundle.export(copy, tmp_path / "file")


class TestFilesThatAreNoBundle:
    @pytest.mark.parametrize("data", [b"", b"?", b"PK\x03\x04", b"\x89PNG\r\n" * 100])
    def test_something_else(self, tmp_path: Path, data: bytes):
        (tmp_path / "x").write_bytes(data)
        check_refused(tmp_path, tmp_path / "x", "is no bundle, or is damaged")

    @pytest.mark.parametrize(
        "contents",
        [
            {},
            {"a.txt": b""},
            {"CURRENT": b""},
            {"CURRENT": b"\xff\n"},
            {"CURRENT": b"../../../../etc\n"},
            {"CURRENT": b"0123456789abcdef\n"},
            {"CURRENT": b"a\n", "generations/a/manifest.json": b"{}"},
            {"CURRENT": b"..\n", "generations/../manifest.json": b"{}"},
        ],
    )
    def test_another_zip(self, tmp_path: Path, contents: Members):
        check_refused(tmp_path, write(tmp_path / "x", contents))

    @pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
    def test_a_truncated_one(self, file: Path, tmp_path: Path, part: float):
        data = file.read_bytes()
        (tmp_path / "x").write_bytes(data[: int(len(data) * part)])
        check_refused(tmp_path, tmp_path / "x", "is no bundle, or is damaged")

    @given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
    def test_a_flipped_bit_is_found_or_does_no_harm(
        self, file: Path, tmp_path_factory: pytest.TempPathFactory, place: float, bit: int
    ):
        root = tmp_path_factory.mktemp("flipped")
        data = bytearray(file.read_bytes())
        data[int(place * len(data))] ^= 1 << bit
        (root / "x").write_bytes(data)
        with contextlib.suppress(BundleError):
            Store(bundle.folder_of(root / "x", root / "cache")).current()
            return  # a bit that says nothing, as of a date
        assert {path for path in tree(root) if "bundles/" in path} <= {"cache/bundles/bundles.lock"}

    def test_every_bit_of_the_directory_at_the_end(self, file: Path, tmp_path: Path):
        data = file.read_bytes()
        start = data.rindex(b"PK\x05\x06")
        for place in range(start, len(data)):
            changed = bytearray(data)
            changed[place] ^= 0x41
            (tmp_path / "x").write_bytes(changed)
            with contextlib.suppress(BundleError):
                Store(bundle.folder_of(tmp_path / "x", tmp_path / "cache")).current()

    def test_an_encrypted_one(self, file: Path, tmp_path: Path):
        data = bytearray(file.read_bytes())
        for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = data.find(sign)
            while at >= 0:
                data[at + offset] |= 1
                at = data.find(sign, at + 4)
        (tmp_path / "x").write_bytes(data)
        check_refused(tmp_path, tmp_path / "x", "is no bundle, or is damaged")

    @pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_one_that_is_packed_in_another_way(self, file: Path, tmp_path: Path, compression: int):
        write(tmp_path / "x", members(file), compression)
        check_refused(tmp_path, tmp_path / "x", "is packed in another way")

    def test_one_that_is_not_packed_at_all_is_as_good(self, file: Path, tmp_path: Path):
        write(tmp_path / "x", members(file), zipfile.ZIP_STORED)
        Store(bundle.folder_of(tmp_path / "x", tmp_path / "cache")).current()

    def test_another_format_is_told_apart(self, file: Path, tmp_path: Path):
        newer = with_manifest(members(file), lambda fields: fields.update(format_version=99))
        write(tmp_path / "x", newer)
        with nothing_left(tmp_path), pytest.raises(IndexMismatchError, match="of format 99, this"):
            bundle.folder_of(tmp_path / "x", tmp_path / "cache")

    def test_a_cache_that_cannot_be_written(self, file: Path, tmp_path: Path):
        (tmp_path / "cache").write_bytes(b"mine")
        with pytest.raises(BundleError, match=r"cannot be unpacked in .*with WENBAO_CACHE$"):
            bundle.folder_of(file, tmp_path / "cache")


def change_file(fields: dict[str, Any], **change: Any) -> None:
    fields["files"][0].update(change)


def change_encoder(fields: dict[str, Any], **change: Any) -> None:
    fields["encoder"].update(change)


OUTSIDE = (
    *("../x", "../../x", "a/../../x", "/etc/x", "..", ".", "a//b", "a/", "..\\x", "C:\\x", "c:x"),
    *("NUL", "con.txt", "a/Aux", "com1", "LPT9.a.b", "a.", "a./b", "a..", "prn."),
    *("\\\\host\\x", "a\0b", "", " ", "a\n", "~/x", "．．/x", "a/./b", ".hidden", 3, None, ["a"]),
)


class TestNamesThatLeadOut:
    @pytest.mark.parametrize("name", OUTSIDE, ids=map(repr, OUTSIDE))
    def test_of_a_listed_file(self, file: Path, tmp_path: Path, name: Any):
        made = with_manifest(members(file), lambda fields: change_file(fields, name=name))
        folder = manifest_name(made).removesuffix("manifest.json")
        with_file = made | {f"{folder}{name}".replace("\0", ""): b"evil"}
        check_refused(tmp_path, write(tmp_path / "x", with_file), "is malformed")

    @pytest.mark.parametrize("name", OUTSIDE, ids=map(repr, OUTSIDE))
    def test_of_the_encoder(self, file: Path, tmp_path: Path, name: Any):
        made = with_manifest(members(file), lambda fields: change_encoder(fields, name=name))
        check_refused(tmp_path, write(tmp_path / "x", made), "is malformed")

    @pytest.mark.parametrize("name", OUTSIDE, ids=map(repr, OUTSIDE))
    def test_of_a_file_of_the_encoder(self, file: Path, tmp_path: Path, name: Any):
        made = with_manifest(
            members(file), lambda fields: fields["encoder"]["files"][0].update(name=name)
        )
        check_refused(tmp_path, write(tmp_path / "x", made), "is malformed")

    @pytest.mark.parametrize("name", ["../evil", "/evil", "generations/../../evil", "evil", "a/b"])
    def test_members_that_are_not_listed_are_left_where_they_are(
        self, file: Path, tmp_path: Path, name: str
    ):
        write(tmp_path / "x", members(file) | {name: b"evil"})
        folder = bundle.folder_of(tmp_path / "x", tmp_path / "cache")
        Store(folder).current()
        assert not any("evil" in path or path.endswith("a/b") for path in tree(tmp_path))

    def test_a_link_is_written_as_the_file_that_it_is_not(self, file: Path, tmp_path: Path):
        contents = members(file)
        name = next(name for name in contents if name.endswith("graph.onnx"))
        with zipfile.ZipFile(tmp_path / "x", "w") as archive:
            for key, data in contents.items():
                info = zipfile.ZipInfo(key)
                if key == name:
                    info.external_attr = (stat.S_IFLNK | 0o777) << 16
                archive.writestr(info, b"/etc/passwd" if key == name else data)
        check_refused(tmp_path, tmp_path / "x", "is not what its manifest says")

    def test_not_even_a_link_that_is_listed_leads_anywhere(self, file: Path, tmp_path: Path):
        listed = b"/etc/passwd"
        made = with_manifest(
            members(file),
            lambda fields: change_file(
                fields, n_bytes=len(listed), sha256=hashlib.sha256(listed).hexdigest()
            ),
        )
        folder = manifest_name(made).removesuffix("manifest.json")
        name = folder + json.loads(made[manifest_name(made)])["files"][0]["name"]
        with zipfile.ZipFile(tmp_path / "x", "w") as archive:
            for key, data in made.items():
                info = zipfile.ZipInfo(key)
                if key == name:
                    info.external_attr = (stat.S_IFLNK | 0o777) << 16
                archive.writestr(info, listed if key == name else data)
        opened = bundle.folder_of(tmp_path / "x", tmp_path / "cache")
        assert not (opened / name).is_symlink()
        assert (opened / name).read_bytes() == listed

    def test_no_file_of_a_bundle_can_be_run(self, file: Path, tmp_path: Path):
        contents = members(file)
        with zipfile.ZipFile(tmp_path / "x", "w") as archive:
            for key, data in contents.items():
                info = zipfile.ZipInfo(key)
                info.external_attr = (stat.S_IFREG | 0o4777) << 16
                archive.writestr(info, data)
        opened = bundle.folder_of(tmp_path / "x", tmp_path / "cache")
        assert not any(
            path.is_file() and path.stat().st_mode & 0o6111 for path in opened.rglob("*")
        )


class TestSizes:
    @pytest.mark.parametrize("n_bytes", [-1, -(1 << 60), 1.5, "9", None, True, [1]])
    def test_what_is_no_size(self, file: Path, tmp_path: Path, n_bytes: Any):
        made = with_manifest(members(file), lambda fields: change_file(fields, n_bytes=n_bytes))
        check_refused(tmp_path, write(tmp_path / "x", made))

    @pytest.mark.parametrize("more", [1, -1])
    def test_a_member_longer_or_shorter_than_listed(self, file: Path, tmp_path: Path, more: int):
        made = with_manifest(
            members(file),
            lambda fields: change_file(fields, n_bytes=fields["files"][0]["n_bytes"] + more),
        )
        check_refused(tmp_path, write(tmp_path / "x", made), "is not what its manifest says")

    def test_a_listed_file_that_is_not_there(self, file: Path, tmp_path: Path):
        contents = members(file)
        del contents[next(name for name in contents if name.endswith("graph.onnx"))]
        check_refused(tmp_path, write(tmp_path / "x", contents), "graph.onnx")

    def test_a_changed_member(self, file: Path, tmp_path: Path):
        contents = members(file)
        name = next(name for name in contents if name.endswith("graph.onnx"))
        contents[name] = contents[name][:-1] + b"?"
        check_refused(tmp_path, write(tmp_path / "x", contents), "is not what its manifest says")

    def test_more_than_a_bundle_can_hold(self, file: Path, tmp_path: Path):
        made = with_manifest(members(file), lambda fields: change_file(fields, n_bytes=1 << 50))
        check_refused(tmp_path, write(tmp_path / "x", made), r"would unpack to \d+ bytes: it is no")

    def test_a_member_that_grows_without_end_is_not_written(self, file: Path, tmp_path: Path):
        contents = members(file)
        name = next(name for name in contents if name.endswith("graph.onnx"))
        contents[name] = bytes(64 << 20)
        check_refused(tmp_path, write(tmp_path / "x", contents), "is not what its manifest says")

    @pytest.mark.parametrize("member", ["CURRENT", "manifest"])
    def test_nor_is_one_that_is_read_before_anything_is_listed(
        self, file: Path, tmp_path: Path, member: str
    ):
        contents = members(file)
        name = manifest_name(contents) if member == "manifest" else "CURRENT"
        contents[name] = bytes(64 << 20)
        check_refused(tmp_path, write(tmp_path / "x", contents), r"has more than \d+ bytes")

    def test_a_file_that_is_listed_twice_or_is_a_folder_too(self, file: Path, tmp_path: Path):
        def nest(fields: dict[str, Any]) -> None:
            first = fields["files"][0]
            fields["files"].append(first | {"name": f"{first['name']}/below"})

        made = with_manifest(members(file), nest)
        folder = manifest_name(made).removesuffix("manifest.json")
        first = json.loads(made[manifest_name(made)])["files"][0]["name"]
        made[f"{folder}{first}/below"] = made[folder + first]
        check_refused(tmp_path, write(tmp_path / "x", made))


class TestManifestsThatAreNone:
    @pytest.mark.parametrize(
        "data", [b"", b"?", b"[]", b"3", b"{}", b"\xff", b"[" * 200_000, b'{"format_version": 2}']
    )
    def test_something_else(self, file: Path, tmp_path: Path, data: bytes):
        write(tmp_path / "x", renamed(members(file), data))
        with nothing_left(tmp_path), pytest.raises(WenbaoError) as caught:
            bundle.folder_of(tmp_path / "x", tmp_path / "cache")
        assert isinstance(caught.value, BundleError | IndexMismatchError)
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize("encoder", [None, [], "x", 3, {}, {"name": "a" * 16, "files": 3}])
    def test_another_encoder(self, file: Path, tmp_path: Path, encoder: Any):
        made = with_manifest(members(file), lambda fields: fields.update(encoder=encoder))
        check_refused(tmp_path, write(tmp_path / "x", made))
