"""What a request does may not grow with the number of reports: its steps, counted."""

from __future__ import annotations

import itertools
import sys
import tracemalloc
from collections import Counter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from index.build import build
from index.platform.string_table import StringTable
from index.published.documents import DocumentTable
from index.published.passages import PassageTable
from index.types import Period
from qa import Engine, Scope
from qa.evaluation.feedback import Feedback
from qa.retrieval.retriever import Retriever
from qa.suggesting import examples
from qa.web.api import Endpoints, RefusedError
from qa.web.fragments import addresses
from qa.web.library import Library
from qa.web.pages import filters
from qa.web.pages.chat import Chat
from qa.web.pages.view import View
from qa.web.texts import ZH_CN
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIZES = (200, 400, 800)  # from the first on, each leg finds as much as it looks for
N_LISTED = 40
QUESTION = "渔船共有多少艘?"
# What is read of a report, and what of all of them is looked at one by one.
READS = {
    DocumentTable._read.__code__: "documents",  # noqa: SLF001 -- counted, not called
    PassageTable._read.__code__: "passages",  # noqa: SLF001 -- as above
    StringTable._read.__code__: "texts",  # noqa: SLF001 -- as above
    StringTable.between.__code__: "texts",
}
# A look-up by halves takes a step more where there are twice as many: a request makes some hundreds.
STEPS_MORE = 1.08
# A retrieval weighs at most 400 passages, found by four legs; how many they share is chance.
MOST_CANDIDATES = 400
READS_A_CANDIDATE, STEPS_A_CANDIDATE = 5, 150
_PLACES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"


def place(number: int) -> str:
    first, second = divmod(number, 400), divmod(number % 400, 20)
    return "".join(_PLACES[i] for i in (first[0], *second)) + "县"


def text(number: int) -> str:
    """A report; what answers stands in all of them alike, so that every leg finds the same."""
    return (
        f"{2000 + number % 20}年{place(number)}政府工作报告\n各位代表:\n"
        "一、过去一年工作回顾\n渔船共有七百艘。\n"
        f"二、{place(number)}工作安排\n力争建成码头{number + 1000}座。\n"
    )


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder, encoder = tmp_path_factory.mktemp("growing"), HashEncoder()
    corpus = folder / "corpus"
    corpus.mkdir()
    n_written = 0
    for size in SIZES:
        for number in range(n_written, size):
            (corpus / f"{number:06}.txt").write_text(text(number), encoding="utf-8")
        n_written = size
        build([corpus], folder / str(size), lambda: encoder)
    return [folder / str(size) for size in SIZES]


class Asked:
    """A generation, opened anew, and what is asked of it: a report of the middle."""

    def __init__(self, index: Path, folder: Path) -> None:
        encoder = HashEncoder()
        self.engine = Engine(index, lambda _: encoder)
        self.snapshot = self.engine.snapshot()
        self.chat = Chat(Library(self.engine), Feedback(folder))
        self.endpoints = Endpoints(Library(self.engine))
        self.request = cast("Any", SimpleNamespace(url=SimpleNamespace(path="/")))
        about = self.snapshot.documents[len(self.snapshot.documents) // 2]
        self.id, self.place, self.address = about.id, about.place, about.id[:10]
        self.heading = f"二、{about.place}工作安排"

    def search(self, **scope: Any) -> Any:
        return self.endpoints.search(self.request, QUESTION, scope=scope or None)

    def refused(self, **scope: Any) -> None:
        with pytest.raises(RefusedError):
            self.search(**scope)


REQUESTS: dict[str, Callable[[Asked], Any]] = {
    "ask": lambda a: a.engine.ask(QUESTION),
    "ask of a place": lambda a: a.engine.ask(f"{a.place}渔船共有多少艘?"),
    "ask of another place": lambda a: a.engine.ask("天津市渔船共有多少艘?"),
    "follow up": lambda a: a.engine.ask("那码头呢?", history=[QUESTION]),
    "search": lambda a: a.engine.search(QUESTION),
    "search a report": lambda a: a.search(documents=[a.id]),
    "search a place": lambda a: a.search(places=[a.place]),
    "search a section": lambda a: a.search(sections=[a.heading]),
    "search all parts": lambda a: a.search(
        documents=[a.id], places=[a.place], sections=[a.heading], periods=["plan"]
    ),
    "an unknown report": lambda a: a.refused(documents=["0" * 64]),
    "an unknown place": lambda a: a.refused(places=["没有县"]),
    "an unknown year": lambda a: a.refused(years=[1900]),
    "an unknown section": lambda a: a.refused(sections=["没有"]),
    "the page": lambda a: a.chat.corpus({}, ZH_CN),
    "the page's question": lambda a: a.chat.ask({"question": QUESTION}, ZH_CN),
    "the page's refusal": lambda a: a.chat.ask(
        {"question": "火箭?", "view": {"report": a.address}}, ZH_CN
    ),
    "what to ask next": lambda a: a.chat.next(
        {"question": QUESTION, "text": a.engine.ask(QUESTION).text}, ZH_CN
    ),
    "read": lambda a: a.chat.read({"report": a.address, "number": 1}, ZH_CN),
    "read what is gone": lambda a: a.chat.read({"report": "0" * 10}, ZH_CN),
    "judge": lambda a: a.chat.judge(
        {"question": QUESTION, "view": {"report": a.address}, "text": "", "verdict": "liked"}, ZH_CN
    ),
    "examples": lambda a: examples.answered(a.snapshot, ZH_CN.asks),
    "find": lambda a: addresses.find(a.snapshot.index, a.address),
    "within": lambda a: a.snapshot.within(Scope(documents=(a.id,))),
    "within a place": lambda a: a.snapshot.within(Scope(places=(a.place,))),
    "extent": lambda a: a.snapshot.extent(Scope(documents=(a.id,), periods=(Period.PLAN,))),
    "filters told": lambda a: filters.told(View(report=a.address), a.snapshot.index, ZH_CN),
}
# What finds nothing by vectors and terms: its memory may not grow either.
WITHOUT_RETRIEVAL = (
    *("an unknown report", "an unknown place", "an unknown year", "an unknown section"),
    *("the page", "read", "read what is gone", "find", "within", "within a place", "extent"),
    *("filters told", "examples"),
)


def counted(request: Callable[[Asked], Any], asked: Asked) -> Counter[str]:
    """The calls that a request makes, of Python's functions and of C's, and what it reads."""
    counts: Counter[str] = Counter()

    def count(frame: Any, event: str, argument: Any) -> None:
        if event in {"call", "c_call"}:
            counts["steps"] += 1
        if event == "call" and frame.f_code in READS:
            counts[READS[frame.f_code]] += 1
        if event == "return" and frame.f_code is Retriever.candidates.__code__:
            counts["candidates"] += len(argument.rows)
            counts["retrievals"] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        request(asked)
    finally:
        sys.setprofile(before)
    return counts


@pytest.fixture(autouse=True)
def _few_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filters, "N_LISTED", N_LISTED)


