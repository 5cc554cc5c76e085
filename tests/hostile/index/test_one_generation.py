"""One request is of one generation, whatever is published between any two of its reads."""

from __future__ import annotations

import itertools
import json
import re
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from click.testing import CliRunner

import qa.engine
from index.build import build
from index.errors import ModelError
from index.model.onnx_encoder import ExportedEncoder
from index.storage import archive
from index.storage.store import Store
from qa import Engine, Scope
from qa.cli.main import main
from qa.evaluation.feedback import Feedback
from qa.settings import Settings
from qa.suggesting import examples
from qa.web import api
from qa.web.api import Endpoints
from qa.web.fragments import addresses
from qa.web.library import Library
from qa.web.pages import filters
from qa.web.pages.chat import Chat
from qa.web.pages.view import View
from qa.web.texts import EN, ZH_CN, ZH_TW
from tests.support import tiny_models
from tests.support.hash_encoder import HashEncoder
from tests.support.serving import App, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.types import Manifest

# A character that only the reports of one corpus hold, and how many reports it has.
CORPORA = {"渌": 1, "泸": 3, "沔": 2}
QUESTION = "渔船共有多少艘?"
ENCODER = HashEncoder()


def text(mark: str, number: int) -> str:
    return (
        f"{2020 + number}年{mark}{'甲乙丙'[number]}县政府工作报告\n各位代表:\n"
        f"一、{mark}水工作回顾\n{mark}水渔船共有{len(mark) + number + 3}百艘。\n"
        f"{mark}水码头共有{number + 2}座。\n名词解释\n1.{mark}水号:指一条船。\n"
    )


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("corpora")
    for mark, n_reports in CORPORA.items():
        (folder / mark).mkdir()
        for number in range(n_reports):
            (folder / mark / f"{number}.txt").write_text(text(mark, number), encoding="utf-8")
    return [folder / mark for mark in CORPORA]


class Rebuilt(Engine):
    """An engine whose index is built anew, of another corpus, each time that it is looked at."""

    folder: Path
    corpora: Iterator[Path]
    n_looks = 0

    def _current(self) -> Any:
        self.n_looks += 1
        build([next(self.corpora)], self.folder, lambda: ENCODER)
        return super()._current()

    @classmethod
    def over(cls, corpora: list[Path], folder: Path) -> Rebuilt:
        build([corpora[-1]], folder, lambda: ENCODER)
        engine = cls(folder, lambda _: ENCODER)
        engine.folder = folder
        engine.corpora = itertools.cycle(corpora)
        return engine


@pytest.fixture
def rebuilt(corpora: list[Path], tmp_path: Path) -> Rebuilt:
    return Rebuilt.over(corpora, tmp_path / "index")


def marks(reply: object) -> set[str]:
    """The corpora that anything in a reply is of."""
    return set(re.findall("[渌泸沔]", json.dumps(reply, ensure_ascii=False, default=str)))


def first_report(corpora: list[Path], tmp_path: Path, of: int = 0) -> str:
    build([corpora[of]], tmp_path / "aside", lambda: ENCODER)
    return str(Engine(tmp_path / "aside", lambda _: ENCODER).documents[0].id)


CHANNELS: dict[str, Callable[[Chat, str], Any]] = {
    "corpus": lambda chat, _: chat.corpus({}, ZH_CN),
    "examples": lambda chat, _: chat.examples({}, ZH_CN),
    "ask": lambda chat, _: chat.ask({"question": QUESTION}, ZH_CN),
    "refuse": lambda chat, _: chat.ask({"question": "火箭共有多少枚?"}, EN),
    "narrowed": lambda chat, report: chat.ask(
        {"question": "火箭共有多少枚?", "view": {"report": report, "year": "2020"}}, ZH_CN
    ),
    "next": lambda chat, _: chat.next({"question": QUESTION, "text": "4百艘"}, ZH_CN),
    "read": lambda chat, report: chat.read({"report": report, "number": 1}, ZH_TW),
    "judge": lambda chat, report: chat.judge(
        {"question": QUESTION, "text": "4百艘", "verdict": "liked", "view": {"report": report}},
        ZH_CN,
    ),
}


@pytest.mark.parametrize("name", CHANNELS)
def test_a_request_of_the_page_looks_once(
    name: str, rebuilt: Rebuilt, corpora: list[Path], tmp_path: Path
):
    address = first_report(corpora, tmp_path)[:10]
    reply = CHANNELS[name](Chat(Library(rebuilt), Feedback(tmp_path / "said")), address)
    assert rebuilt.n_looks == 1
    assert marks(reply) <= {"渌"}
    assert "notice" not in reply
    assert "gone" not in reply
    assert name != "judge" or reply.get("kept") == "liked"


