"""What is served, and that everything else which Gradio has is known and is not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from qa.web.http import routes

ROOT = Path(__file__).parents[4]

SERVED = {
    "GET /",
    "GET /assets/{path:path}",
    "GET /config",
    "GET /favicon.ico",
    "GET /gradio_api/info",
    "GET /gradio_api/queue/data",
    "GET /gradio_api/startup-events",
    "GET /robots.txt",
    "GET /static/{path:path}",
    "GET /theme.css",
    "HEAD /",
    "MOUNT /gradio_api/mcp",
    "POST /gradio_api/api/{api_name}",
    "POST /gradio_api/api/{api_name}/",
    "POST /gradio_api/cancel",
    "POST /gradio_api/queue/join",
    "POST /gradio_api/reset",
    "POST /gradio_api/run/{api_name}",
    "POST /gradio_api/run/{api_name}/",
}
OWN = [
    "GET /originals/{identity}",
    "HEAD /originals/{identity}",
    "GET /originals/{identity}/pages/{number:int}",
    "HEAD /originals/{identity}/pages/{number:int}",
]
NOT_SERVED = {
    "GET /config/",
    "GET /gradio_api/app_id",
    "GET /gradio_api/app_id/",
    "GET /gradio_api/call/v2/{api_name}/{event_id}",
    "GET /gradio_api/call/{api_name}/{event_id}",
    "GET /gradio_api/custom_component/{id}/{environment}/{type}/{file_name}",
    "GET /gradio_api/deep_link",
    "GET /gradio_api/dev/reload",
    "GET /gradio_api/file/{path:path}",
    "GET /gradio_api/file={path_or_url:path}",
    "GET /gradio_api/heartbeat/{session_hash}",
    "GET /gradio_api/info/",
    "GET /gradio_api/login_check",
    "GET /gradio_api/login_check/",
    "GET /gradio_api/openapi.json",
    "GET /gradio_api/proxy={url_path:path}",
    "GET /gradio_api/queue/status",
    "GET /gradio_api/runs",
    "GET /gradio_api/runs/",
    "GET /gradio_api/stream/{session_hash}/{run}/{component_id}/playlist-file",
    "GET /gradio_api/stream/{session_hash}/{run}/{component_id}/playlist.m3u8",
    "GET /gradio_api/stream/{session_hash}/{run}/{component_id}/{segment_id}.{ext}",
    "GET /gradio_api/theme.css",
    "GET /gradio_api/token",
    "GET /gradio_api/token/",
    "GET /gradio_api/upload_progress",
    "GET /gradio_api/user",
    "GET /gradio_api/user/",
    "GET /gradio_api/vibe-code",
    "GET /gradio_api/vibe-code/",
    "GET /logout",
    "GET /manifest.json",
    "GET /monitoring",
    "GET /monitoring/summary",
    "GET /monitoring/{key}",
    "GET /openapi.json",
    "GET /pwa_icon",
    "GET /pwa_icon/{size}",
    "GET /svelte/{path:path}",
    "HEAD /gradio_api/file={path_or_url:path}",
    "HEAD /gradio_api/proxy={url_path:path}",
    "HEAD /openapi.json",
    "POST /gradio_api/call/v2/{api_name}",
    "POST /gradio_api/call/v2/{api_name}/",
    "POST /gradio_api/call/{api_name}",
    "POST /gradio_api/call/{api_name}/",
    "POST /gradio_api/component_server",
    "POST /gradio_api/component_server/",
    "POST /gradio_api/process_recording",
    "POST /gradio_api/reset/",
    "POST /gradio_api/stream/{event_id}",
    "POST /gradio_api/stream/{event_id}/close",
    "POST /gradio_api/undo-vibe-edit",
    "POST /gradio_api/undo-vibe-edit/",
    "POST /gradio_api/upload",
    "POST /gradio_api/vibe-code",
    "POST /gradio_api/vibe-code/",
    "POST /gradio_api/vibe-edit",
    "POST /gradio_api/vibe-edit/",
    "POST /gradio_api/vibe-starter-queries",
    "POST /gradio_api/vibe-starter-queries/",
    "POST /login",
    "POST /login/",
}


LIST = """
import json
from qa.web.library import Library
from qa.web.serving import application

def paths(routes):
    for route in routes:
        if hasattr(route, "original_router"):
            yield from paths(route.original_router.routes)
            continue
        for method in sorted(getattr(route, "methods", None) or ["MOUNT"]):
            yield f"{method} {route.path}"

