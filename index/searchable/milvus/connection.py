"""The one door to pymilvus: calls with a limit of time, errors as one line without secrets."""

from __future__ import annotations

import importlib
import logging
import re
from typing import TYPE_CHECKING, Any

from index.errors import EngineError, SettingsError, first_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import ModuleType

    from index.searchable.milvus.address import Access, Address

MOST_ROWS = 16_384  # that one search or query may give
_LEAST = (2, 5)  # the first version with sparse vectors and this protocol's filters
_VERSION = re.compile(r"(\d+)\.(\d+)")
_GONE = re.compile(
    r"collection not found|does not exist|can't find collection|not loaded", re.IGNORECASE
)
_FULL = re.compile(
    r"quota|limit exceeded|no space|out of memory|insufficient|exceeds? (?:the )?limit|disk.*full",
    re.IGNORECASE,
)
_SLOW = re.compile(r"DEADLINE_EXCEEDED|deadline exceeded|timeout|timed out", re.IGNORECASE)
_AWAY = re.compile(
    r"UNAVAILABLE|failed to connect|fail connecting|not connected|closed channel|should create connect",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"UNAUTHENTICATED|auth check failure|permission|PERMISSION_DENIED", re.IGNORECASE
)
_DETAILS = re.compile(r'details = "([^"]*)"')


class CollectionGoneError(EngineError):
    """A collection was dropped: another generation has taken its place."""


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
        self._place, self._token, self._timeout_s = place, token, timeout_s
        options: dict[str, Any] = {"token": token} if token else {}
        if ca:
            options |= {"server_pem_path": ca, "secure": True}
        self._client = self._told(
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
        version = str(self._told(lambda: self._client.get_server_version(timeout=self._timeout_s)))
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
        found = self._told(
            lambda: self._client.search(
                collection,
                list(vectors),
                anns_field=field,
                limit=limit,
                filter=where,
                output_fields=list(output) or ["id"],
                search_params=params,
                timeout=self._timeout_s,
            )
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
        options: dict[str, Any] = {"consistency_level": "Strong"} if is_strong else {}
        return list(
            self._told(
                lambda: self._client.query(
                    collection,
                    filter=where,
                    output_fields=list(output),
                    limit=MOST_ROWS,
                    timeout=self._timeout_s,
                    **options,
                )
            )
        )

    def count(self, collection: str, where: str = "", *, is_strong: bool = False) -> int:
        """How many rows meet a filter."""
        options: dict[str, Any] = {"consistency_level": "Strong"} if is_strong else {}
        rows = self._told(
            lambda: self._client.query(
                collection,
                filter=where,
                output_fields=["count(*)"],
                timeout=self._timeout_s,
                **options,
            )
        )
        return int(rows[0]["count(*)"])

    def write(self, collection: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows; those of the same ids are replaced, so that a call may be tried again."""
        self._told(
            lambda: self._client.upsert(collection, [*map(dict, rows)], timeout=self._timeout_s)
        )

    def delete(self, collection: str, where: str) -> None:
        """Delete the rows that meet a filter."""
        self._told(lambda: self._client.delete(collection, filter=where, timeout=self._timeout_s))

    def collections(self) -> set[str]:
        """The names of all collections."""
        return set(self._told(lambda: self._client.list_collections(timeout=self._timeout_s)))

    def drop(self, collection: str) -> None:
        """Drop a collection; none where there is none."""
        self._told(lambda: self._client.drop_collection(collection, timeout=self._timeout_s))

    def manage(self, call: Callable[[Any, ModuleType], Any]) -> Any:
        """What a call of the client and the library comes to: collections, rows, aliases."""
        return self._told(lambda: call(self._client, self._library))

    @property
    def timeout_s(self) -> float:
        """How long a call may take."""
        return self._timeout_s

    def _told(self, call: Callable[[], Any]) -> Any:
        """What a call comes to.

        Raises:
            EngineError: what it failed for, in one line.
        """
        try:
            return call()
        except Exception as error:
            if not _is_foreign(error):
                raise
            raise self._line(error) from None  # whose own text may hold the token

    def _line(self, error: Exception) -> EngineError:
        text = str(error)
        if self._token:
            for secret in (self._token, *self._token.split(":")):
                text = text.replace(secret, "…") if secret else text
        at = f"Milvus at {self._place}"
        if _REFUSED.search(text):
            return EngineError(f"{at} refuses the token: set WENBAO_MILVUS_TOKEN to user:password")
        if _SLOW.search(text):
            return EngineError(
                f"{at} did not answer within {self._timeout_s:g} s: ask again, or look how busy it is"
            )
        if _AWAY.search(text):
            return EngineError(f"{at} cannot be reached: start it, or look at host, port and TLS")
        if _FULL.search(text):
            return EngineError(f"{at} is full ({_shown(text)}): give it more memory or disk")
        if _GONE.search(text):
            return CollectionGoneError(f"{at} holds the index no more: it was replaced; ask again")
        return EngineError(f"{at} failed: {_shown(text)}")


def _shown(text: str) -> str:
    details = _DETAILS.search(text)
    return first_line(Exception(details[1] if details else text))[:200]


def _is_foreign(error: Exception) -> bool:
    """Whether an error is of pymilvus or of what it speaks with."""
    return type(error).__module__.split(".")[0] in {
        "pymilvus",
        "grpc",
        "milvus_lite",
    } or isinstance(error, OSError | ConnectionError)


def _library() -> ModuleType:
    try:
        library = importlib.import_module("pymilvus")
    except ImportError as error:
        raise SettingsError(
            "an index in Milvus is asked through pymilvus: pip install 'wenbao[milvus]'"
        ) from error
    # It tells of every error by itself, with all that the call was given.
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL + 1)
    return library