@pytest.mark.parametrize("name", ["ask", "search", "reports"])
@pytest.mark.parametrize("part", ["", "documents", "places", "years", "sections", "all"])
def test_a_request_of_a_program_looks_once(
    name: str, part: str, rebuilt: Rebuilt, corpora: list[Path], tmp_path: Path
):
    known = {
        "documents": [first_report(corpora, tmp_path)],
        "places": ["渌甲县"],
        "years": [2020],
        "sections": ["一、渌水工作回顾"],
    }
    scope = known if part == "all" else {part: known[part]} if part else None
    request = cast("Any", SimpleNamespace(url=SimpleNamespace(path="/")))
    endpoints = Endpoints(Library(rebuilt))
    if name == "reports":
        reply = endpoints.reports(request)
    else:
        reply = getattr(endpoints, name)(request, QUESTION, scope=scope)
    assert rebuilt.n_looks == 1
    assert marks(reply) == {"渌"}


@pytest.mark.parametrize("kind", ["search", "ask", "explain"])
def test_a_question_of_an_engine_looks_once(kind: str, rebuilt: Rebuilt):
    assert marks(getattr(rebuilt, kind)(QUESTION)) == {"渌"}
    assert rebuilt.n_looks == 1


def test_what_was_made_for_one_generation_is_not_told_of_another(
    rebuilt: Rebuilt, corpora: list[Path]
):
    chat = Chat(Library(rebuilt))
    endpoints = Endpoints(Library(rebuilt))
    request = cast("Any", SimpleNamespace(url=SimpleNamespace(path="/")))
    names = set()
    for mark in [*CORPORA, *CORPORA]:
        for texts in (ZH_CN, EN):
            rebuilt.corpora = itertools.repeat(corpora[list(CORPORA).index(mark)])
            reply = chat.corpus({}, texts)
            names.add((mark, reply["generation"]))
            assert marks(reply) == {mark}
            assert re.findall(r"\d+", reply["head"])[0] == str(CORPORA[mark])
            assert marks(chat.examples({}, texts)) <= {mark}
            asked = chat.ask({"question": QUESTION}, texts)
            assert marks(asked) == {mark}
            names.add((mark, asked["generation"]))
        listed = endpoints.reports(request)["reports"]
        assert (len(listed), marks(listed)) == (CORPORA[mark], {mark})
    assert len({name for _, name in names}) >= len(CORPORA)
    assert len(names) == len({name for _, name in names})  # no name is of two corpora


def test_a_report_that_vanished_is_a_line(rebuilt: Rebuilt, corpora: list[Path], tmp_path: Path):
    chat = Chat(Library(rebuilt), Feedback(tmp_path / "said"))
    request = cast("Any", SimpleNamespace(url=SimpleNamespace(path="/")))
    identity = first_report(corpora, tmp_path, of=2)
    view = {"report": identity[:10]}
    assert EN.scope_gone in chat.ask({"question": QUESTION, "view": view}, EN)["notice"]
    assert EN.report_gone in chat.read({"report": identity[:10]}, EN)["gone"]
    rebuilt.corpora = itertools.cycle(corpora)
    judged = chat.judge({"question": QUESTION, "verdict": "liked", "view": view, "text": "?"}, EN)
    assert judged == {"told": EN.judged_otherwise}
    rebuilt.corpora = itertools.cycle(corpora)
    for scope in (
        {"documents": [identity]},
        {"places": ["沔甲县"]},
        {"sections": ["一、沔水工作回顾"]},
    ):
        rebuilt.corpora = iter(corpora)
        with pytest.raises(api.RefusedError, match="of the scope: there is no"):
            Endpoints(Library(rebuilt)).search(request, QUESTION, scope=scope)


def test_what_was_answered_before_is_not_judged_by_the_next(rebuilt: Rebuilt, tmp_path: Path):
    chat = Chat(Library(rebuilt), Feedback(tmp_path / "said"))
    first = chat.ask({"question": "码头共有多少座?"}, EN)
    rebuilt.corpora = itertools.repeat(next(rebuilt.corpora))
    again = chat.ask({"question": "渔船呢?", "history": [first["asked"]]}, EN)
    assert marks(again) == {"泸"}
    sent = {"question": QUESTION, "text": "nothing of the kind", "verdict": "liked"}
    assert chat.judge(sent, EN) == {"told": EN.judged_otherwise}


def test_a_snapshot_outlives_its_files(corpora: list[Path], tmp_path: Path):
    folder = tmp_path / "index"
    small = ExportedEncoder(tiny_models.counting_encoder(tmp_path / "encoder"), name="small")
    build([corpora[1]], folder, lambda: small)
    engine = Engine(folder, lambda _: ENCODER)
    snapshot = engine.snapshot()
    generation = folder / "generations" / snapshot.name
    for corpus in [*corpora, *corpora]:
        build([corpus], folder, lambda: ENCODER)
    assert not generation.exists()
    assert not list((folder / "encoders").iterdir())
    assert marks(engine.search(QUESTION)) == {"沔"}
    assert marks(snapshot.search(QUESTION)) == {"泸"}
    assert marks(snapshot.ask(QUESTION, history=["码头呢?"])) == {"泸"}
    assert marks(snapshot.explain(QUESTION)) == {"泸"}
    for document in snapshot.documents:
        scope = Scope(documents=(document.id,), places=(document.place,))
        assert all(each.text in document.text for each in snapshot.within(scope))
        assert snapshot.extent(scope)[0] == 1
    assert len(snapshot.passages) == snapshot.extent(Scope())[1] == snapshot.manifest.n_passages
    assert marks(examples.answered(snapshot, ZH_CN.asks)) <= {"泸"}
    assert filters.told(View(year=2020), snapshot.index, ZH_CN) == "2020年"
    assert addresses.find(snapshot.index, snapshot.documents[0].id[:10]) is not None


