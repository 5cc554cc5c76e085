"""Files that are added to a running app, and who may add them."""

from __future__ import annotations

import concurrent.futures
import http.client
import signal
import socket
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from index.reading.readers import MAX_BYTES
from tests.support import adding, raw_requests
from tests.support.adding import OWN, add, added, change, docx, ended, files, report, state, zipped
from tests.support.serving import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.serving import App

TEXT = report("云溪市", 2024, "建成绿道31公里。", "新增企业48家。")
NAME = {"X-File-Name": quote("甲.txt")}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("adding") / "报告"
    folder.mkdir()
    (folder / "底.txt").write_text(report("青山县", 2023, "修路12公里。"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def app(corpus: Path) -> Iterator[App]:
    options = ("--corpus", str(corpus), "--index", str(corpus.parent / "index"))
    with running(*options, limit_s=900) as started:
        yield started.await_engine()


def staged(corpus: Path) -> list[Path]:
    """What is written and not kept yet."""
    return [
        file for file in corpus.glob(".wenbao-adding-*/*") if file.is_file() and file.name != "lock"
    ]


def stages(app: App) -> set[str]:
    """How far the additions are."""
    return {each["stage"] for each in state(app)["additions"]}


def test_a_report_is_added_asked_removed_and_restored(app: App, corpus: Path):
    text = report("松江市", 2024, "建成公园77座。")
    card = added(app, "松江.docx", docx(text))
    assert card["stage"] == "done"
    assert "松江市" in card["card"]
    answer = app.ask("ask", "松江市建成公园多少座?", None, 5, None).json()["data"][0]
    assert answer["text"] == "77座"
    (document,) = (
        each
        for each in app.ask("reports").json()["data"][0]["reports"]
        if each["place"] == "松江市"
    )
    removed = change(app, "remove", {"report": document["id"][:10]})
    assert removed.status == 200
    assert "松江.docx" not in files(corpus)
    assert (corpus / ".removed" / "松江.docx").read_bytes() == docx(text)
    answer = app.ask("ask", "松江市建成公园多少座?", None, 5, None).json()["data"][0]
    assert "77" not in answer["text"]
    restored = change(app, "restore", {"addition": removed.fields["id"]})
    assert ended(app, restored.fields["id"])["stage"] == "done"
    assert files(corpus)["松江.docx"] == docx(text)
    answer = app.ask("ask", "松江市建成公园多少座?", None, 5, None).json()["data"][0]
    assert answer["text"] == "77座"


def test_the_same_bytes_are_told_as_a_copy_and_other_ones_get_a_number(app: App, corpus: Path):
    first = report("北湾市", 2024, "种树5万棵。")
    second = report("南湾市", 2024, "种树6万棵。")
    assert added(app, "湾.txt", first.encode())["stage"] == "done"
    copied = added(app, "另一个名字.txt", first.encode())
    assert copied["stage"] == "copy"
    assert "北湾市政府工作报告" in copied["card"]
    assert added(app, "湾.txt", second.encode())["stage"] == "done"
    kept = files(corpus)
    assert kept["湾.txt"] == first.encode()
    assert kept["湾 (2).txt"] == second.encode()
    assert "另一个名字.txt" not in kept


def test_two_at_once_of_one_name_are_both_kept(app: App, corpus: Path):
    texts = [
        report(f"{place}市", 2024, f"通车{n}公里。").encode() for n, place in enumerate("东西", 51)
    ]
    with concurrent.futures.ThreadPoolExecutor(2) as threads:
        replies = [*threads.map(lambda text: add(app, "同名.txt", text), texts)]
    assert {ended(app, each.fields["id"])["stage"] for each in replies} == {"done"}
    kept = files(corpus)
    assert {kept["同名.txt"], kept["同名 (2).txt"]} == set(texts)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../../tmp/走出去.txt", "走出去.txt"),
        ("..\\..\\反斜线.txt", "反斜线.txt"),
        (".隐藏.txt", "隐藏.txt"),
        ("con.txt", "_con.txt"),
        ("颠倒\u202ecod.txt", "颠倒cod.txt"),
        ("<img src=x onerror=alert(1)>.txt", "_img src=x onerror=alert(1)_.txt"),
        ("$(touch 执行).txt", "$(touch 执行).txt"),
        ("长" * 300 + ".txt", "长" * 58 + ".txt"),
        ("空\0字.txt", "空字.txt"),
    ],
)
def test_names_are_text(app: App, corpus: Path, name: str, kept: str):
    before = {path.name for path in corpus.parent.iterdir()}
    text = report("云溪市", 2020, f"说明{sum(map(ord, name))}项。").encode()
    card = added(app, name, text)
    assert files(corpus)[kept] == text
    assert "<img" not in card["card"]
    assert {path.name for path in corpus.parent.iterdir()} == before


