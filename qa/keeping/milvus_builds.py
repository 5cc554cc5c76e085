"""Builds of an index in Milvus: made in a folder of this machine, then loaded there and published."""

from __future__ import annotations

import dataclasses
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import SettingsError
from index.model import encoder_choice
from index.searchable.milvus.connection import Connection
from index.searchable.milvus.writing import building
from index.searchable.milvus.writing.committing import Right
from index.searchable.milvus.writing.publishing import Catalogue
from qa import service
from qa.plurals import counted
from qa.settings import default_index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.build import BuildResult
    from index.model.encoder import Encoder
    from index.searchable.milvus.address import Address
    from qa.service import Say
    from qa.settings import Settings


def build(
    settings: Settings, paths: Sequence[Path], *, is_adding: bool, say: Say, **options: Any
) -> BuildResult:
    """Build an index of the paths where the settings say: in a folder, or in Milvus.

    Args:
        settings: where.
        paths: reports, and folders of reports.
        is_adding: whether to add the reports to what an index in Milvus holds.
        say: is given each line to tell.
        options: as ``service.build_index`` takes them.

    Raises:
        SettingsError: reports are to be added to an index in a folder.
        WenbaoError: as ``service.build_index``; or the server cannot be asked, and nothing was published.
    """
    if settings.milvus is None:
        if is_adding:
            raise SettingsError(
                "--add is of an index in Milvus (milvus://host:port/name): indexes in folders are put "
                "together by `wenbao merge`"
            )
        return service.build_index(settings, paths, say=say, **options)
    address = settings.milvus
    connection = Connection.to(address, settings.milvus_access)  # before minutes of encoding
    catalogue = Catalogue(connection, address.name)
    if not is_adding:
        return _into(
            catalogue, local(settings), address, paths, is_adding=False, say=say, **options
        )
    with tempfile.TemporaryDirectory(prefix="wenbao-") as name:
        own = dataclasses.replace(settings, index=Path(name) / "index")
        return _into(catalogue, own, address, paths, is_adding=True, say=say, **options)


def local(settings: Settings) -> Settings:
    """The same with the folder that an index is built in; of one in Milvus that it is loaded from."""
    address = settings.milvus
    if address is None:
        return settings
    place = re.sub(r"[^0-9A-Za-z.]+", "-", f"{address.host}-{address.port}").strip("-.")
    folder = default_index().parent / "milvus" / place / address.name
    return dataclasses.replace(settings, index=folder)


def _into(
    catalogue: Catalogue,
    settings: Settings,
    address: Address,
    paths: Sequence[Path],
    *,
    is_adding: bool,
    say: Say,
    **options: Any,
) -> BuildResult:
    result = service.build_index(settings, paths, say=say, **options)

    def load_encoder(model: str) -> Encoder:
        return encoder_choice.load(model, cache_dir=settings.cache, say=say)

    publish = building.append if is_adding else building.replace
    right = Right(catalogue.connection, catalogue.name)
    published = publish(catalogue, right, settings.folder, load_encoder, say)
    say(f"published {counted(published.manifest.n_documents, 'report')} in {address}")
    return result
