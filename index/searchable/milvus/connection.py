"""The one door to pymilvus: calls with a limit of time, errors as one line without secrets."""

from __future__ import annotations

import importlib
import logging
import re
import time
from typing import TYPE_CHECKING, Any

from index.errors import EngineError, SettingsError
from index.searchable.milvus import trouble
from index.searchable.milvus.trouble import (
    AwayError,
    CollectionGoneError,
    NothingFoundError,
    NotLoadedError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import ModuleType

    from index.searchable.address import Access
    from index.searchable.milvus.address import Address

_LOOK_AGAIN_S = 0.1
MOST_ROWS = 16_384  # that one search or query may give
_LEAST = (2, 5)  # the first version with sparse vectors and this protocol's filters
_VERSION = re.compile(r"(\d+)\.(\d+)")


class Connection:
    """A client of one server; share between threads.

    Args:
        target: what pymilvus connects to.
        place: how messages name it.
        token: a secret.
        ca: a file of certificates.
        timeout_s: how long a call may take.

    Raises:
        EngineError: the server cannot be reached, or is of an old version.
        SettingsError: pymilvus is not installed.
    """

    def __init__(
        self, target: str, *, place: str, token: str = "", ca: str = "", timeout_s: float = 30.0
    ) -> None:
        self._library = _library()
        self._place, self._token, self.timeout_s = place, token, timeout_s
        options: dict[str, Any] = {"token": token} if token else {}
        if ca:
            options |= {"server_pem_path": ca, "secure": True}
        self._client = self._reached(
            lambda: self._library.MilvusClient(target, timeout=timeout_s, **options)
        )

    @classmethod
    def to(cls, address: Address, access: Access) -> Connection:
        """Connect to the server of an address; raises as the class."""
        connection = cls(
            f"{'https' if access.is_tls else 'http'}://{address.place}",
            place=address.place,
            token=access.token,
            ca=str(access.ca or ""),
            timeout_s=access.timeout_s,
        )
        connection.check_version()
        return connection

    def __repr__(self) -> str:
        return f"Connection({self._place!r})"

    def check_version(self) -> None:
        """See that the server is not too old.

        Raises:
            EngineError: it is.
        """
        version = str(self._told(lambda: self._client.get_server_version(timeout=self.timeout_s)))
        found = _VERSION.search(version)
        if found and tuple(map(int, found.groups())) < _LEAST:
            least = ".".join(map(str, _LEAST))
            raise EngineError(
                f"Milvus at {self._place} is of version {version}: wenbao asks {least} or newer"
            )

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    def search(
        self,
        collection: str,
        field: str,
        vectors: Sequence[Any],
        limit: int,
        *,
        where: str = "",
        output: Sequence[str] = (),
        effort: int = 0,
    ) -> list[list[tuple[int, float, Mapping[str, Any]]]]:
        """For each vector the rows of the highest inner products: id, product, fields.

        Args:
            collection: where to search.
            field: what to compare with.
            vectors: dense ones as lists, sparse ones as weights by dimension.
            limit: how many rows, ``MOST_ROWS`` at most.
            where: a filter.
            output: the fields to give.
            effort: how many candidates a graph looks at; nothing where there is none.
        """
        params: dict[str, Any] = {"metric_type": "IP", "params": {"ef": effort} if effort else {}}
        found = self._asked(
            collection,
            lambda: self._client.search(
                collection,
                list(vectors),
                anns_field=field,
                limit=limit,
                filter=where,
                output_fields=list(output) or ["id"],
                search_params=params,
                timeout=self.timeout_s,
            ),
        )
        return [
            [(int(hit["id"]), float(hit["distance"]), hit["entity"]) for hit in hits]
            for hits in found
        ]

    def query(
        self, collection: str, where: str, output: Sequence[str], *, is_strong: bool = False
    ) -> list[dict[str, Any]]:
        """The rows that meet a filter, ``MOST_ROWS`` at most, in any order.

        Args:
            collection: where they are.
            where: the filter.
            output: the fields to give.
            is_strong: whether to wait for all that was written before.
        """
        try:
            return self._queried(collection, where, output, is_strong=is_strong, limit=MOST_ROWS)
        except NothingFoundError:
            return []

    def count(self, collection: str, where: str = "", *, is_strong: bool = False) -> int:
        """How many rows meet a filter."""
        rows = self._queried(collection, where, ["count(*)"], is_strong=is_strong)
        return int(rows[0]["count(*)"])

    def _queried(
        self, collection: str, where: str, output: Sequence[str], *, is_strong: bool, **options: Any
    ) -> list[dict[str, Any]]:
        options |= {"consistency_level": "Strong"} if is_strong else {}
        options |= {"output_fields": list(output), "timeout": self.timeout_s}
        query = self._client.query
        return list(self._asked(collection, lambda: query(collection, filter=where, **options)))

    def write(self, collection: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows; those of the same ids are replaced, so that a call may be tried again."""
        self._told(
            lambda: self._client.upsert(collection, [*map(dict, rows)], timeout=self.timeout_s)
        )

    def delete(self, collection: str, where: str) -> None:
        """Delete the rows that meet a filter."""
        self._told(lambda: self._client.delete(collection, filter=where, timeout=self.timeout_s))

    def collections(self) -> set[str]:
        """The names of all collections."""
        return set(self._told(lambda: self._client.list_collections(timeout=self.timeout_s)))

    def drop(self, collection: str) -> None:
        """Drop a collection; none where there is none."""
        self._told(lambda: self._client.drop_collection(collection, timeout=self.timeout_s))

    def collection_of(self, alias: str) -> str | None:
        """The name of the collection that an alias is of; ``None`` where there is none."""
        try:
            found = self._told(lambda: self._client.describe_alias(alias, timeout=self.timeout_s))
        except CollectionGoneError:
            return None
        return str(found["collection_name"])

    def alias(self, alias: str, collection: str | None, *, is_new: bool = False) -> None:
        """Point an alias at a collection, or take it away.

        Args:
            alias: the alias.
            collection: the collection; ``None`` to take the alias away.
            is_new: whether nobody may have it yet, which the engine decides between several.
        """
        client, timeout_s = self._client, self.timeout_s
        if collection is None:
            self._told(lambda: client.drop_alias(alias, timeout=timeout_s))
            return
        point = client.create_alias if is_new else client.alter_alias
        self._told(lambda: point(collection, alias, timeout=timeout_s))

    def create(self, collection: str, schema: Callable[[ModuleType], Any]) -> None:
        """Create a collection of the fields that ``schema`` makes with the library."""
        self._told(
            lambda: self._client.create_collection(
                collection,
                schema=schema(self._library),
                consistency_level="Bounded",
                timeout=self.timeout_s,
            )
        )

    def flush(self, collection: str) -> None:
        """Have what was written kept in the form that is indexed."""
        self._told(lambda: self._client.flush(collection, timeout=self.timeout_s))

    def index(self, collection: str, indexes: Callable[[Any], Any]) -> None:
        """Index a collection, and wait until all that was flushed is."""
        self._told(
            lambda: self._client.create_index(
                collection, indexes(self._client), timeout=self.timeout_s, sync=False
            )
        )
        for name in self._told(lambda: self._client.list_indexes(collection)):
            self._await_index(collection, name)

    def _await_index(self, collection: str, name: str) -> None:
        """Wait for an index as long as it grows."""
        before, until = -1, time.monotonic() + self.timeout_s
        while True:
            told = self._told(lambda: self._client.describe_index(collection, name))
            state = str(told["state"])
            if state == "Finished" and not told["pending_index_rows"]:
                return
            if state == "Failed":
                raise EngineError(f"Milvus at {self._place} could not index {collection}")
            if told["indexed_rows"] != before:
                before, until = told["indexed_rows"], time.monotonic() + self.timeout_s
            if time.monotonic() > until:
                raise EngineError(
                    f"Milvus at {self._place} does not go on indexing {collection}: look at its log"
                )
            time.sleep(_LOOK_AGAIN_S)

    def load(self, collection: str) -> None:
        """Load a collection, so that it can be asked."""
        self._told(lambda: self._client.load_collection(collection, timeout=self.timeout_s))

    def _asked(self, collection: str, call: Callable[[], Any]) -> Any:
        """What a question to a collection comes to; one that is not loaded any more is loaded again."""
        try:
            return self._reached(call)
        except NotLoadedError:
            self.load(collection)
            return self._reached(call)

    def _reached(self, call: Callable[[], Any]) -> Any:
        """What a call comes to that changes nothing: made again where an idle connection was ended."""
        try:
            return self._told(call)
        except AwayError:
            time.sleep(_LOOK_AGAIN_S)
            return self._told(call)

    def _told(self, call: Callable[[], Any]) -> Any:
        """What a call comes to.

        Raises:
            EngineError: what it failed for, in one line.
        """
        try:
            return call()
        except Exception as error:
            if not trouble.is_foreign(error):
                raise
            told = trouble.line(error, self._place, self._token, self.timeout_s)
            raise told from None  # the other's own text may hold the token


def _library() -> ModuleType:
    try:
        library = importlib.import_module("pymilvus")
    except ImportError as error:
        raise SettingsError(
            "an index in Milvus is asked through pymilvus: pip install -c constraints.txt '.[milvus]'"
        ) from error
    # It tells of every error by itself, with all that the call was given.
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL + 1)
    return library
