"""An installed distribution as a wheel again, so that what works here can be installed elsewhere.

Form: https://packaging.python.org/en/latest/specifications/binary-distribution-format/
"""

from __future__ import annotations

import base64
import hashlib
import re
import stat
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import KitError

if TYPE_CHECKING:
    from importlib.metadata import Distribution

_DATE = (1980, 1, 1, 0, 0, 0)  # equal installations make equal wheels
_FAST = 1  # of zlib's levels: gigabytes are packed, and unpacked once
_BY_INSTALLER = frozenset({"INSTALLER", "REQUESTED", "RECORD", "direct_url.json"})
_SHEBANG = re.compile(rb"\A#!.*?python[^\r\n]*")
_MAX_SCRIPT_BYTES = 1 << 20  # beyond it is a program, and no script whose first line names a Python
_CHUNK_BYTES = 1 << 20


def write(distribution: Distribution, folder: Path) -> Path:
    """Write the wheel of an installed distribution into a folder, and return its path.

    Commands that are made of entry points are left out: whoever installs the wheel makes them.

    Raises:
        KitError: it was not installed from a wheel, or a file of it is gone.
    """
    members = _members(distribution)
    info = _info_folder(members, distribution)
    name = info.removesuffix(".dist-info")
    target = folder / f"{name}-{_tags(distribution)}.whl"
    with zipfile.ZipFile(target, "w") as wheel:
        record = [_add(wheel, member, file) for member, file in sorted(members.items())]
        _write(wheel, f"{info}/RECORD", "\n".join([*record, f"{info}/RECORD,,", ""]).encode())
    return target


def _members(distribution: Distribution) -> dict[str, Path]:
    """The files of the wheel: where each lies now, by its name in the wheel.

    Raises:
        KitError: not all of them lie here.
    """
    commands = {each.name for each in distribution.entry_points.select(group="console_scripts")}
    commands |= {each.name for each in distribution.entry_points.select(group="gui_scripts")}
    data = f"{distribution.name}-{distribution.version}.data"
    members: dict[str, Path] = {}
    for each in distribution.files or ():
        file = Path(str(distribution.locate_file(each))).resolve()
        if each.suffix == ".pyc" or (
            each.parent.suffix == ".dist-info" and each.name in _BY_INSTALLER
        ):
            continue
        if not file.is_file():
            raise _not_whole(distribution, f"{each} is gone")
        if ".." not in each.parts:
            members[each.as_posix()] = file
        elif file.parent.name in {"bin", "Scripts"}:
            if file.name.removesuffix(".exe") not in commands:
                members[f"{data}/scripts/{file.name}"] = file
        else:
            members[f"{data}/data/{_below_prefix(file, distribution)}"] = file
    return members


def _below_prefix(file: Path, distribution: Distribution) -> str:
    try:
        return file.relative_to(Path(sys.prefix).resolve()).as_posix()
    except ValueError as error:
        raise _not_whole(distribution, f"{file} lies outside of its environment") from error


def _info_folder(members: dict[str, Path], distribution: Distribution) -> str:
    """The name of the folder of metadata."""
    for member in members:
        first = member.partition("/")[0]
        if first.endswith(".dist-info"):
            is_linked = (distribution.read_text("direct_url.json") or "").find('"editable": true')
            if is_linked < 0:
                return first
            raise _not_whole(distribution, "it is a link to a folder of sources")
    raise _not_whole(distribution, "pip did not install it from a wheel")


def _tags(distribution: Distribution) -> str:
    """The tags of a wheel's name, those that it has several of with dots between them."""
    text = distribution.read_text("WHEEL") or ""
    tags = [tag.split("-") for tag in re.findall(r"^Tag: (\S+-\S+-\S+)\s*$", text, re.MULTILINE)]
    if not tags:
        raise _not_whole(distribution, "its metadata do not tell for which systems it is")
    return "-".join(".".join(sorted(set(part))) for part in zip(*tags, strict=True))


def _add(wheel: zipfile.ZipFile, member: str, file: Path) -> str:
    """Write a file, and return its line of the record."""
    is_program = bool(file.stat().st_mode & stat.S_IXUSR)
    if ".data/scripts/" in member and file.stat().st_size <= _MAX_SCRIPT_BYTES:
        script = _SHEBANG.sub(b"#!python", file.read_bytes())  # as pip wants to be told
        return _write(wheel, member, script, is_program=True)
    digest, n_bytes = hashlib.sha256(), 0
    with file.open("rb") as source, wheel.open(_entry(member, is_program=is_program), "w") as out:
        while chunk := source.read(_CHUNK_BYTES):
            digest.update(chunk)
            n_bytes += out.write(chunk)
    return _line(member, digest.digest(), n_bytes)


def _write(wheel: zipfile.ZipFile, member: str, data: bytes, *, is_program: bool = False) -> str:
    wheel.writestr(_entry(member, is_program=is_program), data)
    return _line(member, hashlib.sha256(data).digest(), len(data))


def _entry(member: str, *, is_program: bool) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(member, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info._compresslevel = _FAST  # type: ignore[attr-defined]  # noqa: SLF001 - public from 3.13 on
    info.external_attr = (stat.S_IFREG | (0o755 if is_program else 0o644)) << 16
    return info


def _line(member: str, digest: bytes, n_bytes: int) -> str:
    quoted = f'"{member}"' if "," in member else member
    return f"{quoted},sha256={base64.urlsafe_b64encode(digest).decode().rstrip('=')},{n_bytes}"


def _not_whole(distribution: Distribution, why: str) -> KitError:
    return KitError(
        f"{distribution.name} {distribution.version} cannot be packed ({why}): install wenbao "
        "by pip, not as an editable copy, or name a folder of wheels with --wheels"
    )
