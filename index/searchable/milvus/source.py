"""Where Milvus holds an index, as ``index.searchable.opening`` asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from index.searchable.milvus.address import Address, unread

if TYPE_CHECKING:
    from pathlib import Path

    from index.searchable.address import EngineAddress


def source(address: EngineAddress, cache_dir: Path | None = None) -> NoReturn:  # noqa: ARG001
    """As ``opening.source``.

    Raises:
        SettingsError: reports and facts cannot be asked of Milvus by now.
    """
    raise unread(Address.parse(address.uri))