@pytest.mark.parametrize("name", REQUESTS)
def test_steps(name: str, indexes: list[Path], tmp_path: Path):
    request = REQUESTS[name]
    request(Asked(indexes[0], tmp_path))  # what is loaded once a process
    first, second = [], []
    for index in indexes:
        asked = Asked(index, tmp_path)
        first.append(counted(request, asked))
        second.append(counted(request, asked))
    for before, after in (*itertools.pairwise(first), *itertools.pairwise(second)):
        n_more = sum(max(0, after[what] - before[what]) for what in ("candidates", "passages"))
        assert after["candidates"] <= MOST_CANDIDATES * after["retrievals"]
        for what in ("documents", "passages", "texts"):
            read = max(READS_A_CANDIDATE * after["candidates"], before[what])
            assert after[what] <= read + 3, (before, after)
        allowed = before["steps"] * STEPS_MORE + STEPS_A_CANDIDATE * n_more + 60
        assert after["steps"] <= allowed, (before, after)


@pytest.mark.parametrize("name", WITHOUT_RETRIEVAL)
def test_memory(name: str, indexes: list[Path], tmp_path: Path):
    peaks = []
    REQUESTS[name](Asked(indexes[0], tmp_path))
    for index in indexes:
        asked = Asked(index, tmp_path)
        tracemalloc.start()
        try:
            REQUESTS[name](asked)
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[-1] <= peaks[0] * 1.1 + 4000, peaks


def test_the_page_is_sent_no_more_than_it_can_show(indexes: list[Path], tmp_path: Path):
    sizes = []
    for index in indexes:
        asked = Asked(index, tmp_path)
        reply = asked.chat.corpus({}, ZH_CN)
        sizes.append(len(str(reply)))
        n_more = len(asked.snapshot.documents) - N_LISTED
        assert f"另有 {n_more} 份没有列出" in reply["reports"]
        assert reply["reports"].count("<li>") == N_LISTED
    assert max(sizes) - min(sizes) < 200


@pytest.mark.parametrize("years", [(2003,), (2003, 2004), (1900,)])
def test_a_scope_finds_what_it_always_found(years: tuple[int, ...], indexes: list[Path]):
    snapshot = Engine(indexes[0], lambda _: HashEncoder()).snapshot()
    wanted = {each.id for each in snapshot.documents if each.year in years}
    passages = [each for each in snapshot.passages if each.document_id in wanted]
    assert list(snapshot.within(Scope(years=years))) == passages
    plan = [each for each in passages if each.period is Period.PLAN]
    assert list(snapshot.within(Scope(years=years, periods=(Period.PLAN,)))) == plan
    assert snapshot.extent(Scope(years=years)) == (len(wanted), len(passages))
