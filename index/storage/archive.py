"""An index in one file: a zip of one generation and its encoder, to be asked on another machine.

What is unpacked is what the manifest lists, byte for byte, and nothing else: no name in a bundle
can lead out of its folder, and nothing in it is code. Where the reports lay that it was made of
stays with its maker: elsewhere such a path means nothing, or something else.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import secrets
import shutil
import zipfile
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from index.errors import BundleError, IndexDamagedError, ShortageError, WenbaoError
from index.platform import cache, durable, shortage, staging, verified_files
from index.storage import archive_file, layout
from index.storage import manifest as manifests
from index.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.types import Manifest, PublishedFile

_MOST_EXPANSION = 100  # texts shrink to a tenth; what grows a hundredfold is made to fill a disk
_WAIT_S = 600
_DATE = (1980, 1, 1, 0, 0, 0)  # of all members: equal indexes make equal bundles


def export(index: Path, file: Path, cache_dir: Path | None = None) -> int:
    """Write the published index of a folder into one new file; its size in bytes.

    Args:
        index: the folder.
        file: where to.
        cache_dir: stands for the user's own cache folder.

    Raises:
        IndexMissingError, IndexDamagedError, IndexMismatchError: it cannot be read.
        BundleError: the file exists, or cannot be written; or the index has no encoder of its own.
    """
    store = Store(index, cache_dir)
    return store.read(lambda generation, manifest: _export(store, generation, manifest, file))


def _export(store: Store, generation: Path, manifest: Manifest, file: Path) -> int:
    if manifest.encoder is None:
        raise BundleError(
            f"the index in {store.folder} carries no encoder, its model {manifest.model!r} cannot be "
            "exported: build it with another model to take it to another machine"
        )
    if file.exists():
        raise _exists(file)
    store.check(generation, manifest)  # what is damaged is not handed on
    name, data = manifests.write(dataclasses.replace(manifest, corpus=()))
    sources = (generation, store.encoder_folder(manifest.encoder))
    part = file.with_name(f".{secrets.token_hex(8)}.part")  # two exports do not share it
    try:
        try:
            with zipfile.ZipFile(part, "x") as archive:
                archive.writestr(_member(layout.POINTER), f"{name}\n")
                archive.writestr(_member(f"{layout.GENERATIONS}/{name}/{manifests.FILE}"), data)
                for (folder, files), source in zip(
                    archive_file.listed(manifest, name), sources, strict=True
                ):
                    for each in files:
                        _add(archive, f"{folder}/{each.name}", source / each.name)
            durable.sync_file(part)
            _publish_file(part, file)
        finally:
            part.unlink(missing_ok=True)
        return file.stat().st_size
    except FileExistsError as error:
        raise _exists(file) from error
    except OSError as error:
        raise _unwritten(file, error, "file") from error


def folder_of(index: Path, cache_dir: Path | None = None) -> Path:
    """The folder of an index: the one that is named, or where the named bundle is unpacked.

    Args:
        index: the folder of an index, or the file of a bundle.
        cache_dir: stands for the user's own cache folder; bundles go to ``bundles/`` in it, once, and
            again where a file of one was swept or changed there.

    Raises:
        BundleError: the file is no bundle, is damaged, or cannot be unpacked.
        SettingsError: there is no cache folder to unpack it in.
    """
    if not index.is_file():
        if index.exists() and not index.is_dir():
            raise BundleError(f"{index} is neither a bundle nor the folder of an index: name one")
        return index
    bundles = cache.folder(cache_dir) / "bundles"
    try:
        target = bundles / verified_files.digest(index, cache_dir)[:32]
        if not _is_whole(target, cache_dir):
            bundles.mkdir(parents=True, exist_ok=True)
            with FileLock(bundles / "bundles.lock", timeout=_WAIT_S):
                if not _is_whole(target, cache_dir):  # else another was faster
                    _publish(index, target)
    except Timeout as error:
        raise BundleError(
            f"another process has unpacked bundles in {bundles} for {_WAIT_S} s: wait for it, or "
            "end it and try again"
        ) from error
    except OSError as error:
        shortage.check(error, bundles)
        raise BundleError(
            f"{index} cannot be unpacked in {bundles} ({error.strerror or error}): make room "
            "there, or choose another cache folder with WENBAO_CACHE"
        ) from error
    return target


def unpack(
    file: Path, folder: Path, *, corpus: Sequence[Path] = (), model: str | None = None
) -> None:
    """Make the folder of an index of a bundle.

    Args:
        file: the bundle.
        folder: the folder, which must not exist.
        corpus: where the reports lie here that it was made of; none where they do not.
        model: what its model is called here.

    Raises:
        BundleError: the file is no bundle, or the folder exists or cannot be written.
    """
    if folder.exists():
        raise _exists(folder)
    if not file.is_file():
        raise BundleError(f"{file} is no file: name one that `wenbao export` wrote")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = folder.with_name(f".{secrets.token_hex(8)}.part")
        with staging.replacing(folder, part):
            _unpack(file, part)
            _settle(part, tuple(map(os.path.realpath, corpus)), model)
    except OSError as error:
        raise _unwritten(folder, error, "folder") from error


def _unwritten(path: Path, error: OSError, kind: str) -> BundleError:
    shortage.check(error, path.parent)
    return BundleError(
        f"{path} cannot be written ({error.strerror or error}): make room there, or name "
        f"another {kind}"
    )


def _settle(index: Path, corpus: tuple[str, ...], model: str | None) -> None:
    """Write down where the reports and the model of an unpacked index lie here."""
    pointer = index / layout.POINTER
    before = index / layout.GENERATIONS / pointer.read_text("ascii").strip()
    made = manifests.load(before)
    settled = dataclasses.replace(made, corpus=corpus, model=model or made.model)
    name, data = manifests.write(settled)
    (before / manifests.FILE).write_bytes(data)
    before.rename(before.with_name(name))
    pointer.write_bytes(f"{name}\n".encode("ascii"))


def _exists(file: Path) -> BundleError:
    return BundleError(f"{file} exists already: remove it, or name another")


def _publish_file(part: Path, file: Path) -> None:
    """Give a written file its name, unless another has it by now.

    Raises:
        FileExistsError: another has it.
    """
    try:
        os.link(part, file)  # renaming would overwrite
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if file.exists():
            raise FileExistsError from None
        part.replace(file)
    durable.sync_folder(file.parent)


def _is_whole(target: Path, cache_dir: Path | None) -> bool:
    """Whether all that was unpacked is still there, as an index is checked wherever it lies."""
    try:
        Store(target, cache_dir).current()
    except ShortageError:
        raise  # which tells nothing of what is there
    except WenbaoError:
        return False
    return True


def _publish(file: Path, target: Path) -> None:
    """Unpack aside and rename, so that ``target`` is never half an index."""
    with staging.replacing(target, target.with_name(f"{target.name}.part")) as part:
        _unpack(file, part)


def _unpack(file: Path, target: Path) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            name, data, listed = archive_file.contents(archive, str(file))
            n_bytes = sum(each.n_bytes for _, files in listed for each in files)
            if n_bytes > _MOST_EXPANSION * file.stat().st_size:
                raise BundleError(f"{file} would unpack to {n_bytes} bytes: it is no bundle")
            (target / layout.GENERATIONS / name).mkdir(parents=True)
            (target / layout.GENERATIONS / name / manifests.FILE).write_bytes(data)
            for folder, files in listed:
                for each in files:
                    _extract(archive, f"{folder}/{each.name}", target / folder, each)
            # Last: where it is, all the rest is.
            (target / layout.POINTER).write_bytes(f"{name}\n".encode("ascii"))
    except archive_file.DAMAGE as error:
        shortage.check(error, target)
        raise archive_file.damaged(file, error) from error


def _extract(archive: zipfile.ZipFile, name: str, folder: Path, listed: PublishedFile) -> None:
    """Write one member, but not a byte more than is listed."""
    path = folder / listed.name
    path.parent.mkdir(parents=True, exist_ok=True)
    left, digest = listed.n_bytes, hashlib.sha256()
    with archive_file.member(archive, name) as source, path.open("wb") as out:
        while left and (chunk := source.read(min(left, archive_file.CHUNK_BYTES))):
            digest.update(chunk)
            out.write(chunk)
            left -= len(chunk)
        if left or source.read(1) or digest.hexdigest() != listed.sha256:
            raise ValueError(f"{name} is not what its manifest says")


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _add(archive: zipfile.ZipFile, name: str, file: Path) -> None:
    try:
        data = file.open("rb")
    except OSError as error:  # it was there when the index was checked
        shortage.check(error, file)
        raise IndexDamagedError(
            f"{file} is missing or unreadable ({error.strerror or error}); {manifests.REMEDY}"
        ) from error
    info = _member(name)
    info.file_size = os.fstat(data.fileno()).st_size  # from 2 GB on, it is written otherwise
    with data, archive.open(info, "w") as out:
        shutil.copyfileobj(data, out, archive_file.CHUNK_BYTES)
