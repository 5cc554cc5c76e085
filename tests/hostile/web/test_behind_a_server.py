"""The app behind a real nginx, with TLS, below a path and without one, in a real Chromium."""

from __future__ import annotations

import base64
import concurrent.futures
import contextlib
import dataclasses
import hashlib
import json
import os
import re
import socket
import ssl
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.support.adding import OWN, report
from tests.support.browsing import SENTENCE, ask, marked, visit
from tests.support.processes import nginx
from tests.support.serving import ROOT, App, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

QUESTION = "航运企业有多少家?"
PATIENCE_S = 60
HOST = "reports.localhost"  # which Chromium finds on this machine without asking anybody
EXAMPLE = re.compile(r"<!-- example nginx -->\n```nginx\n(.*?)```", re.DOTALL)
ADDING = re.compile(r"<!-- example adding -->\n```nginx\n(.*?)```", re.DOTALL)
FRAME = """
worker_processes 1;
{user}
pid nginx.pid;
error_log stderr error;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    {server}
}}
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """An app, and the nginx before it."""

    app: App
    port: int
    prefix: str
    tls: ssl.SSLContext
    login: tuple[str, str] | None = None

    @property
    def origin(self) -> str:
        return f"https://{HOST}:{self.port}"

    def request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        source: str = "127.0.0.1",
    ) -> httpx.Response:
        """A request through nginx, from an address of this machine."""
        transport = httpx.HTTPTransport(verify=self.tls, local_address=source)
        with httpx.Client(transport=transport, timeout=PATIENCE_S, auth=self.login) as client:
            return client.request(
                method,
                f"https://127.0.0.1:{self.port}{self.prefix}{path}",
                headers={"Host": f"{HOST}:{self.port}"} | dict(headers or {}),
                json=body,
                extensions={"sni_hostname": HOST},
            )

    def search(self, **options: Any) -> httpx.Response:
        body = {"data": [QUESTION, 1, None]}
        return self.request("POST", "/gradio_api/run/search", body=body, **options)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of the host, signed by itself, and its key, both in one file."""
    file = tmp_path_factory.mktemp("certificate") / "both.pem"
    command = [
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
    ]
    names = ("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}")
    made = subprocess.run(
        ["openssl", *command, *names, "-keyout", "-", "-out", "-"], check=True, capture_output=True
    )
    file.write_bytes(made.stdout)
    return file


def example() -> str:
    """The server block that the documentation tells people to copy."""
    (block,) = EXAMPLE.findall((ROOT / "docs" / "behind-a-server.md").read_text(encoding="utf-8"))
    return str(block)


@contextlib.contextmanager
def site(
    folder: Path, index: Path, certificate: Path, server: str, prefix: str, *options: str
) -> Iterator[Site]:
    """The app, with nginx before it as a server block has it.

    nginx is handed a socket that listens already: no port is taken in between, and nothing has
    to be waited for.
    """
    tls = ssl.create_default_context(cafile=certificate)
    tls.check_hostname = False
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        port = listener.getsockname()[1]
        public = ("--public-url", f"https://{HOST}:{port}{prefix}")
        with running("--index", str(index), *public, *options, limit_s=900) as app:
            app.await_engine()
            for before, after in (
                ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
                ("server_name reports.example.org", f"server_name {HOST}"),
                ("/etc/ssl/certs/reports.example.org.pem", str(certificate)),
                ("/etc/ssl/private/reports.example.org.key", str(certificate)),
                ("http://127.0.0.1:7860", app.address),
            ):
                assert before in server
                server = server.replace(before, after)
            user = "user root;" if os.geteuid() == 0 else ""
            (folder / "nginx.conf").write_text(FRAME.format(user=user, server=server))
            with nginx.started(folder, listener):
                yield Site(app=app, port=port, prefix=prefix, tls=tls)


VARIANTS = {
    "path taken off": ("/wenbao", lambda block: block),
    "path passed on": (
        "/a/b-c.d/~e_f",
        lambda block: block.replace("/wenbao/", "/a/b-c.d/~e_f/").replace(":7860/;", ":7860;"),
    ),
    "whole host, as old servers ask": (
        "",
        lambda block: re.sub(
            r" *proxy_(http_version|set_header Connection) .*\n",
            "",
            block.replace("location /wenbao/", "location /"),
        ),
    ),
    "host not passed on": (
        "/wenbao",
        lambda block: re.sub(r" *proxy_set_header (Host|X-Forwarded-Proto) .*\n", "", block),
    ),
}
LOGIN = ("li", "secret")  # of the site that is used most


@pytest.fixture(scope="module", params=VARIANTS)
def behind(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    small_index_dir: Path,
    certificate: Path,
) -> Iterator[Site]:
    prefix, changed = VARIANTS[request.param]
    folder = tmp_path_factory.mktemp("nginx")
    with site(folder, small_index_dir, certificate, changed(example()), prefix) as started:
        yield started


