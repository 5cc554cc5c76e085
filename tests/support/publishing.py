"""Published indexes of one small report, and what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.build import build
from index.errors import IndexDamagedError
from index.language import tokens
from index.published.contents import PublishedIndex
from index.storage.store import Store
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from pathlib import Path

    from index.types import Manifest


def corpus_saying(folder: Path, what: str) -> Path:
    folder.mkdir(exist_ok=True)
    text = f"云溪市政府工作报告\n各位代表:\n一、2023年工作回顾\n建成绿道{what}。\n新增企业48家。\n"
    (folder / "报告.txt").write_text(text, encoding="utf-8")
    return folder


def publish(corpus: Path, folder: Path) -> Manifest:
    return build([corpus], folder, HashEncoder).manifest


def answer(folder: Path) -> str:
    """What the published index holds about 绿道."""
    index = load(Store(folder))
    (row,) = index.passage_terms.matches(tokens.terms("绿道")).nearest(1)
    return index.passages[row].text


def load(store: Store) -> PublishedIndex:
    """Open an index as its readers do: anew, where it was replaced meanwhile."""
    while True:
        signature = store.signature()
        generation, _ = store.current()
        try:
            return PublishedIndex.load(generation)
        except IndexDamagedError:
            if store.signature() == signature:
                raise


def generations(folder: Path) -> set[str]:
    return {path.name for path in (folder / "generations").iterdir()}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
