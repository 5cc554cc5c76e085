"""Files of reports, asked for over HTTP: what is given out, as what, and what is not."""

from __future__ import annotations

import io
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from index.build import build
from index.reading import corpus_files
from index.reading.readers import read
from index.storage import archive
from qa.web.http import routes
from qa.web.http.guard import RATE
from tests.support.files.pdf_pages import column, pdf, set_lines
from tests.support.raw_requests import Reply, post, send
from tests.support.serving import App, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.hash_encoder import HashEncoder

PARAGRAPHS = [
    "全县新建绿道三十一公里，新增就业一万二千人，城乡面貌明显改善，群众生活持续改善。",
    "我们坚持把发展经济的着力点放在实体经济上，新引进企业四十八家，技改投资增长百分之十二。",
]
REPORT = pdf([column(set_lines(PARAGRAPHS[:1])), column(set_lines(PARAGRAPHS[1:]))])
PAGE = (
    "<html><title>某县政府工作报告</title><body><script>alert(1)</script>"
    "<p>全县种茶三千亩，新建茶厂四家，茶农人均增收两千元。</p></body></html>"
).encode()
DRAWING = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>全县造林两千亩。".encode()
FILES = {
    "报告.pdf": REPORT,
    "县/页.html": PAGE,
    'a"b;c=\u202efdp\n.txt': "全县修路五十里，通村公路全部完工。".encode(),
    "图.txt": DRAWING,
    "网页.pdf": PAGE.replace("种茶".encode(), "种果".encode()),  # a page, whatever it is called
    "改.pdf": pdf([[(70, 700, "全县修渠四十里，灌溉农田九千亩。")]]),
    "删.pdf": pdf([[(70, 700, "全县打井二十眼，解决饮水五千人。")]]),
    "链.pdf": pdf([[(70, 700, "全县架桥十一座，通车里程两百里。")]]),
}


@dataclass(frozen=True, kw_only=True)
class Server:
    """An app, and the ids of its reports by the names of their files."""

    app: App
    ids: dict[str, str]
    corpus: Path

    def get(self, name: str, page: int | None = None, **options: str) -> Reply:
        return self.ask("GET", name, page, **options)

    def ask(self, method: str, name: str, page: int | None = None, **options: str) -> Reply:
        source = options.pop("source", "127.0.0.1")
        headers = {key.replace("_", "-"): value for key, value in options.items()}
        end = f"/pages/{page}" if page is not None else ""
        return send(
            self.app, method, f"/originals/{self.ids[name]}{end}", headers=headers, source=source
        )


def make(folder: Path, encoder: HashEncoder) -> tuple[dict[str, str], Path]:
    """A corpus and its index; the ids of its reports."""
    for name, data in FILES.items():
        file = folder / "corpus" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        os.utime(file, (0, 0))
    files = corpus_files.find([folder / "corpus"])
    ids = {str(path.relative_to(folder / "corpus")): read(path, name).id for path, name in files}
    build([folder / "corpus"], folder / "index", lambda: encoder)
    return ids, folder / "corpus"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, hash_encoder: HashEncoder) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("originals")
    ids, corpus = make(folder, hash_encoder)
    with running("--index", str(folder / "index"), "--no-watch") as app:
        yield Server(app=app.await_engine(), ids=ids, corpus=corpus)


def policy(reply: Reply) -> dict[str, str]:
    parts = reply.headers["content-security-policy"].split("; ")
    return dict(each.partition(" ")[::2] for each in parts)


def test_a_pdf_is_shown_by_the_browser(server: Server):
    reply = server.get("报告.pdf")
    assert (reply.status, reply.body) == (200, REPORT)
    assert reply.headers["content-type"] == "application/pdf"
    assert reply.headers["content-disposition"].startswith("inline; ")
    assert reply.headers["content-disposition"].endswith("''%E6%8A%A5%E5%91%8A.pdf")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert policy(reply)["default-src"] == policy(reply)["frame-ancestors"] == "'none'"
    assert "script-src" not in policy(reply)


