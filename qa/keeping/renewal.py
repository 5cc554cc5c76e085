"""Builds an index anew where it is not what its corpus holds."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from index import freshness
from index.storage.store import Store
from qa import service

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.build import BuildResult
    from index.freshness import Survey
    from qa.service import Say, Watch
    from qa.settings import Settings


def renew(
    settings: Settings, paths: Sequence[Path], *, say: Say, watch: Watch = contextlib.nullcontext
) -> BuildResult | None:
    """Build an index of the paths, as ``build_index``, unless another build has done so meanwhile.

    It waits for a build that runs there. ``None`` where there was nothing to do.

    Raises:
        CorpusError: there is nothing to index.
        WenbaoError: the index cannot be built.
    """
    with Store(settings.folder).lock(wait=True):
        pass
    if is_of(settings, paths, freshness.survey(paths, settings.cache)):
        return None
    return service.build_index(settings, paths, wait=True, say=say, watch=watch)


def is_of(settings: Settings, paths: Sequence[Path], survey: Survey) -> bool:
    """Whether the published index is of these paths, of files that hold this, and of this model."""
    manifest = Store(settings.folder).last_manifest()
    return (
        manifest is not None
        and set(manifest.corpus) == set(map(os.path.realpath, paths))
        and settings.model in {None, manifest.model}
        and freshness.is_of(manifest, survey)
    )
