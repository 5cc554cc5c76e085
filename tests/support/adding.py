"""Reports that are added to a running app, as the page's scripts do it."""

from __future__ import annotations

import io
import threading
import zipfile
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tests.support import raw_requests

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.support.raw_requests import Reply
    from tests.support.serving import App

OWN = {"X-Wenbao": "adding"}
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SOURCES = raw_requests.sources(100)  # each of which may ask so often
_LOOK_S, _N_LOOKS = 0.1, 2000  # a busy machine is no error


def report(place: str, year: int, *sentences: str) -> str:
    """The text of a small report."""
    lines = (
        f"{place}政府工作报告",
        f"——{year}年1月8日在{place}第五届人民代表大会上",
        f"{place}人民政府市长 王明",
        "各位代表:",
        f"一、{year - 1}年工作回顾",
        *sentences,
    )
    return "\n".join(lines) + "\n"


def docx(text: str) -> bytes:
    """A Word file whose paragraphs are the lines of a text."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{paragraphs}</w:body></w:document>',
    }
    return zipped(parts)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of some parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)  # at no time
    return file.getvalue()


def add(app: App, name: str, data: bytes, **headers: str) -> Reply:
    """Send a file."""
    told = (
        OWN
        | {"X-File-Name": quote(name)}
        | {key.replace("_", "-"): headers[key] for key in headers}
    )
    return raw_requests.send(app, "POST", "/corpus/add", data, told)


def change(app: App, what: str, fields: Any) -> Reply:
    """Ask for a change."""
    import json

    return raw_requests.send(
        app, "POST", f"/corpus/{what}", json.dumps(fields), OWN | raw_requests.JSON
    )


def state(app: App) -> Any:
    """How far everything is."""
    reply = raw_requests.send(app, "GET", "/corpus/state", headers=OWN, source=next(_SOURCES))
    assert reply.status == 200, reply.body
    return reply.fields


def until(is_so: Callable[[], object]) -> bool:
    """Look now and then until something is so; ``False`` where it does not become so."""
    look_again = threading.Event()
    return any(is_so() or look_again.wait(_LOOK_S) for _ in range(_N_LOOKS))


def ended(app: App, name: str) -> Any:
    """The addition of an id, once nothing more becomes of it by itself."""
    found: dict[str, Any] = {}

    def has_ended() -> bool:
        (each,) = (each for each in state(app)["additions"] if each["id"] == name)
        found.update(each)
        return each["stage"] not in {"receiving", "reading", "indexing"}

    assert until(has_ended), f"{name} does not come to its end: {found}"
    return found


def added(app: App, name: str, data: bytes) -> Any:
    """Send a file, and wait until it has come to its end."""
    reply = add(app, name, data)
    assert reply.status == 202, reply.body
    return ended(app, reply.fields["id"])


def files(corpus: Path) -> dict[str, bytes]:
    """What lies in a corpus, hidden folders aside."""
    return {
        file.relative_to(corpus).as_posix(): file.read_bytes()
        for file in corpus.rglob("*")
        if file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(corpus).parts)
    }
