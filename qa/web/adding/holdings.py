"""The corpus as the page changes it: files come in, heads are corrected, reports are removed."""

from __future__ import annotations

import asyncio
import functools
from collections import Counter
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from index.errors import CorpusError
from index.reading.formats import registry
from qa.web.adding import cards, corpus_folder, heads, intake
from qa.web.adding.additions import Addition, Additions, Stage
from qa.web.adding.corpus_folder import CorpusFolder
from qa.web.adding.file_names import safe
from qa.web.adding.intake import Limits, RefusedFileError
from qa.web.adding.reading import Reading, Received
from qa.web.adding.removal import files_of
from qa.web.adding.settling import Settling
from qa.web.fragments import addresses
from qa.web.http.rate_limits import Buckets, Rate
from qa.web.http.refusals import RefusedRequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.types import Receive

    from index.types import About
    from qa.web.library import Library
    from qa.web.texts import Texts

_HOUR_S = 3600
_GONE = "the file of this report is not there any more, or has changed"


class Holdings:
    """Changes the corpus of a library. Share between threads.

    Args:
        library: whose corpus it is.
        cache: where it is kept what was read of files; the user's own by default.
        limits: how much is taken in.
    """

    def __init__(
        self, library: Library, cache: Path | None = None, limits: Limits | None = None
    ) -> None:
        self.limits = limits or Limits()
        self._library = library
        self._additions = Additions()
        self._reading = Reading(self._additions, library, cache)
        self._folders: dict[Path, CorpusFolder] = {}
        rate = Rate(burst=self.limits.n_files, per_second=self.limits.per_hour / _HOUR_S)
        self._buckets = Buckets(rate)
        self._n_of: Counter[str] = Counter()  # files that are being received, by client
        self._settling = Settling(self._additions, library)

    def sweep(self, paths: Iterable[Path]) -> None:
        """Delete what a server that was killed has left of files in the corpus' folders."""
        for path in paths:
            if path.is_dir():
                self._folder(path).sweep()

    def close(self) -> None:
        """Delete what was not received as a whole."""
        for folder in self._folders.values():
            folder.close()

    async def add(self, told: str, n_bytes: int, client: str, receive: Receive) -> Addition:
        """Take in a file, to be read and kept afterwards.

        Args:
            told: the name that was told for it.
            n_bytes: how many are announced; 0 where that is not known.
            client: who sends it.
            receive: gives its bytes.

        Raises:
            RefusedFileError: it is not taken.
            ClientDisconnect: it broke off.
            OSError: it cannot be written.
        """
        name = self._checked(told, n_bytes, client)
        self._n_of[client] += 1
        try:
            return await self._received(name, n_bytes, client, receive)
        finally:
            self._n_of[client] -= 1
            self._n_of += Counter()  # without those of nothing

    def state(self, texts: Texts) -> dict[str, Any]:
        """All additions, each with its card, and which generation is asked."""
        self._settling.settle()
        updating, limit = self._library.updating, self.limits.file_bytes
        additions = self._additions.all()
        return {
            "additions": [
                {
                    "id": each.id,
                    "stage": each.stage.value,
                    "card": cards.card(each, updating, limit, texts),
                }
                for each in additions
            ],
            "busy": updating.is_building or not all(each.has_ended for each in additions),
            "generation": self._library.snapshot().name if self._library.is_ready else "",
        }

    def head(self, fields: Mapping[str, Any], texts: Texts) -> dict[str, Any]:
        """The form for the head of a report, or of an addition."""
        of, document, _, doubts = self._named(fields)
        return {"form": heads.form(of, document, doubts, texts)}

    def correct(self, fields: Mapping[str, Any], texts: Texts) -> dict[str, Any]:
        """Keep what is corrected of a head, or tell what is wrong with it."""
        _, document, file, _ = self._named(fields)
        sent = fields.get("head")
        if not isinstance(sent, dict):
            raise RefusedRequestError(HTTPStatus.BAD_REQUEST, "head is an object of texts")
        folder, name = self._place(file)
        wrong = heads.correct(folder.path, name, document, sent, texts)
        if not wrong:
            addition = self._additions.get(str(fields.get("addition")))
            if addition is not None:
                after = heads.corrected(document, sent)
                self._additions.change(addition.id, document=after, doubts=())
        return {"wrong": wrong, "told": "" if wrong else texts.head_saved}

    def remove(self, fields: Mapping[str, Any], _texts: Texts) -> dict[str, Any]:
        """Move the files of a report aside."""
        _, document, file, _ = self._named(fields)
        files = files_of(self._library.paths, document) or (file,)
        places = [self._place(each) for each in files]
        for each, (folder, _) in zip(files, places, strict=True):
            folder.check(each)  # all of them, before any is moved
        moved = tuple(
            (each, folder.set_aside(each)) for each, (folder, _) in zip(files, places, strict=True)
        )
        for addition in self._additions.all():
            if addition.identity == document.id:
                self._additions.forget(addition.id)
        removed = self._additions.begin(
            file.name, stage=Stage.REMOVED, identity=document.id, document=document, moved=moved
        )
        return {"id": removed.id}

    def restore(self, fields: Mapping[str, Any], _texts: Texts) -> dict[str, Any]:
        """Move the files of a removed report back."""
        addition = self._additions.get(str(fields.get("addition")))
        if addition is None or addition.stage is not Stage.REMOVED or not addition.moved:
            raise RefusedFileError(HTTPStatus.NOT_FOUND, "adding_gone", _GONE)
        back = [self._place(file)[0].restore(aside, file) for file, aside in addition.moved]
        self._additions.change(addition.id, stage=Stage.INDEXING, file=back[0], moved=())
        return {"id": addition.id}

    def _checked(self, told: str, n_bytes: int, client: str) -> str:
        """The name to save a file under, where one may be taken in."""
        name, limits = safe(told), self.limits
        suffix = PurePosixPath(name).suffix.lower()
        if suffix not in registry.suffixes():
            line = f"files are of the types {', '.join(registry.suffixes())}"
            raise RefusedFileError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "adding_wrong_type", line)
        intake.check_size(n_bytes, limits)
        is_early = (
            self._n_of[client] >= limits.n_each
            or self._n_of.total() >= limits.n_at_once
            or self._reading.n_waiting >= limits.n_unread
        )
        if is_early or self._buckets.take(client):
            line = "too many files at once: add more of them later"
            status = HTTPStatus.TOO_MANY_REQUESTS
            raise RefusedFileError(status, "adding_too_many", line, is_early=is_early)
        return name

    async def _received(self, name: str, n_bytes: int, client: str, receive: Receive) -> Addition:
        folder = await asyncio.to_thread(self._taking)
        await asyncio.to_thread(intake.check_disk, folder.path, n_bytes, self.limits)
        addition = self._additions.begin(name, n_total=n_bytes, client=client)
        part = None
        try:
            part = await asyncio.to_thread(folder.part)
            identity = await intake.receive_file(
                receive,
                part,
                self.limits,
                functools.partial(self._count, addition.id),
            )
        except BaseException:
            self._additions.forget(addition.id)  # whoever sent it is told
            if part is not None:
                part.unlink(missing_ok=True)
            raise
        self._additions.change(addition.id, stage=Stage.READING, identity=identity)
        self._reading.put(
            Received(addition=addition.id, name=name, identity=identity, part=part, folder=folder)
        )
        return addition

    def _count(self, addition: str, n_bytes: int) -> None:
        self._additions.change(addition, n_bytes=n_bytes)

    def _taking(self) -> CorpusFolder:
        """The folder that takes files in."""
        path = corpus_folder.writable(self._library.paths)
        if path is None:
            line = "there is no folder of reports that can be written: name one with --corpus"
            raise RefusedFileError(HTTPStatus.CONFLICT, "adding_no_folder", line)
        folder = self._folder(path)
        if folder.is_full():
            line = "the folder of reports is full: name another one with --corpus"
            raise RefusedFileError(HTTPStatus.INSUFFICIENT_STORAGE, "adding_too_many", line)
        return folder

    def _folder(self, path: Path) -> CorpusFolder:
        return self._folders.setdefault(path, CorpusFolder(path))

    def _named(self, fields: Mapping[str, Any]) -> tuple[str, About, Path, tuple[str, ...]]:
        """What a request names: what it is called, the report, its file, its doubts."""
        addition = self._additions.get(str(fields.get("addition")))
        if addition is not None and addition.document is not None and addition.file is not None:
            return addition.id, addition.document, addition.file, addition.doubts
        address = str(fields.get("report") or "")
        if address and self._library.is_ready:
            found = addresses.about(self._library.snapshot().index, address)
            files = () if found is None else files_of(self._library.paths, found)
            if found is not None and files:
                return address, found, files[0], ()
        raise RefusedFileError(HTTPStatus.NOT_FOUND, "adding_gone", _GONE)

    def _place(self, file: Path) -> tuple[CorpusFolder, str]:
        """The folder of the corpus that a file lies in, and its name below it.

        Raises:
            CorpusError: it lies in none.
        """
        for path in self._library.paths:
            folder = self._folder(path)
            if path.is_dir() and file.is_relative_to(folder.path):
                return folder, file.relative_to(folder.path).as_posix()
        raise CorpusError(f"{file.name} lies in no folder of the corpus: change it where it lies")
