"""Which reports an index is built of, and whether it still is one of them."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from index import freshness
from index.errors import CorpusError
from index.reading import corpus_files

if TYPE_CHECKING:
    from index.types import Manifest
    from qa.settings import Settings

_SEED = Path(__file__).parent / "seed"  # of an installed wheel: setup.py puts it there


def chosen(settings: Settings, before: Manifest | None) -> tuple[Path, ...]:
    """The reports that an index is built of where none are named.

    Those of the settings, then those that the index was made of, then ``default``.

    Args:
        settings: the settings.
        before: what the index was made of.

    Raises:
        CorpusError: there are none of these, or the index was made of some that cannot be reached:
            to build it of others would make its reports vanish.
    """
    if settings.corpus:
        return settings.corpus
    if before is None or not before.corpus:
        return (default(settings.beside),)
    away = missing(before)
    if away:
        raise CorpusError(
            f"the index was made of {', '.join(map(corpus_files.shown, away))}, which cannot be "
            "reached: make it reachable, or name the reports, as in `wenbao build REPORTS`"
        )
    return tuple(map(Path, before.corpus))


def default(beside: Path) -> Path:
    """``corpus`` in the working folder, or the one that lies beside the program.

    Where wenbao is installed from a wheel there is neither: then the one beside the index, which is made
    with the report that travels in the wheel.

    Args:
        beside: the folder in which the index lies.

    Raises:
        CorpusError: there is none of these.
    """
    for folder in (Path("corpus"), Path(__file__).parents[2] / "corpus"):
        if folder.is_dir():
            return folder
    own = beside / "corpus"
    if own.is_dir() or _SEED.is_dir():
        _sow(own)
        return own
    raise CorpusError(
        "there is no folder named corpus here: name the reports, as in `wenbao build REPORTS`"
    )


def _sow(folder: Path) -> None:
    """Make a folder with the report that travels in the wheel; one that is there stays as it is."""
    if folder.is_dir():
        return
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".corpus-") as aside:
            shutil.copytree(_SEED, Path(aside) / "corpus")
            (Path(aside) / "corpus").rename(folder)
    except OSError as error:
        if not folder.is_dir():  # another start may have made it meanwhile
            raise CorpusError(
                f"the folder of your reports, {folder}, cannot be made ({error.strerror or error}): "
                "name the reports, as in `wenbao build REPORTS`"
            ) from error


def missing(manifest: Manifest) -> tuple[Path, ...]:
    """The paths that an index was made of, and that cannot be reached now."""
    return tuple(path for path in map(Path, manifest.corpus) if not path.exists())


def is_another(settings: Settings, manifest: Manifest) -> bool:
    """Whether another corpus or model is named than an index was made of.

    The same folders in another order, or one twice, are the same corpus.
    """
    named = {os.path.realpath(path) for path in settings.corpus}
    return bool(named and named != set(manifest.corpus)) or (
        settings.model is not None and settings.model != manifest.model
    )


def is_stale(manifest: Manifest, cache: Path | None) -> bool:
    """Whether the files that an index was made of are there, but are others now."""
    paths = [Path(path) for path in manifest.corpus]
    if not paths or missing(manifest):
        return False  # an index can be used where its corpus is not
    try:
        return not freshness.is_current(manifest, paths, cache)
    except CorpusError:
        return True  # a folder is empty now, or its corrections cannot be read
