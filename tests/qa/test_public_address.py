from __future__ import annotations

import pytest

from index.errors import SettingsError
from qa import settings
from qa.public_address import PublicAddress, networks, split_host


@pytest.mark.parametrize(
    ("text", "origin", "prefix"),
    [
        ("https://reports.test", "https://reports.test", ""),
        ("https://reports.test/", "https://reports.test", ""),
        ("https://Reports.TEST/wenbao", "https://reports.test", "/wenbao"),
        ("https://reports.test/a/b-c.d/~e/", "https://reports.test", "/a/b-c.d/~e"),
        ("https://reports.test:443/x", "https://reports.test", "/x"),
        ("http://reports.test:80", "http://reports.test", ""),
        ("https://reports.test:8443", "https://reports.test:8443", ""),
        ("http://192.0.2.1:8080/x", "http://192.0.2.1:8080", "/x"),
        ("https://[2001:DB8::1]/x", "https://[2001:db8::1]", "/x"),
        ("https://问报.test/x", "https://xn--4ruo55i.test", "/x"),
    ],
)
def test_an_address(text: str, origin: str, prefix: str):
    address = PublicAddress.parse(text)
    assert (address.origin, address.prefix) == (origin, prefix)
    assert str(address) == f"{origin}{prefix}/"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "reports.test",
        "reports.test/wenbao",
        "//reports.test",
        "/wenbao",
        "ftp://reports.test",
        "javascript://reports.test",
        "https://",
        "https:///wenbao",
        "https://user:password@reports.test",
        "https://reports.test/?x",
        "https://reports.test/#x",
        "https://reports.test/a b",
        "https://reports.test/问",
        "https://reports.test/%2e%2e",
        "https://reports.test/..",
        "https://reports.test/a/../b",
        "https://reports.test//a",
        "https://reports.test/.git",
        "https://reports.test/gradio_api",
        "https://reports.test/static/x",
        "https://reports.test:99999",
        "https://reports.test:x",
        "https://re ports.test",
        "https://reports.test\n",
        "https://*.test",
        "https://[::1",
        "https://[reports.test]",
        "https://-.\u202etest",
        "https://reports..test",
    ],
)
def test_what_is_no_address(text: str):
    with pytest.raises(SettingsError) as refusal:
        PublicAddress.parse(text)
    line = str(refusal.value)
    assert line.startswith(f"public_url is {text!r}: ")
    assert line.endswith("; expected an address as in https://host/path")
    assert "\n" not in line


@pytest.mark.parametrize(
    ("public", "host", "is_asked"),
    [
        ("https://reports.test", "reports.test", True),
        ("https://reports.test", "Reports.Test:443", True),
        ("https://reports.test", "reports.test:8443", True),
        ("https://reports.test:8443", "reports.test", True),
        ("https://reports.test", "reports.test.", False),
        ("https://reports.test", "x.reports.test", False),
        ("http://127.0.0.1:8080", "127.0.0.1:8080", True),
        ("http://127.0.0.1:8080", "127.0.0.1", True),
        ("http://127.0.0.1:8080", "127.0.0.1:7860", False),
        ("http://localhost:8080", "localhost:7860", False),
    ],
)
def test_which_hosts_name_it(public: str, host: str, *, is_asked: bool):
    assert PublicAddress.parse(public).is_asked(host) is is_asked


def test_networks():
    found = networks("10.0.0.7, 192.168.0.0/16,::1")
    assert list(map(str, found)) == ["10.0.0.7/32", "192.168.0.0/16", "::1/128"]


@pytest.mark.parametrize("text", ["", "*", "localhost", "10.0.0.7,", "10.0.0.7/8", "10.0.0.0/33"])
def test_what_is_no_network(text: str):
    with pytest.raises(SettingsError, match=r"trusted_proxies is .*expected addresses or networks"):
        networks(text)


def test_they_are_settings():
    found = settings.load(
        {"public_url": "https://reports.test/x"}, {"WENBAO_TRUSTED_PROXIES": "10.0.0.7"}
    )
    assert (found.public_url, found.trusted_proxies) == ("https://reports.test/x", "10.0.0.7")
    with pytest.raises(SettingsError, match=r"public_url is 'reports\.test'"):
        settings.load({}, {"WENBAO_PUBLIC_URL": "reports.test"})
    with pytest.raises(SettingsError, match=r"trusted_proxies is '\*'"):
        settings.load({}, {"WENBAO_TRUSTED_PROXIES": "*"})


@pytest.mark.parametrize(
    ("host", "parts"),
    [
        ("a.test:1", ("a.test", "1")),
        ("A.test", ("a.test", "")),
        ("[::1]:7860", ("::1", "7860")),
        ("[::1]", ("::1", "")),
        ("a.test:", ("a.test:", "")),
        ("a.test:x", ("a.test:x", "")),
        ("", ("", "")),
    ],
)
def test_a_host_header(host: str, parts: tuple[str, str]):
    assert split_host(host) == parts
