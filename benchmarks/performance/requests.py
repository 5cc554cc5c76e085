"""How long a request takes beside retrieval: each kind, over an index of many small reports.

``python -m benchmarks.performance.requests --reports 2000`` builds one of as many reports, each of a place of
its own, by an encoder that knows no meaning, and asks what pages and programs ask. The first time
is that of a generation just opened, the other the median of those after it.
"""

from __future__ import annotations

import hashlib
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import click
import numpy as np

from benchmarks.records.conditions import RESULTS, Conditions, save
from benchmarks.records.tables import figure, markdown
from index.build import build
from qa import Engine
from qa.web.api import Endpoints
from qa.web.library import Library
from qa.web.pages.chat import Chat
from qa.web.texts import ZH_CN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from index.model.encoder import Progress, Vectors

_QUESTION = "渔船共有多少艘?"
_DIGITS = "甲乙丙丁戊己庚辛壬癸"
_LINES = 60  # paragraphs of a report
_REPEATS = 20
_MS = 1000


class WithoutMeaning:
    """An encoder whose vectors are told by nothing but the text's bytes."""

    name = "without meaning"
    fingerprint = "sha256-64"
    dimension = 64

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Encode texts to be found: (n, dimension) float32, unit length."""
        if progress:
            progress(len(texts))
        return self.encode_questions(texts)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Encode questions: (n, dimension) float32, unit length."""
        digests = b"".join(hashlib.blake2b(text.encode()).digest() for text in texts)
        vectors = np.frombuffer(digests, np.uint8).reshape(-1, self.dimension).astype(np.float32)
        centred = vectors - np.float32(np.iinfo(np.uint8).max / 2)
        unit: Vectors = centred / np.linalg.norm(centred, axis=1, keepdims=True)
        return unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked, and a report in the middle of all."""

    engine: Engine
    chat: Chat
    endpoints: Endpoints
    identity: str
    place: str

    @classmethod
    def of(cls, index: Path) -> Asked:
        """Open an index that was never asked."""
        encoder = WithoutMeaning()
        engine = Engine(index, lambda _: encoder)
        document = engine.documents[len(engine.documents) // 2]
        return cls(
            engine=engine,
            chat=Chat(Library(engine)),
            endpoints=Endpoints(Library(engine)),
            identity=document.id,
            place=document.place,
        )

    def read(self, identity: str) -> object:
        """A report, by its address."""
        return self.chat.read({"report": identity[:10], "number": 1}, ZH_CN)

    def search(self, scope: dict[str, Any] | None) -> object:
        """Passages, as a program asks for them."""
        request = cast("Any", SimpleNamespace(url=SimpleNamespace(path="/")))
        return self.endpoints.search(request, _QUESTION, scope=scope)


KINDS: Mapping[str, Callable[[Asked], object]] = {
    "open a report by its address": lambda asked: asked.read(asked.identity),
    "open a report that is gone": lambda asked: asked.read("0" * 10),
    "ask": lambda asked: asked.engine.ask(_QUESTION),
    "ask of a place": lambda asked: asked.engine.ask(f"{asked.place}{_QUESTION}"),
    "search": lambda asked: asked.search(None),
    "search in a report": lambda asked: asked.search({"documents": [asked.identity]}),
    "search in a place": lambda asked: asked.search({"places": [asked.place]}),
    "what the page holds": lambda asked: asked.chat.corpus({}, ZH_CN),
}


def text(number: int) -> str:
    """A report of a place of its own."""
    place = "".join(_DIGITS[int(digit)] for digit in f"{number:05}")
    lines = [f"第{i}项工程完成投资{number * _LINES + i}万元。" for i in range(_LINES)]
    return (
        f"2024年{place}县政府工作报告\n各位代表:\n一、2023年工作回顾\n渔船共有{number + 100}艘。\n"
        + "\n".join(lines)
    )


def taken(request: Callable[[Asked], object], index: Path) -> tuple[float, float]:
    """The milliseconds of a generation's first request, and the median of those after it."""
    asked, times = Asked.of(index), []
    for _ in range(_REPEATS + 1):
        start = time.perf_counter()
        request(asked)
        times.append((time.perf_counter() - start) * _MS)
    return times[0], statistics.median(times[1:])


@click.command()
@click.option("--reports", "n", default=2_000, show_default=True, help="How many reports.")
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS / "requests.json")
def main(n: int, out: Path) -> None:
    """Measure each kind of request."""
    conditions = Conditions.now()
    with tempfile.TemporaryDirectory(prefix="wenbao-") as name:
        corpus, index = Path(name, "reports"), Path(name, "index")
        corpus.mkdir()
        for number in range(n):
            (corpus / f"{number:06}.txt").write_text(text(number), encoding="utf-8")
        build([corpus], index, WithoutMeaning)
        for request in KINDS.values():
            request(Asked.of(index))  # what is loaded once a process
        rows = {kind: taken(request, index) for kind, request in KINDS.items()}
    figures = {kind: {"first_ms": a, "later_ms": b} for kind, (a, b) in rows.items()}
    save({"conditions": conditions.to_json(), "n_reports": n, "requests": figures}, out)
    head = ("request", "first, ms", "later, ms")
    click.echo(markdown(head, [(kind, figure(a), figure(b)) for kind, (a, b) in rows.items()]))


if __name__ == "__main__":
    main()