app = application(Library()).app.app.app
print(json.dumps([list(paths(app.routes)), list(paths(app.routes[-1].app.routes))]))
"""


SAMPLES = {
    "api_name": "ask",
    "path:path": "js/a-b.C_1.js",
    "identity": "0a" * 32,
    "number:int": "12",
    "session_hash": "a1b2c3",
    "path_or_url:path": "/etc/passwd",
    "url_path:path": "https://elsewhere.test/",
}


def sample(route: str) -> tuple[str, str]:
    method, path = route.split()
    path = re.sub(r"{([^}]+)}", lambda name: SAMPLES.get(name[1], "x"), path)
    return {"MOUNT": "POST"}.get(method, method), path


@pytest.mark.parametrize("route", sorted([*SERVED, *OWN]))
def test_what_is_needed_is_served(route: str):
    method, path = sample(route)
    path = path.replace("/ask/", "/predict/")  # as gradio_client writes it
    assert routes.is_served(method, path)


@pytest.mark.parametrize("route", sorted(NOT_SERVED))
def test_what_is_not_needed_is_not_served(route: str):
    assert not routes.is_served(*sample(route))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "//"),
        ("GET", "/docs"),
        ("GET", "/redoc"),
        ("GET", "/config/../monitoring"),
        ("GET", "/static/../../../etc/passwd"),
        ("GET", "/static/js/..%2f..%2fserver.py"),
        ("GET", "/static/.env"),
        ("GET", "/static/js/.git/config"),
        ("GET", "/static//etc/passwd"),
        ("GET", "/static/C:\\x.txt"),
        ("GET", "/assets/a.js\n"),
        ("GET", "/assets/a.js\0.png"),
        ("GET", "/assets/报告.txt"),
        ("GET", f"/originals/{'0a' * 31}"),
        ("GET", f"/originals/{'0A' * 32}"),
        ("GET", f"/originals/{'0a' * 32}/"),
        ("GET", f"/originals/{'0a' * 32}.pdf"),
        ("GET", f"/originals/{'0a' * 32}\n"),
        ("GET", f"/originals/{'0a' * 32}/pages/0"),
        ("GET", f"/originals/{'0a' * 32}/pages/-1"),
        ("GET", f"/originals/{'0a' * 32}/pages/10000"),
        ("GET", f"/originals/{'0a' * 32}/pages/１"),
        ("GET", f"/originals/{'0a' * 32}/pages/1/"),
        ("GET", f"/originals/{'0a' * 32}/../../etc/passwd"),
        ("GET", "/originals/../etc/passwd"),
        ("GET", "/originals/报告.pdf"),
        ("GET", "/originals"),
        ("POST", f"/originals/{'0a' * 32}"),
        ("DELETE", f"/originals/{'0a' * 32}"),
        ("GET", "/gradio_api/mcp/"),
        ("GET", "/gradio_api/mcp/sse"),
        ("GET", "/gradio_api/mcp/schema"),
        ("POST", "/gradio_api/mcp/messages/"),
        ("POST", "/gradio_api/run/greet"),
        ("POST", "/"),
        ("PUT", "/gradio_api/queue/join"),
        ("OPTIONS", "/gradio_api/run/ask"),
        ("TRACE", "/"),
        ("GET", "/corpus/add"),
        ("GET", "/corpus/报告.txt"),
        ("GET", "/corpus/../state"),
        ("POST", "/corpus/state"),
        ("POST", "/corpus/add/"),
        ("POST", "/corpus/"),
        ("DELETE", "/corpus/remove"),
    ],
)
def test_hostile_paths_are_not_served(method: str, path: str):
    assert not routes.is_served(method, path)


def test_a_path_is_told_from_a_method():
    assert routes.is_known("/gradio_api/mcp/")
    assert routes.is_known("/theme.css")
    assert not routes.is_known("/gradio_api/upload")


def test_every_route_of_gradio_is_known():
    # In a process of its own, for Gradio leaves event loops behind.
    listed = subprocess.run([sys.executable, "-c", LIST], check=True, capture_output=True, cwd=ROOT)
    outer, inner = json.loads(listed.stdout)
    assert outer == [*OWN, "MOUNT "]
    assert set(inner) == SERVED | NOT_SERVED


def test_what_the_page_asks_to_add_reports_is_served():
    assert routes.is_served("GET", "/corpus/state")
    for what in ("add", "head", "correct", "remove", "restore"):
        assert routes.is_served("POST", f"/corpus/{what}")
    assert routes.is_upload("POST", "/corpus/add")
    assert not routes.is_upload("GET", "/corpus/add")
    assert not routes.is_upload("POST", "/corpus/head")


def test_a_page_of_an_original_counts_for_several_requests():
    assert routes.cost(f"/originals/{'0a' * 32}/pages/3") > routes.cost("/") == 1
