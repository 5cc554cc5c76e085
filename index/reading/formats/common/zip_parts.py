"""The parts of an office file: a zip of XML, of which only what is named is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Self

from lxml import etree

from index.errors import CorpusError

if TYPE_CHECKING:
    from types import TracebackType

MAX_PART_BYTES = 64 << 20  # of one part unpacked: the text of a few thousand pages
MAX_PARTS_BYTES = 128 << 20  # of all that are read of one file
# Of tags and attributes in a part, each of which takes some hundred bytes of memory; a report of a
# thousand pages has a million.
_MAX_MARKS = 6_000_000
_READ_BYTES = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


class ZipParts:
    """An office file in memory; a part is unpacked when it is asked for, and only so far.

    Args:
        data: the bytes of the file.
        name: what to call it in errors.

    Raises:
        CorpusError: it is no whole zip.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._left = MAX_PARTS_BYTES
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self._broken() from error
        self._names = {info.filename.lstrip("/").lower(): info for info in self._zip.infolist()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._zip.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in lower case."""
        return tuple(self._names)

    @property
    def n_bytes(self) -> int:
        """What all parts unpack to, as the zip says; more is not unpacked."""
        return sum(info.file_size for info in self._names.values())

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def read(self, part: str) -> bytes:
        """The bytes of a part.

        Raises:
            CorpusError: there is no such part, it is broken, encrypted, or unpacks to too much.
        """
        info = self._names.get(part.lower())
        if info is None:
            raise self._broken()
        if info.flag_bits & 1:
            raise CorpusError(
                f"{self._name} is protected by a password: save it without one, and build again"
            )
        most = min(MAX_PART_BYTES, self._left)
        pieces: list[bytes] = []
        n_bytes = 0
        try:
            with self._zip.open(info) as file:
                # What the zip's list says of a part's size need not be so.
                while piece := file.read(_READ_BYTES):
                    n_bytes += len(piece)
                    if n_bytes > most:
                        raise CorpusError(
                            f"{self._name} unpacks to more than {most >> 20} MiB of text: "
                            "split it into smaller files"
                        )
                    pieces.append(piece)
        except _BROKEN as error:
            raise self._broken() from error
        self._left -= n_bytes
        return b"".join(pieces)

    def xml(self, part: str) -> etree._Element:
        """The root of a part; entities are not resolved, and nothing is fetched.

        Raises:
            CorpusError: as ``read``; or it is no XML, or declares entities.
        """
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        data = self.read(part)
        if data.count(b"<") + data.count(b"=") > _MAX_MARKS:
            raise CorpusError(
                f"{self._name} has more elements than are read: split it into smaller files"
            )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise self._broken() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise CorpusError(
                f"{self._name} declares a document type, which no office program writes: "
                "save it again with Word or WPS"
            )
        return root

    def _broken(self) -> CorpusError:
        return CorpusError(
            f"{self._name} is broken or not whole: open and save it again, or fetch it anew"
        )
