"""Small indexes in Milvus, and what they answer; run as a script it adds reports, to be killed.

``python building.py TARGET NAME FOLDER`` adds the reports of a folder to the index NAME.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from index.build import build
from index.language import tokens
from index.searchable.address import EngineAddress
from index.searchable.milvus import source
from index.searchable.milvus.asked import MilvusIndex
from index.searchable.milvus.connection import Connection
from index.searchable.milvus.writing import building
from index.searchable.milvus.writing.committing import Right
from index.searchable.milvus.writing.publishing import Catalogue
from index.searchable.protocol import TermQuery, Unit
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from index.searchable.milvus.description import Description

LEASE_S = 2.0  # of tests


class Reader:
    """The published generation, followed as a server follows it; it is looked at before each question."""

    def __init__(self, target: str, name: str) -> None:
        self._source = source.source(EngineAddress(f"{target.replace('http', 'milvus')}/{name}"))
        self._opened: tuple[tuple[int, ...], MilvusIndex] | None = None

    def index(self) -> MilvusIndex:
        """The index, to be asked for one request."""
        source._LOOK_S = 0  # noqa: SLF001 - tests do not wait
        signature = self._source.signature()
        if self._opened is None or self._opened[0] != signature:
            index = self._source.read(lambda each: each.open().index)
            assert isinstance(index, MilvusIndex)
            self._opened = signature, index
        return self._opened[1]


def corpus(folder: Path, **what: str) -> Path:
    """A folder of reports: of each name one of that town, which tells a number."""
    folder.mkdir(parents=True, exist_ok=True)
    for town, number in what.items():
        text = f"{town}市2024年政府工作报告\n一、2023年工作回顾\n{town}建成绿道{number}公里。\n"
        (folder / f"{town}.txt").write_text(text, encoding="utf-8")
    return folder


def built(reports: Path, folder: Path) -> Path:
    """The index of a corpus, in a folder."""
    build([reports], folder, HashEncoder)
    return folder


def catalogue(target: str, name: str, kept_s: float = 600) -> Catalogue:
    """The generations of an index."""
    return Catalogue(Connection(target, place="here", timeout_s=20), name, kept_s=kept_s)


def right(of: Catalogue) -> Right:
    """The right to publish there."""
    return Right(of.connection, of.name, lease_s=LEASE_S)


def replace(of: Catalogue, folder: Path) -> Description:
    """Publish an index."""
    return building.replace(of, right(of), folder, lambda _model: HashEncoder(), lambda _: None)


def append(of: Catalogue, folder: Path) -> Description:
    """Add the reports of an index."""
    return building.append(of, right(of), folder, lambda _model: HashEncoder(), lambda _: None)


def answer(index: MilvusIndex, town: str) -> str:
    """What an index says of the 绿道 of a town; empty where it says nothing."""
    terms = tuple(tokens.terms(f"{town}建成绿道"))
    search = index.search([TermQuery(unit=Unit.SENTENCE, terms=terms)])
    (rows,) = search.nearest(5)
    texts = [each.text for each in index.passages(rows.tolist())]
    return next((text for text in texts if text.startswith(f"{town}建成")), "")


def main() -> None:
    """Add the reports of a folder, telling when that is begun and when it is done."""
    target, name, folder = sys.argv[1:]
    with tempfile.TemporaryDirectory() as work:
        index = built(Path(folder), Path(work) / "index")
        print("built", flush=True)  # noqa: T201 - what a test waits for
        append(catalogue(target, name), index)
    print("added", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
