"""Reports in, a generation in Milvus out: built on this machine, loaded there, published in one step."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from index import merge
from index.errors import EngineError, IndexMismatchError
from index.published.contents import PublishedIndex
from index.searchable.milvus.layout import Group
from index.searchable.milvus.writing import loading
from index.searchable.milvus.writing.publishing import OvertakenError
from index.searchable.milvus.writing.reading_out import read_out
from index.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.model.encoder import Encoder
    from index.searchable.milvus.description import Description
    from index.searchable.milvus.writing.committing import Right
    from index.searchable.milvus.writing.publishing import Catalogue
    from index.types import Manifest

_N_TRIES = 3  # to publish, where others publish at the same moment


def replace(
    catalogue: Catalogue,
    right: Right,
    folder: Path,
    load_encoder: Callable[[str], Encoder],
    say: Callable[[str], None],
) -> Description:
    """Publish the index of a folder in the place of what is published.

    Reports that others have noted to be added, and that were not taken in yet, are taken in after it.

    Args:
        catalogue: where.
        right: to publish there.
        folder: the index.
        load_encoder: loads a model by its name.
        say: is told what is done.

    Raises:
        WenbaoError: nothing was published.
    """
    with right.held() as check:
        described = _load(catalogue, folder, say)
        published = _published(catalogue, described, check or _nothing)
        if check is not None and catalogue.pending(published):
            own = published.manifest
            published = _take_in(catalogue, published, own, load_encoder, check)
        return published


def append(
    catalogue: Catalogue,
    right: Right,
    folder: Path,
    load_encoder: Callable[[str], Encoder],
    say: Callable[[str], None],
) -> Description:
    """Add the reports of the index in a folder to what is published; each report is kept once.

    They are loaded beside it first, and noted: from then on they are not lost, whoever is killed. Whoever
    has the right takes in all that are noted by then, so that several may add at once.

    Args:
        catalogue: where.
        right: to publish there.
        folder: the index of the reports.
        load_encoder: loads a model by its name.
        say: is told what is done.

    Raises:
        IndexMismatchError: what is published was built with another model.
        WenbaoError: they were not noted, or not taken in yet.
    """
    _, manifest = Store(folder).current()
    before = catalogue.current_if_any()
    if before is not None and not _are_alike(before.manifest, manifest):
        raise _unlike(catalogue.name, before.manifest, manifest)
    described = _load(catalogue, folder, say)
    loading.describe(catalogue.connection, described)
    label = described.group.label
    catalogue.register(described.group)
    say("loaded; to be taken in")

    def is_in(published: Description | None) -> bool:
        return published is not None and label in {each for each, _ in published.batches}

    with right.held(lambda: is_in(catalogue.current_if_any())) as check:
        published = catalogue.current_if_any()
        for tries_left in reversed(range(_N_TRIES if check is not None else 0)):
            if is_in(published):
                break
            try:
                published = _take_in(
                    catalogue, published, manifest, load_encoder, check or _nothing
                )
            except OvertakenError:
                if not tries_left:
                    raise
                published = catalogue.current_if_any()
            else:
                break
    if published is not None and is_in(published):
        return published
    made = published.manifest if published else manifest
    if _are_alike(made, manifest):
        raise EngineError(
            f"these reports are noted in {catalogue.name}, but not taken in yet: the next build takes them in"
        )
    catalogue.forget([label])
    raise _unlike(catalogue.name, made, manifest)


def _take_in(
    catalogue: Catalogue,
    before: Description | None,
    own: Manifest,
    load_encoder: Callable[[str], Encoder],
    check: Callable[[], None],
) -> Description:
    """Publish what is published together with all that is noted, and was built alike."""
    pending = [catalogue.described(group) for group in catalogue.pending(before)]
    made = before.manifest if before else own
    parts = [each for each in pending if _are_alike(made, each.manifest)]
    if before is not None and not parts:
        return before
    encoder = load_encoder(made.model)
    with tempfile.TemporaryDirectory(prefix="wenbao-") as name:
        folders = []
        for described in [*([before] if before else []), *parts]:
            folder = Path(name, described.group.label)
            read_out(catalogue.connection, described, folder, encoder)
            folders.append(folder)
        whole = Path(name, "whole")
        merge.merge(folders, whole, lambda _model: encoder)
        described = _load(catalogue, whole, _say_nothing)
        labels = [each.group.label for each in parts]
        return catalogue.publish(described, before=before, taken_in=labels, check=check)


def _published(
    catalogue: Catalogue, described: Description, check: Callable[[], None]
) -> Description:
    """Publish a whole build in the place of whatever is published then."""
    for tries_left in reversed(range(_N_TRIES)):
        try:
            return catalogue.publish(described, before=catalogue.current_if_any(), check=check)
        except OvertakenError:
            if not tries_left:
                raise
            loading.drop_manifest(catalogue.connection, described.group)
    raise AssertionError  # pragma: no cover - the last try returns or raises


def _load(catalogue: Catalogue, folder: Path, say: Callable[[str], None]) -> Description:
    generation, manifest = Store(folder).current()
    group = Group.new(catalogue.name)
    index = PublishedIndex.load(generation)
    return loading.load(catalogue.connection, group, index, manifest, say=say)


def _are_alike(one: Manifest, other: Manifest) -> bool:
    return (one.model_fingerprint, one.dimension, one.tokenizer) == (
        other.model_fingerprint,
        other.dimension,
        other.tokenizer,
    )


def _unlike(name: str, published: Manifest, own: Manifest) -> IndexMismatchError:
    return IndexMismatchError(
        f"the index {name} in Milvus is of the model {published.model!r} "
        f"({published.model_fingerprint[:12]}) and the terms {published.tokenizer!r}, these reports of "
        f"{own.model!r} ({own.model_fingerprint[:12]}) and {own.tokenizer!r}: build with the same "
        "version and --model"
    )


def _nothing() -> None:
    return None


def _say_nothing(_line: str) -> None:
    return None
