"""index.searchable.milvus.trouble: a server that is away, slow, old, full or that knows us not."""

from __future__ import annotations

import os
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from index.errors import EngineError
from index.searchable.address import Access
from index.searchable.milvus.address import Address
from index.searchable.milvus.connection import Connection
from index.searchable.milvus.trouble import CollectionGoneError
from tests.support.milvus.engines import free_port
from tests.support.milvus.environments import TARGET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

grpc = pytest.importorskip("grpc")
stubs = pytest.importorskip("pymilvus.grpc_gen")
SECRET = "hunter2"  # noqa: S105 - of no server
ACCESS = Access(token=f"root:{SECRET}", timeout_s=1)


def address(port: int) -> Address:
    return Address(host="127.0.0.1", port=port, name="reports")


@pytest.fixture
def serving() -> Iterator[Callable[..., Address]]:
    """Starts a server that speaks as Milvus does, and says what it is told to."""
    from pymilvus.grpc_gen import common_pb2, milvus_pb2, milvus_pb2_grpc

    started: list[Any] = []

    def start(version: str = "2.5.4", reason: str = "", code: str = "") -> Address:
        class Milvus(milvus_pb2_grpc.MilvusServiceServicer):  # type: ignore[misc] # made by gRPC
            def Connect(self, _request: Any, context: Any) -> Any:  # noqa: N802, ARG002 - as gRPC calls it
                info = common_pb2.ServerInfo(build_tags=version)
                return milvus_pb2.ConnectResponse(server_info=info, identifier=1)

            def GetVersion(self, _request: Any, context: Any) -> Any:  # noqa: N802 - as gRPC calls it
                if code:
                    context.abort(grpc.StatusCode[code], reason)
                return milvus_pb2.GetVersionResponse(version=version)

            def ShowCollections(self, _request: Any, context: Any) -> Any:  # noqa: N802, ARG002 - as gRPC calls it
                status = common_pb2.Status(error_code=1, code=1, reason=reason)
                return milvus_pb2.ShowCollectionsResponse(status=status)

        server = grpc.server(ThreadPoolExecutor(2))
        milvus_pb2_grpc.add_MilvusServiceServicer_to_server(Milvus(), server)
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        started.append(server)
        return address(port)

    yield start
    for server in started:
        server.stop(None)


def test_one_that_is_away():
    port = free_port()
    with pytest.raises(
        EngineError, match=f"^Milvus at 127.0.0.1:{port} cannot be reached: start it"
    ):
        Connection.to(address(port), ACCESS)


def test_one_that_does_not_answer():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(EngineError, match=r"did not answer within 1 s|cannot be reached"):
            Connection.to(address(port), ACCESS)


def test_one_of_an_old_version(serving: Callable[..., Address]):
    with pytest.raises(EngineError, match=r"is of version v2\.3\.5: wenbao asks 2\.5 or newer"):
        Connection.to(serving("v2.3.5"), ACCESS)


def test_one_that_is_full(serving: Callable[..., Address]):
    connection = Connection.to(serving(reason="quota exceeded[reason=disk quota exceeded]"), ACCESS)
    with pytest.raises(EngineError, match=r"is full .*disk quota exceeded.*: give it more memory"):
        connection.collections()
    connection.close()


@pytest.mark.parametrize(
    "code", ["UNAUTHENTICATED", "INTERNAL", "UNAVAILABLE", "DEADLINE_EXCEEDED"]
)
def test_a_token_is_in_no_message(serving: Callable[..., Address], code: str):
    there = serving(reason=f"auth check failure, root:{SECRET} and {SECRET}", code=code)
    with pytest.raises(EngineError) as refused:
        Connection.to(there, ACCESS)
    told: BaseException | None = refused.value
    while told is not None:
        assert SECRET not in f"{told}{told!r}"
        told = told.__cause__ or (None if told.__suppress_context__ else told.__context__)
    assert "\n" not in str(refused.value)


def test_a_collection_that_is_gone():
    connection = Connection(os.environ[TARGET], place="here", token=f"root:{SECRET}")
    with pytest.raises(CollectionGoneError, match="it was replaced; ask again"):
        connection.query("nowhere", "id >= 0", ("id",))
    assert SECRET not in repr(connection)
    connection.close()
