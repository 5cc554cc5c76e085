"""A corpus of a wanted size: real reports, and where they end, disturbed copies of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.reading import report, splitting
from index.types import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.performance.disturbed import Disturber

_HALF = 0.5  # a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The reports of one size: how many were written, and of them how many are copies."""

    folder: Path
    n_reports: int
    n_copies: int


def shares_kept(texts: Sequence[str]) -> list[float]:
    """Which share of each report's sentences an index keeps: not its salutations and furniture."""
    shares = []
    for text in texts:
        found = splitting.split(report.parse(Source(id="", path="", text=text)))
        n_kept = sum(len(passage.sentences) for passage in found)
        shares.append(n_kept / sum(1 for _ in splitting.sentences(text)))
    return shares


def write_corpus(texts: Sequence[str], disturber: Disturber, n: int, folder: Path) -> Corpus:
    """Write reports until about ``n`` sentences will be kept; there the last one ends."""
    shares = shares_kept(texts)
    left, written = float(n), 0
    while left > _HALF:
        number, which = divmod(written, len(texts))
        text = disturber.copy(which, number) if number else texts[which]
        kept = []
        for line in text.split("\n"):
            if left <= _HALF:
                break
            kept.append(line)
            left -= sum(1 for _ in splitting.sentences(line)) * shares[which]
        (folder / f"{written:06}.txt").write_text("\n".join(kept), encoding="utf-8")
        written += 1
    return Corpus(folder=folder, n_reports=written, n_copies=max(0, written - len(texts)))