WRONG = {
    "程序.exe": (b"MZ", 415),
    "没有后缀": (TEXT.encode(), 415),
    "网页.php": (b"<html></html>", 415),
    "影片.mp4": (b"\0\0\0 ftypisom", 415),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_of_no_type_that_is_read_is_refused_at_once(app: App, corpus: Path, name: str):
    data, status = WRONG[name]
    before = files(corpus)
    reply = add(app, name, data)
    assert reply.status == status
    assert ".docx" in reply.fields["error"]
    assert ".docx" in reply.fields["told"]
    assert files(corpus) == before


NO_REPORTS = {
    "空.txt": b"",
    "空白.txt": b"  \n ",
    "图.docx": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "压缩.docx": zipped({"a.txt": "a"}),
    "断.docx": docx(TEXT)[:200],
    "坏.pdf": b"%PDF-1.7 nothing",
    "炸弹.docx": zipped({"word/document.xml": b"<a>" * (30 << 20)}),
    "实体.docx": zipped(
        {"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a xmlns="x">&b;</a>'}
    ),
    "二进制.txt": bytes(range(256)) * 20,
}


@pytest.mark.parametrize("name", NO_REPORTS)
def test_what_is_no_report_is_told_in_a_line_and_not_kept(app: App, corpus: Path, name: str):
    before = files(corpus)
    card = added(app, name, NO_REPORTS[name])
    assert card["stage"] == "failed"
    assert name in card["card"]
    assert "\n" not in card["card"]
    assert files(corpus) == before
    assert staged(corpus) == []


def test_a_file_that_is_too_large_by_its_own_word_is_not_read(app: App, corpus: Path):
    connection = http.client.HTTPConnection(app.address.removeprefix("http://"), timeout=60)
    connection.putrequest("POST", "/corpus/add")
    for name, value in (OWN | NAME | {"Content-Length": str(MAX_BYTES + 1)}).items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    assert response.status == 413
    assert b"256 MiB" in response.read()
    connection.close()
    assert staged(corpus) == []


def test_a_sender_that_breaks_off_leaves_nothing(app: App, corpus: Path):
    host, port = app.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as sender:
        head = (
            f"POST /corpus/add HTTP/1.1\r\nHost: {host}:{port}\r\nX-Wenbao: adding\r\n"
            "X-File-Name: half.txt\r\nContent-Length: 5000000\r\n\r\n"
        )
        sender.sendall(head.encode() + b"x" * 2_000_000)
        assert adding.until(lambda: "receiving" in stages(app))
        assert adding.until(lambda: staged(corpus))
    assert adding.until(lambda: "receiving" not in stages(app))
    assert staged(corpus) == []
    assert "half.txt" not in files(corpus)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Wenbao": ""},
        {"Origin": "https://elsewhere.test"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_pages_of_other_sites_change_nothing(app: App, corpus: Path, headers: dict[str, str]):
    before = files(corpus)
    for what, body in (("add", TEXT.encode()), ("remove", b"{}"), ("head", b"{}")):
        sent = OWN | NAME | raw_requests.JSON | headers
        assert raw_requests.send(app, "POST", f"/corpus/{what}", body, sent).status == 403
    assert files(corpus) == before
    assert state(app)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_by_other_methods_nothing_is_added(app: App, method: str):
    reply = raw_requests.send(app, method, "/corpus/add", "", OWN | NAME)
    assert reply.status in {404, 405}


@pytest.mark.parametrize(
    ("what", "fields", "status"),
    [
        ("remove", {"report": "0123456789"}, 404),
        ("remove", {"report": "../报告/底.txt"}, 404),
        ("remove", {"report": ""}, 404),
        ("remove", {}, 404),
        ("remove", {"report": ["x"]}, 400),
        ("remove", {"addition": "nobody"}, 404),
        ("restore", {"addition": "nobody"}, 404),
        ("head", {"report": "\ud800"}, 404),
        ("correct", {"report": "0123456789", "head": {"year": "2024"}}, 404),
        ("correct", {"head": {"year": {"path": "x"}}}, 400),
        ("correct", [], 400),
    ],
)
def test_only_what_is_there_is_changed(
    app: App, corpus: Path, what: str, fields: object, status: int
):
    before = files(corpus)
    reply = change(app, what, fields)
    assert reply.status == status
    assert reply.fields["error"]
    assert files(corpus) == before


def test_a_head_is_corrected_beside_the_reports(app: App, corpus: Path):
    text = report("白云市", 2019, "修桥9座。").replace("2019年1月8日在", "在")
    card = added(app, "白云.txt", text.encode())
    wrong = change(
        app, "correct", {"addition": card["id"], "head": {"year": "去去年", "title": ""}}
    )
    assert set(wrong.fields["wrong"]) == {"year", "title"}
    assert not (corpus / "reports.toml").exists()
    right = change(app, "correct", {"addition": card["id"], "head": {"year": "2016"}})
    assert right.fields["wrong"] == {}
    assert '["白云.txt"]\nyear = 2016' in (corpus / "reports.toml").read_text(encoding="utf-8")

    def year() -> object:
        listed = app.ask("reports").json()["data"][0]["reports"]
        return next(each["year"] for each in listed if each["file"] == "白云.txt")

    assert adding.until(lambda: state(app) and year() == 2016)


def test_it_is_not_for_others(tmp_path: Path):
    corpus = tmp_path / "报告"
    corpus.mkdir()
    (corpus / "底.txt").write_text(TEXT, encoding="utf-8")
    options = ("--corpus", str(corpus), "--index", str(tmp_path / "index"))
    far = {"Host": "reports.test"}
    with running(*options, "--host", "0.0.0.0") as app:  # noqa: S104 -- what is tested
        app.await_engine()
        app.address = app.address.replace("localhost", "127.0.0.1")  # as the tests write it
        assert add(app, "近.txt", report("近市", 2024, "甲1家。").encode()).status == 202
        for headers in (
            {"X-Forwarded-For": "127.0.0.1"},
            {"X-Real-IP": "127.0.0.1"},
            {"Forwarded": "for=127.0.0.1"},
            {"Via": "1.1 proxy"},
            far,  # a site elsewhere whose name was bound to this address
        ):
            sent = OWN | NAME | headers
            reply = raw_requests.send(app, "POST", "/corpus/add", TEXT.encode(), sent)
            assert reply.status == 403
            assert "--allow-upload" in reply.fields["error"]


def test_it_is_for_all_where_that_is_set_and_with_a_password_for_those_who_know_it(tmp_path: Path):
    corpus = tmp_path / "报告"
    corpus.mkdir()
    (corpus / "底.txt").write_text(TEXT, encoding="utf-8")
    options = ("--corpus", str(corpus), "--index", str(tmp_path / "index"), "--allow-upload")
    public = ("--public-url", "https://reports.test/a", "--auth", "li:secret")
    with running(*options, *public) as app:
        app.await_engine()
        sent = OWN | NAME | {"Host": "reports.test", "X-Forwarded-For": "192.0.2.7"}
        assert raw_requests.send(app, "POST", "/corpus/add", TEXT.encode(), sent).status == 401
        known = sent | {"Authorization": "Basic bGk6c2VjcmV0"}
        assert raw_requests.send(app, "POST", "/a/corpus/add", TEXT.encode(), known).status == 202


def test_behind_another_server_nobody_is_known_to_sit_here(tmp_path: Path):
    corpus = tmp_path / "报告"
    corpus.mkdir()
    (corpus / "底.txt").write_text(TEXT, encoding="utf-8")
    options = ("--corpus", str(corpus), "--index", str(tmp_path / "index"))
    with running(*options, "--public-url", "https://reports.test/a") as app:
        app.await_engine()
        assert add(app, "甲.txt", b"x").status == 403


def test_what_a_killed_server_was_writing_is_swept_by_the_next(tmp_path: Path):
    corpus = tmp_path / "报告"
    corpus.mkdir()
    (corpus / "底.txt").write_text(TEXT, encoding="utf-8")
    options = ("--corpus", str(corpus), "--index", str(tmp_path / "index"))
    with running(*options) as app:
        app.await_engine()
        host, port = app.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as sender:
            head = (
                f"POST /corpus/add HTTP/1.1\r\nHost: {host}:{port}\r\nX-Wenbao: adding\r\n"
                "X-File-Name: half.txt\r\nContent-Length: 5000000\r\n\r\n"
            )
            sender.sendall(head.encode() + b"x" * 2_000_000)
            assert adding.until(lambda: state(app) and staged(corpus))
            app.stop(signal.SIGKILL)
    assert staged(corpus)
    assert list(files(corpus)) == ["底.txt"]
    with running(*options) as app:
        app.await_engine()
        assert staged(corpus) == []
        assert len(list(corpus.glob(".wenbao-adding-*"))) == 0


def test_a_server_that_is_stopped_leaves_nothing(tmp_path: Path):
    corpus = tmp_path / "报告"
    corpus.mkdir()
    (corpus / "底.txt").write_text(TEXT, encoding="utf-8")
    options = ("--corpus", str(corpus), "--index", str(tmp_path / "index"))
    with running(*options) as app:
        app.await_engine()
        assert adding.added(app, "乙.txt", report("乙市", 2024, "甲1家。").encode())
        assert app.stop(signal.SIGTERM) == 0
    assert sorted(path.name for path in corpus.iterdir()) == ["乙.txt", "底.txt"]
