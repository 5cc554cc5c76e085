"""Installs the kit that it lies in, without a network: ``python3 install.py FOLDER``.

It travels in the kit and runs on a machine that has Python and nothing else: it imports the standard
library alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KIT_FILE = "kit.json"
INDEX_FILE = "reports.wenbao"
FORMAT = 1
ENVIRONMENT = "environment"
_CHUNK_BYTES = 1 << 20
_WINDOWS = os.name == "nt"
_LAUNCHER = """\
#!/bin/sh
# Starts wenbao as install.py has laid it here; without a command, the page.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
: "${WENBAO_INDEX=$here/index}" "${WENBAO_CACHE=$here/cache}"
export WENBAO_INDEX WENBAO_CACHE
exec "$here/environment/bin/python" -P -m qa "$@"
"""
_LAUNCHER_OF_WINDOWS = """\
@echo off\r
rem Starts wenbao as install.py has laid it here; without a command, the page.\r
if not defined WENBAO_INDEX set "WENBAO_INDEX=%~dp0index"\r
if not defined WENBAO_CACHE set "WENBAO_CACHE=%~dp0cache"\r
set PYTHONUTF8=1\r
"%~dp0environment\\Scripts\\python.exe" -P -m qa %*\r
"""


class InstallError(Exception):
    """The kit cannot be installed here; the message says why, and what to do."""


def main(arguments: Sequence[str], kit: Path) -> int:
    """Install the kit of a folder, and return the exit status."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        sys.stderr.write("Usage: python3 install.py FOLDER\n")
        return 2
    try:
        install(kit, Path(arguments[0]), lambda line: sys.stdout.write(f"{line}\n"))
    except InstallError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"Error: {error.filename or arguments[0]}: {error.strerror or error}\n")
        return 1
    return 0


def install(kit: Path, folder: Path, say: Callable[[str], object]) -> None:
    """Lay out a kit: an environment of Python, the index, the reports, and what starts it.

    Where a kit was laid before, its packages are replaced, and the reports and the index there stay.

    Args:
        kit: the folder of the kit.
        folder: where to.
        say: is given each line to tell.

    Raises:
        InstallError: the kit is damaged or is for another system, or the folder holds something else.
    """
    made = _checked(kit)
    folder = folder.resolve()
    is_new = not folder.exists() or not any(folder.iterdir())
    if not is_new and not (folder / ENVIRONMENT).is_dir():
        raise InstallError(f"{folder} holds something else: name a new folder")
    say("looking at the files of the kit")
    _compare(kit, made["files"])
    folder.mkdir(parents=True, exist_ok=True)
    say(f"installing the packages into {folder}")
    python = _environment(folder / ENVIRONMENT)
    extras = f"[{','.join(made['extras'])}]" if made["extras"] else ""
    wanted = f"wenbao{extras}=={made['wenbao']}"
    options = ["--no-index", "--no-cache-dir", "--quiet", "--upgrade"]
    wheels = ["--find-links", str(kit / "wheels")]
    run([python, "-m", "pip", "install", *options, *wheels, wanted], "the packages do not fit")
    for part in ("corpus", "model"):
        if (kit / part).is_dir() and not (folder / part).exists():
            shutil.copytree(kit / part, folder / part)
    if not (folder / "index").exists():
        say("laying out the index")
        run(
            [python, "-P", "-m", "qa", "unpack", *_unpacking(kit, folder, made)],
            "the index is no index",
        )
    say(f"done. Start it by: {_launcher(folder)}")


def _unpacking(kit: Path, folder: Path, made: dict[str, Any]) -> list[str]:
    """What ``wenbao unpack`` is told."""
    corpora = [argument for name in made["corpus"] for argument in ("--corpus", str(folder / name))]
    model = ["--model", str(folder / "model")] if (folder / "model").is_dir() else []
    return [str(kit / INDEX_FILE), "--index", str(folder / "index"), *corpora, *model]


def _checked(kit: Path) -> dict[str, Any]:
    """What a kit says of itself, where it is for this system.

    Raises:
        InstallError: it is not, or cannot be read.
    """
    try:
        made: dict[str, Any] = json.loads((kit / KIT_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InstallError(f"{kit / KIT_FILE} cannot be read: copy the whole kit anew") from error
    if made.get("format") != FORMAT:
        raise InstallError(f"the kit is of format {made.get('format')}, this reads {FORMAT}")
    here, python = system(), ".".join(map(str, sys.version_info[:2]))
    if made["python"] not in {None, python}:
        raise InstallError(
            f"the kit is for Python {made['python']}, and this is {python}: run install.py by "
            f"python{made['python']}, or make the kit by Python {python}"
        )
    if made["system"] not in {None, here}:
        raise InstallError(
            f"the kit is for {made['system']}, and this is {here}: make it on such a machine, or of "
            "wheels for it (`wenbao kit --wheels`)"
        )
    return made


def system() -> str:
    """What wheels are for, in words."""
    return f"{platform.system()} {platform.machine()}"


def _compare(kit: Path, files: dict[str, str]) -> None:
    """Raise ``InstallError`` for a file that is not as it was packed."""
    for name, digest in files.items():
        file = kit / name
        if not file.is_file() or digest_of(file) != digest:
            raise InstallError(f"{file} is missing or damaged: copy the whole kit anew")


def digest_of(file: Path) -> str:
    """The sha256 of a file, in hexadecimal digits."""
    digest = hashlib.sha256()
    with file.open("rb") as data:
        while chunk := data.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _environment(folder: Path) -> str:
    """The interpreter of an environment, which is made where there is none.

    Raises:
        InstallError: this Python cannot make one.
    """
    python = folder / ("Scripts/python.exe" if _WINDOWS else "bin/python")
    if not python.exists():
        try:
            venv.create(folder, with_pip=True, symlinks=not _WINDOWS)
        except subprocess.CalledProcessError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise InstallError(
                "this Python cannot make environments: install its venv too (Debian and Ubuntu call "
                "it python3-venv)"
            ) from error
    return str(python)


def run(command: list[str], what: str) -> None:
    """Run a command that asks nothing of a network, and nothing of the user's settings of pip.

    Args:
        command: what to run.
        what: what it means for the kit if that fails.

    Raises:
        InstallError: it fails; its last line says why.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    kept.pop("PYTHONPATH", None)
    done = subprocess.run(  # noqa: S603 - of the environment that was just made
        command,
        env={**kept, "PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"},
        cwd=Path(command[0]).parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        errors = [line for line in lines if line.lower().startswith("error")] or lines[-1:]
        raise InstallError(f"{what}: {' '.join(errors) or 'no reason is given'}")


def _launcher(folder: Path) -> Path:
    """Write what starts wenbao here."""
    if _WINDOWS:
        file = folder / "wenbao.cmd"
        file.write_text(_LAUNCHER_OF_WINDOWS, encoding="utf-8", newline="")
    else:
        file = folder / "wenbao"
        file.write_text(_LAUNCHER, encoding="utf-8")
        file.chmod(0o755)
    return file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path(__file__).resolve().parent))
