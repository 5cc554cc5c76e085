"""What is served at all: the paths that the page and programs need. Whatever else Gradio has is not.

Left out are uploads, files, proxying, streams, recordings, run history, monitoring, server
functions of components, code assistants, OpenAPI, MCP's older transport, and the heartbeat of pages
that keep a state, which this one does not. A path is matched as
it is after decoding, so that no way of writing one leads around the list.
"""

from __future__ import annotations

import re

_NAME = r"[A-Za-z0-9_-]+"
_FILE = rf"(?:{_NAME}/)*{_NAME}(?:\.{_NAME})+"  # no dot before or after a slash

_STATIC = re.compile(rf"/(?:static|assets)/{_FILE}|/theme\.css|/favicon\.ico|/robots\.txt")
_READ = re.compile(r"/|/config|/gradio_api/(?:info|startup-events|queue/data)|/corpus/state")
_POSTED = re.compile(
    r"/gradio_api/(?:queue/join|cancel|reset|(?:run|api)/(?:predict/?|search|ask|mentions|table|reports)|mcp/?)"
    r"|/corpus/(?:add|head|correct|remove|restore)",
)
_UPLOAD = "/corpus/add"
_ORIGINAL = re.compile(r"/originals/[0-9a-f]{64}(?:/pages/[1-9][0-9]{0,3})?")  # by a report's id
_ORIGINAL_COST = 5  # in requests: a page may have to be drawn, a file to be compared
_READING = frozenset({"GET", "HEAD"})


def is_static(method: str, path: str) -> bool:
    """Whether a request is for a file of the page, the same for all."""
    return method in _READING and _STATIC.fullmatch(path) is not None


def is_original(path: str) -> bool:
    """Whether a path is that of a report's file, or of a page of one."""
    return _ORIGINAL.fullmatch(path) is not None


def cost(path: str) -> int:
    """How many requests one for a path counts for."""
    return _ORIGINAL_COST if is_original(path) else 1


def is_served(method: str, path: str) -> bool:
    """Whether a request is for anything that is served."""
    if method in _READING:
        return is_static(method, path) or _READ.fullmatch(path) is not None or is_original(path)
    return method == "POST" and _POSTED.fullmatch(path) is not None


def is_upload(method: str, path: str) -> bool:
    """Whether the body of a request is a file, which is read by whoever takes it in."""
    return method == "POST" and path == _UPLOAD


def is_known(path: str) -> bool:
    """Whether a path is served, maybe by another method than it was asked by."""
    return is_served("GET", path) or is_served("POST", path)
