"""Old Word and WPS files, rich text, OpenDocument: by the programs that know them.

LibreOffice, where it is installed, turns them into a Word file, which is then read as such; else
antiword reads the text of old Word files. Neither is asked to run anything that a file holds, and
both are held to a time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.language.text import decode
from index.reading.formats import docx
from index.reading.formats.extract import Extract

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT_S = 180  # for one file; a report takes two or three seconds
_LIBREOFFICE = ("soffice", "libreoffice")
_ANTIWORD = ("antiword",)
# Documents may name things elsewhere: no program that is asked here gets to the network.
_NOWHERE = "http://127.0.0.1:9"


def read(data: bytes, name: str) -> Extract:
    """Read a ``.doc``, ``.wps``, ``.rtf`` or ``.odt``.

    Raises:
        CorpusError: no program is installed that reads it, or that one cannot.
    """
    office = _program(_LIBREOFFICE)
    if office is not None:
        return docx.read(converted(data, name, "docx"), name)
    antiword = _program(_ANTIWORD)
    if antiword is not None and data.startswith(b"\xd0\xcf"):
        return _by_antiword(antiword, data, name)
    raise CorpusError(
        f"{name} is of an old format that needs LibreOffice: install it (soffice must be on the "
        "PATH), or save the file as .docx"
    )


def converted(data: bytes, name: str, suffix: str) -> bytes:
    """A file as LibreOffice saves it in another format.

    Args:
        data: the bytes of the file.
        name: what to call it in errors.
        suffix: of the other format, as ``docx``.

    Raises:
        CorpusError: LibreOffice is not installed, or cannot read the file.
    """
    office = _program(_LIBREOFFICE)
    if office is None:
        raise CorpusError(
            f"{name} is of an old format that needs LibreOffice: install it (soffice must be on "
            f"the PATH), or save the file as .{suffix}"
        )
    with tempfile.TemporaryDirectory(prefix="wenbao-") as temporary:
        folder = Path(temporary)
        source = folder / f"source{Path(name).suffix.lower()}"
        source.write_bytes(data)
        profile = (folder / "profile").as_uri()
        _run(
            [office, f"-env:UserInstallation={profile}", "--headless", "--norestore",
             "--nolockcheck", "--convert-to", suffix, "--outdir", str(folder / "out"), str(source)],
            name,
        )  # fmt: skip
        made = folder / "out" / f"source.{suffix}"
        if not made.is_file():
            raise CorpusError(
                f"{name} cannot be read by LibreOffice: open it there, and save it as .{suffix}"
            )
        return made.read_bytes()


def _by_antiword(antiword: str, data: bytes, name: str) -> Extract:
    with tempfile.TemporaryDirectory(prefix="wenbao-") as temporary:
        source = Path(temporary) / "source.doc"
        source.write_bytes(data)
        # -w 0: a paragraph a line.
        output = _run([antiword, "-m", "UTF-8.txt", "-w", "0", str(source)], name)
    if not output.strip():
        raise CorpusError(f"{name} cannot be read by antiword: save it as .docx")
    return Extract(
        text=decode(output, name),
        warnings=("read by antiword: deleted text of tracked changes may be in it",),
    )


def _program(names: Sequence[str]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def _run(command: Sequence[str], name: str) -> bytes:
    """What a program prints; it is ended when it takes too long."""
    environment = os.environ | {"http_proxy": _NOWHERE, "https_proxy": _NOWHERE, "no_proxy": ""}
    try:
        ended = subprocess.run(  # noqa: S603 - a program found on the PATH, and a file of ours
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CorpusError(
            f"{name} took {Path(command[0]).name} more than {LIMIT_S} s: save it as .docx"
        ) from error
    return ended.stdout
