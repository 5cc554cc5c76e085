"""index.searchable.milvus.address: milvus://host:port/name, and what opens it."""

from __future__ import annotations

import pytest

from index.errors import SettingsError
from index.searchable.milvus.address import Address


@pytest.mark.parametrize(
    ("uri", "place", "name"),
    [
        ("milvus://localhost:19530/reports", "localhost:19530", "reports"),
        ("milvus://localhost/reports", "localhost:19530", "reports"),
        ("milvus://10.0.0.7:443/a_1", "10.0.0.7:443", "a_1"),
        ("milvus://[::1]:19530/reports", "[::1]:19530", "reports"),
    ],
)
def test_host_port_and_name(uri: str, place: str, name: str):
    address = Address.parse(uri)
    assert (address.place, address.name) == (place, name)
    assert Address.parse(str(address)) == address


@pytest.mark.parametrize(
    "uri",
    [
        "http://localhost:19530/reports",
        "milvus://localhost:19530",
        "milvus:///reports",
        "milvus://localhost:port/reports",
        "milvus://localhost:99999/reports",
        "milvus://[::1/reports",
        "milvus://localhost/reports/more",
        "milvus://localhost/报告",
        "milvus://localhost/1st",
        f"milvus://localhost/{'a' * 65}",
    ],
)
def test_what_is_none(uri: str):
    with pytest.raises(SettingsError, match="expected milvus://host:port/name"):
        Address.parse(uri)


@pytest.mark.parametrize(
    "uri",
    [
        "milvus://root:hunter2@localhost/reports",
        "milvus://localhost/reports?token=hunter2",
        "milvus://localhost/reports#hunter2",
    ],
)
def test_a_secret_in_an_address_is_refused_and_not_repeated(uri: str):
    with pytest.raises(SettingsError, match="WENBAO_MILVUS_TOKEN") as refused:
        Address.parse(uri)
    assert "hunter2" not in str(refused.value)
