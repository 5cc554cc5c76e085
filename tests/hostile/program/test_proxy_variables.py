"""Environments that are set up for other programs: the web chat, which works offline, ignores them."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from qa.web.http import offline
from tests.support.serving import ROOT, running

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "航运企业有多少家?"
NOWHERE = "/nowhere/at/all"
_OTHER_SERVERS = {
    "WEB_CONCURRENCY": "auto",
    "FORWARDED_ALLOW_IPS": "*",
    "GRADIO_SERVER_PORT": "many",
    "GRADIO_NUM_PORTS": "",
    "GRADIO_ROOT_PATH": "https://elsewhere.test/x",
    "GRADIO_ANALYTICS_ENABLED": "True",
    "GRADIO_ANALYTICS_MAX_EVENTS": "many",
    "GRADIO_DEFAULT_CONCURRENCY_LIMIT": "not_set_at_all",
    "GRADIO_SSR_MODE": "True",
    "GRADIO_MCP_SERVER": "False",
    "GRADIO_SHARE": "True",
    "GRADIO_LOCAL_DEV_MODE": "1",
    "GRADIO_WATCH_DIRS": "/",
    "SYSTEM": "spaces",
}
# An app a line: what is set for other programs, several of them where their names differ.
ENVIRONMENTS = {
    "SOCKS, certificates that are none": {
        "ALL_PROXY": "socks5://127.0.0.1:1",
        "https_proxy": "socks5h://127.0.0.1:1",
        "SSL_CERT_FILE": "/dev/null",
        "SSL_CERT_DIR": "/dev/null",
    },
    "no scheme that is known, other servers": {
        "all_proxy": "socks://127.0.0.1:1",
        "HTTP_PROXY": "what://ever",
        "HTTPS_PROXY": "http://[::1",
        "FTP_PROXY": "http://user:pass word@host:port",
        **_OTHER_SERVERS,
    },
    "exceptions that are none, certificates that are missing": {
        "HTTPS_PROXY": "http://127.0.0.1:1",
        "NO_PROXY": "[::1,http://[x,*:*, ,::1/129,\u95ee",
        "no_proxy": "[",
        "SSL_CERT_FILE": NOWHERE,
        "SSL_CERT_DIR": NOWHERE,
        "REQUESTS_CA_BUNDLE": NOWHERE,
        "CURL_CA_BUNDLE": NOWHERE,
        "SSLKEYLOGFILE": f"{NOWHERE}/keys.log",
    },
}


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_the_web_chat_is_as_ever(small_index_dir: Path, environment: dict[str, str]):
    with running("--index", str(small_index_dir), environment=environment) as app:
        app.await_engine()
        response = app.ask("search", QUESTION, 1, None)
        assert response.status_code == 200
        assert app.http.get("/config").json()["root"] == app.address
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}
        call |= {"params": {"name": "search", "arguments": {"question": QUESTION, "top_k": 1}}}
        accepted = {"Accept": "application/json, text/event-stream"}
        told = app.http.post("/gradio_api/mcp/", json=call, headers=accepted)
        assert '"isError":false' in told.text
        app.stop(15)
        assert "Traceback" not in "".join(app.said)


@pytest.mark.parametrize("command", [("info",), ("ask", "种茶多少亩?")], ids=["info", "ask"])
def test_other_commands_are_as_ever(carrying: Path, command: tuple[str, ...]):
    hostile = {name: value for each in ENVIRONMENTS.values() for name, value in each.items()}

    def done(environment: dict[str, str]) -> tuple[int, str, str]:
        ended = subprocess.run(
            [sys.executable, "-m", "qa", *command, "--index", str(carrying)],
            cwd=ROOT,
            env=os.environ | {"PYTHONUTF8": "1"} | environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return ended.returncode, ended.stdout, ended.stderr

    assert done(hostile) == done({})


def test_what_is_hidden_comes_back(monkeypatch: pytest.MonkeyPatch):
    others = {"PROXY": "x", "HF_ENDPOINT": "x", "GRADIO_TEMP_DIR": "x", "WENBAO_PORT": "1"}
    hidden = {"Https_Proxy": "a", "SSL_CERT_FILE": "b", "GRADIO_SERVER_PORT": "c"}
    for name, value in (others | hidden).items():
        monkeypatch.setenv(name, value)
    before = dict(os.environ)
    with offline.environment():
        assert not hidden.keys() & os.environ.keys()
        assert others.items() <= os.environ.items()
    assert dict(os.environ) == before