@pytest.mark.parametrize("name", ["县/页.html", "图.txt", "网页.pdf", 'a"b;c=\u202efdp\n.txt'])
def test_what_is_no_pdf_is_only_saved(server: Server, name: str):
    reply = server.get(name)
    assert (reply.status, reply.body) == (200, FILES[name])
    assert reply.headers["content-type"] == "application/octet-stream"
    assert reply.headers["content-disposition"].startswith("attachment; ")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in policy(reply)
    assert policy(reply)["default-src"] == "'none'"


def test_a_hostile_name_is_one_harmless_name(server: Server):
    given = server.get('a"b;c=\u202efdp\n.txt').headers["content-disposition"]
    assert re.fullmatch(
        r"attachment; filename=\"[ -!#-~]+\.txt\"; filename\*=UTF-8''[\w.%-]+", given
    )
    assert "%E2%80%AE" not in given


def test_a_page_is_a_picture(server: Server):
    reply = server.get("报告.pdf", 2)
    assert reply.status == 200
    assert reply.headers["content-type"] == "image/webp"
    assert "sandbox" in policy(reply)
    picture = Image.open(io.BytesIO(reply.body))
    assert picture.format == "WEBP"
    assert max(picture.size) == 2000


@pytest.mark.parametrize("page", [None, 1])
def test_what_was_fetched_before_is_not_sent_again(server: Server, page: int | None):
    first = server.get("报告.pdf", page)
    assert first.headers["cache-control"] == "private, no-cache"
    again = server.get("报告.pdf", page, if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("page", [None, 1])
def test_a_head_tells_without_sending(server: Server, page: int | None):
    head, whole = server.ask("HEAD", "报告.pdf", page), server.get("报告.pdf", page)
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "content-length", "etag"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize(
    ("asked", "first", "last"), [("bytes=0-9", 0, 9), ("bytes=5-5", 5, 5), ("bytes=-7", -7, None)]
)
def test_a_part_is_sent_where_a_part_is_asked_for(
    server: Server, asked: str, first: int, last: int | None
):
    reply = server.get("报告.pdf", range=asked)
    assert reply.status == 206
    assert reply.body == REPORT[first : None if last is None else last + 1]
    assert reply.headers["content-range"].endswith(f"/{len(REPORT)}")


@pytest.mark.parametrize("asked", ["bytes=9999999-", "bytes=9-1", "letters=1-2", "bytes=a"])
def test_a_part_that_is_none_is_refused(server: Server, asked: str):
    reply = server.get("报告.pdf", range=asked)
    assert reply.status in {400, 416}
    assert len(reply.body) < 200


@pytest.mark.parametrize(
    ("end", "line"),
    [
        ("", "there is no report of this id"),
        ("/pages/1", "there is no report of this id"),
    ],
)
def test_an_unknown_id_is_told(server: Server, end: str, line: str):
    reply = send(server.app, "GET", f"/originals/{'0' * 64}{end}")
    assert (reply.status, reply.fields) == (404, {"error": line})
    assert "sandbox" in policy(reply)


def test_a_page_that_is_none_is_told(server: Server):
    reply = server.get("报告.pdf", 3)
    assert (reply.status, reply.fields) == (404, {"error": "报告.pdf has no page 3: it has 2"})


@pytest.mark.parametrize("name", ["县/页.html", "网页.pdf", "图.txt"])
def test_what_is_no_pdf_has_no_pages(server: Server, name: str):
    reply = server.get(name, 1)
    assert reply.status == 404
    assert "is no PDF, and only pages of PDFs are shown" in reply.fields["error"]


@pytest.mark.parametrize(
    "path",
    [
        "/originals/../../etc/passwd",
        "/originals/..%2f..%2fetc%2fpasswd",
        "/originals/%2e%2e/",
        "/originals/{id}/../{id}",
        "/originals/{id}/pages/../../../etc/passwd",
        "/originals/{id}%00.pdf",
        "/originals/{id}/",
        "//originals/{id}",
        "/originals//{id}",
        "/originals/{id}/pages/01",
        "/originals/{id}/pages/1%0a",
        "/originals/{id}/pages/99999",
        "/originals/{id}/pages/1/2",
        "/originals/{id}/pages/",
        "/originals/%E6%8A%A5%E5%91%8A.pdf",
        "/originals/{short}",
        "/originals/",
    ],
)
def test_no_other_path_leads_to_a_file(server: Server, path: str):
    identity = server.ids["报告.pdf"]
    reply = send(server.app, "GET", path.format(id=identity, short=identity[:10]))
    assert reply.status == 404
    assert list(reply.fields) == ["error"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_files_are_only_read(server: Server, method: str):
    assert server.ask(method, "报告.pdf", source="127.4.0.2").status == 405


def test_a_query_means_nothing(server: Server):
    path = f"/originals/{server.ids['报告.pdf']}?path=/etc/passwd&page=2&download=1"
    assert send(server.app, "GET", path).body == REPORT


def test_pages_of_other_origins_get_no_file(server: Server):
    assert server.get("报告.pdf", origin="http://elsewhere.test").status == 403
    assert server.get("报告.pdf", host="elsewhere.test").status == 421


CHANGED = "has changed since the index was built"
MOVED = "has been moved, or cannot be read, since the index was built"


def test_what_was_changed_deleted_or_replaced_by_a_link_is_told(server: Server):
    server.get("改.pdf", 1)  # drawn and kept: it is not given out any more
    (server.corpus / "改.pdf").write_bytes(REPORT)
    (server.corpus / "删.pdf").unlink()
    (server.corpus / "链.pdf").unlink()
    (server.corpus / "链.pdf").symlink_to("/etc/passwd")
    for name, told in (("改.pdf", CHANGED), ("删.pdf", MOVED), ("链.pdf", CHANGED)):
        for page in (None, 1):
            reply = server.get(name, page, source="127.4.0.3")
            line = f"the file {name} {told}: run `wenbao build`"
            assert (reply.status, reply.fields) == (404, {"error": line})
    asked = post(server.app, "run/search", {"data": ["全县修渠多少里?", 100, None]})
    quoted = {hit["document"]["file"] for hit in asked.fields["data"][0]["hits"]}
    assert "改.pdf" in quoted  # as it was indexed
    assert "删.pdf" not in quoted


def test_a_client_that_asks_for_many_pages_is_early_sooner(server: Server):
    n_most = RATE.burst // routes.cost(f"/originals/{'0' * 64}/pages/1")
    statuses = [server.get("报告.pdf", 1, source="127.4.0.9").status for _ in range(3 * n_most)]
    assert 429 in statuses
    assert statuses[: n_most // 2] == [200] * (n_most // 2)
    assert server.get("报告.pdf", 1, source="127.4.0.10").status == 200


def test_before_there_is_an_index_and_of_a_bundle_nothing_is_given_out(
    tmp_path: Path, carrying: Path
):
    bundle = tmp_path / "bundle.wenbao"
    archive.export(carrying, bundle)
    identity = read(carrying.parent / "甲.txt", "甲.txt").id
    with running("--corpus", str(tmp_path / "没有"), "--index", str(tmp_path / "index")) as app:
        assert send(app, "GET", f"/originals/{identity}").status == 503
    with running("--index", str(bundle)) as app:
        reply = send(app.await_engine(), "GET", f"/originals/{identity}")
        assert (reply.status, MOVED in reply.fields["error"]) == (404, True)


def test_a_password_and_a_public_path_are_for_files_too(tmp_path: Path, hash_encoder: HashEncoder):
    ids, _ = make(tmp_path, hash_encoder)
    options = ("--public-url", "https://reports.example.org/wenbao", "--auth", "user:word")
    path = f"/originals/{ids['报告.pdf']}"
    headers = {"Authorization": "Basic dXNlcjp3b3Jk"}
    public = headers | {"Host": "reports.example.org", "X-Forwarded-Proto": "https"}
    with running("--index", str(tmp_path / "index"), *options) as app:
        app.await_engine()
        assert send(app, "GET", path, headers={}).status == 401
        assert send(app, "GET", path, headers=headers).body == REPORT
        for below in ("", "/wenbao"):
            assert send(app, "GET", f"{below}{path}", headers=public).body == REPORT
            assert send(app, "GET", f"{below}{path}/pages/1", headers=public).status == 200