@pytest.fixture(scope="module")
def trusting(launched: Callable[..., Browser], certificate: Path) -> Iterator[Browser]:
    """A browser to which the certificate is as good as one that an authority has signed.

    One that is only told to overlook the fault begins anew at each connection, and now and then
    gives a script up with ``ERR_TOO_MANY_RETRIES``.
    """
    command = ["openssl", "x509", "-in", str(certificate), "-noout", "-pubkey"]
    pem = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    key = base64.b64decode("".join(pem.splitlines()[1:-1]))
    known = base64.b64encode(hashlib.sha256(key).digest()).decode("ascii")
    with contextlib.closing(launched(f"--ignore-certificate-errors-spki-list={known}")) as browser:
        yield browser


@pytest.mark.browser
def test_a_question_is_asked_and_a_link_shared(behind: Site, trusting: Browser):
    address = behind.origin + behind.prefix
    with visit(trusting, address) as page:
        turn = ask(page, "航运类企业有多少家?")
        expect(turn).to_contain_text("383")
        turn.locator("cite a").first.click()
        expect(marked(page)).to_be_visible()
        link = page.url
        assert link.startswith(f"{address}/#")
        assert page.context.cookies() == []
    with visit(trusting, address, link.removeprefix(f"{address}/")) as page:
        expect(page.locator("#reader-body .target")).to_contain_text(SENTENCE)


MCP = """
import asyncio, json, ssl, sys
import httpx
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client

def client(headers=None, timeout=None, auth=None):
    tls = ssl.create_default_context(cafile=sys.argv[2])
    tls.check_hostname = False
    return httpx.AsyncClient(
        headers=headers, timeout=60, follow_redirects=True, trust_env=False, verify=tls
    )

async def main():
    async with (
        streamablehttp_client(
            sys.argv[1] + "/gradio_api/mcp/",
            headers={"Host": sys.argv[3]},
            httpx_client_factory=client,
        ) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        answer = await session.call_tool("search", {"question": "航运企业", "top_k": 1})
        print(json.dumps(json.loads(answer.content[0].text)))

asyncio.run(main())
"""


def test_programs_are_answered(behind: Site, certificate: Path):
    config = behind.request("GET", "/config").json()
    assert config["root"] == behind.origin + behind.prefix
    for path in ("/", "/theme.css", "/gradio_api/info"):
        response = behind.request("GET", path)
        assert response.status_code == 200
        assert "set-cookie" not in response.headers
        assert "content-security-policy" in response.headers
    hits = behind.search().json()["data"][0]["hits"]
    assert len(hits) == 1
    place = f"https://127.0.0.1:{behind.port}{behind.prefix}"
    arguments = (place, str(certificate), f"{HOST}:{behind.port}")
    told = subprocess.run(
        [sys.executable, "-X", "utf8", "-W", "ignore", "-c", MCP, *arguments],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert len(json.loads(told.stdout)["hits"]) == 1


def test_without_the_slash_it_is_found_too(behind: Site):
    if not behind.prefix:
        return
    transport = httpx.HTTPTransport(verify=behind.tls)
    with httpx.Client(transport=transport, timeout=PATIENCE_S) as client:
        response = client.get(
            f"https://127.0.0.1:{behind.port}{behind.prefix}?n=3",
            headers={"Host": f"{HOST}:{behind.port}"},
            extensions={"sni_hostname": HOST},
        )
    assert response.status_code in {301, 308}
    place = response.headers["location"].removeprefix(behind.origin)
    assert place == f"{behind.prefix}/?n=3"


@pytest.fixture(scope="module")
def usual(
    tmp_path_factory: pytest.TempPathFactory, small_index_dir: Path, certificate: Path
) -> Iterator[Site]:
    """The site as documented, with a password."""
    folder = tmp_path_factory.mktemp("usual")
    # Visitors come from other addresses of this machine, which are not trusted here.
    login = ("--auth", ":".join(LOGIN), "--trusted-proxies", "127.0.0.1")
    with site(folder, small_index_dir, certificate, example(), "/wenbao", *login) as started:
        started.app.http.auth = LOGIN
        yield dataclasses.replace(started, login=LOGIN)


def test_the_address_is_told_at_the_start(usual: Site):
    assert f"public address: {usual.origin}/wenbao/" in usual.app.said
    assert not [line for line in usual.app.said if "can read the reports" in line]


def test_a_site_without_a_password_is_warned_of(behind: Site):
    (line,) = (line for line in behind.app.said if line.startswith("warning: "))
    assert line.startswith("warning: everybody who can reach it can read the reports: ")


@pytest.mark.parametrize(
    "host",
    [
        "elsewhere.test",
        "reports.localhost.elsewhere.test",
        "localhost.test",
        "x.reports.localhost",
        "reports.localhost@elsewhere.test",
        "",
    ],
)
def test_other_hosts_are_refused(usual: Site, host: str):
    for response in (
        usual.request("GET", "/theme.css", {"Host": host}),
        usual.app.http.get("/theme.css", headers={"Host": host}),
        usual.app.http.get("/wenbao/theme.css", headers={"Host": host}),
        usual.app.http.get(
            "/theme.css", headers={"Host": host, "X-Forwarded-Host": HOST, "X-Forwarded-For": "::9"}
        ),
    ):
        assert response.status_code in {400, 421}
        assert "css" not in response.headers["content-type"]


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://reports.localhost:{port}", 200),
        (None, 200),
        ("http://reports.localhost:{port}", 403),
        ("https://reports.localhost", 403),
        ("https://reports.localhost:1", 403),
        ("https://elsewhere.test", 403),
        ("https://reports.localhost:{port}.elsewhere.test", 403),
        ("https://reports.localhost:{port}/", 403),
        ("null", 403),
        ("", 403),
    ],
)
def test_only_pages_of_the_public_address_may_ask(usual: Site, origin: str | None, status: int):
    headers = {} if origin is None else {"Origin": origin.format(port=usual.port)}
    assert usual.search(headers=headers).status_code == status