@pytest.fixture
def removed_while_read(corpora: list[Path], monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The first generation that each store opens is gone before it can be read; these."""
    current = Store.current
    gone: list[Path] = []

    def opened(store: Store, **given: bool) -> tuple[Path, Manifest]:
        found = current(store, **given)
        if not gone:
            gone.append(found[0])
            for corpus in corpora[1:]:
                build([corpus], store.folder, lambda: ENCODER)
            assert not found[0].exists()
        return found

    monkeypatch.setattr(Store, "current", opened)
    monkeypatch.setattr(qa.engine, "load_encoder", lambda _model, cache: ENCODER)  # noqa: ARG005
    monkeypatch.setattr(qa.engine, "load_reader", no_reader)
    return gone


def no_reader(*_: Any, **__: Any) -> None:
    raise ModelError("no reader here")


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", QUESTION),
        ("ask", "那码头呢?", "--after", QUESTION, "--json"),
        ("search", QUESTION),
        ("search", QUESTION, "--explain"),
        ("info",),
        ("info", "--json"),
        ("info", "--passages"),
        ("eval", "questions.jsonl"),
    ],
)
def test_a_command_goes_on_with_the_next_where_its_generation_is_removed(
    arguments: tuple[str, ...],
    removed_while_read: list[Path],
    corpora: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    folder = tmp_path / "index"
    _built_aside(corpora[0], folder, monkeypatch)
    monkeypatch.setenv("WENBAO_INDEX", str(folder))
    monkeypatch.chdir(tmp_path)
    question = {"id": "1", "type": "x", "question": QUESTION, "answers": [], "evidence": []}
    Path("questions.jsonl").write_text(json.dumps(question) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, list(arguments))
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    assert marks(result.stdout) == (set() if arguments[0] == "eval" else {"沔"})
    assert len(removed_while_read) == 1


def _built_aside(corpus: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build as another process would: unseen by what is put in the place of ``Store.current``."""
    with monkeypatch.context() as plain:
        plain.undo()
        build([corpus], folder, lambda: ENCODER)


def test_an_export_goes_on_with_the_next_where_its_generation_is_removed(
    corpora: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    small = ExportedEncoder(tiny_models.counting_encoder(tmp_path / "encoder"), name="small")
    folder, current = tmp_path / "index", Store.current
    build([corpora[0]], folder, lambda: small)
    gone: list[Path] = []

    def opened(store: Store, **given: bool) -> tuple[Path, Manifest]:
        found = current(store, **given)
        if not gone:
            gone.append(found[0])
            for corpus in corpora[1:]:
                build([corpus], folder, lambda: small)
        return found

    monkeypatch.setattr(Store, "current", opened)
    archive.export(folder, tmp_path / "reports.wenbao")
    assert not gone[0].exists()
    engine = Engine.of(
        Settings(index=tmp_path / "reports.wenbao", cache=tmp_path / "cache"), load=lambda _: small
    )
    assert marks(engine.search(QUESTION)) == {"沔"}
    assert [path.name for path in tmp_path.glob(".*.part")] == []


N_REBUILDS = 6
N_ASKING = 3
N_ROUNDS = 6


def test_no_reply_of_a_running_app_is_of_two_generations(corpora: list[Path], tmp_path: Path):
    folder = tmp_path / "index"
    build([corpora[0]], folder, lambda: ENCODER)
    replies: list[tuple[int, Any]] = []

    with running("--index", str(folder)) as app:
        app.await_engine()
        threads = [threading.Thread(target=_asked, args=(app, replies)) for _ in range(N_ASKING)]
        for thread in threads:
            thread.start()
        for corpus in itertools.islice(itertools.cycle(corpora[1:] + corpora[:1]), N_REBUILDS):
            build([corpus], folder, lambda: ENCODER)
        for thread in threads:
            thread.join()
        last = app.ask("reports").json()
    assert len(replies) == N_ASKING * N_ROUNDS * 4
    for status, reply in replies:
        assert status in {200, 400}, reply
        if status == 200:
            (mark,) = marks(reply)
            reports = reply["data"][0].get("reports")
            assert reports is None or len(reports) == CORPORA[mark]
        else:
            assert "of the scope: there is no" in reply["error"]
    assert marks(last) == {list(CORPORA)[N_REBUILDS % len(CORPORA)]}


def _asked(app: App, replies: list[tuple[int, Any]]) -> None:
    for number in range(N_ROUNDS):
        mark = list(CORPORA)[number % len(CORPORA)]
        narrow = {"places": [f"{mark}甲县"], "years": [2020]}
        for name, *data in (
            ("reports",),
            ("ask", QUESTION, None, 5, None),
            ("search", QUESTION, 5, narrow),
            ("search", QUESTION, 5, None),
        ):
            response = app.ask(name, *data)
            replies.append((response.status_code, response.json()))