def test_this_machine_is_answered_beside_it(usual: Site):
    assert usual.app.ask("search", QUESTION, 1, None).status_code == 200
    assert usual.app.http.get("/config").json()["root"] == usual.app.address
    own = {"Origin": usual.app.address}
    assert usual.app.http.get("/config", headers=own).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "elsewhere.test"},
        {"X-Forwarded-Host": "elsewhere.test, reports.localhost"},
        {"X-Forwarded-Host": "elsewhere.test", "X-Forwarded-Proto": "https"},
        {"X-Gradio-Server": "http://elsewhere.test"},
        {"Forwarded": "for=192.0.2.1;host=elsewhere.test;proto=https"},
        {"X_Forwarded_Host": "elsewhere.test"},
        {"X-Forwarded-Prefix": "/elsewhere"},
        {"X-Forwarded-Proto": "javascript"},
    ],
)
def test_nobody_tells_the_page_another_address(usual: Site, headers: dict[str, str]):
    for path in ("/", "/config"):
        assert "elsewhere" not in usual.request("GET", path, headers).text
        assert "elsewhere" not in usual.app.http.get(path, headers=headers).text
    assert usual.request("GET", "/config", headers).json()["root"] == f"{usual.origin}/wenbao"


def guesses(usual: Site, n: int, source: str, forged: str) -> set[int]:
    """What wrong passwords are answered with, each of which costs as much as ten requests."""

    def one(i: int) -> int:
        headers = {"X-Forwarded-For": forged.format(i=i)}
        return guessing.request("GET", "/nowhere", headers, source=source).status_code

    guessing = dataclasses.replace(usual, login=("li", "guess"))
    with concurrent.futures.ThreadPoolExecutor(4) as threads:
        return set(threads.map(one, range(n)))


def test_each_visitor_has_a_bucket_and_nobody_makes_up_another(usual: Site):
    assert guesses(usual, 120, "127.0.0.21", "192.0.2.{i}, 127.0.0.1") == {401, 429}
    assert guesses(usual, 3, "127.0.0.22", "127.0.0.21") == {401}


def test_a_question_that_is_too_large_is_refused(usual: Site):
    body = {"data": ["问" * 600_000, 1, None]}
    assert usual.request("POST", "/gradio_api/run/search", body=body).status_code == 413


def test_a_password_is_asked_for_through_it(usual: Site):
    assert dataclasses.replace(usual, login=None).request("GET", "/").status_code == 401
    assert usual.request("GET", "/").status_code == 200


@pytest.mark.parametrize("options", [(), ("--allow-upload",)], ids=["as it is", "allowed"])
def test_files_come_through_where_that_is_allowed(
    tmp_path: Path, certificate: Path, options: tuple[str, ...]
):
    corpus, text = tmp_path / "报告", report("青山县", 2023, "修路12公里。")
    corpus.mkdir()
    (corpus / "底.txt").write_text(text, encoding="utf-8")
    (block,) = ADDING.findall((ROOT / "docs" / "behind-a-server.md").read_text(encoding="utf-8"))
    server = example().replace("    location /wenbao/", f"{block}\n    location /wenbao/")
    large = (report("云溪市", 2024, "建成绿道31公里。") + "种树。\n" * 200_000).encode()
    options = ("--corpus", str(corpus), *options)
    with site(tmp_path, tmp_path / "index", certificate, server, "/wenbao", *options) as started:
        transport = httpx.HTTPTransport(verify=started.tls)
        with httpx.Client(transport=transport, timeout=PATIENCE_S) as client:
            reply = client.post(
                f"https://127.0.0.1:{started.port}/wenbao/corpus/add",
                content=large,
                headers=OWN | {"Host": f"{HOST}:{started.port}", "X-File-Name": "large.txt"},
                extensions={"sni_hostname": HOST},
            )
        assert len(large) > 1 << 20
        assert reply.status_code == (202 if "--allow-upload" in options else 403)
        assert started.request("GET", "/corpus/state").status_code == 403  # of no page of ours
