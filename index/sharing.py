"""What a build does with each text and each report, shared out among workers where there are some.

Whatever the workers are, what is made is the same: a text is encoded and cut alone, a report's facts are read
of it alone, and all comes back in its order.
"""

from __future__ import annotations

import itertools
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.facts.reports import facts_of
from index.language import tokens
from index.platform.batches import batches
from index.reading import splitting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from index.fact_types import Fact
    from index.model.encoder import Encoder, Progress, Vectors
    from index.platform.processes.workers import Tell, Workers
    from index.types import Document, Passage

_TEXTS_A_PART = 64  # that a worker encodes together: of the longest some seconds of work
_REPORTS_A_PART = 4

Terms = list[list[str]]  # of each text


class SharedEncoder:
    """An encoder whose passages workers encode, each by one that it loads for itself."""

    def __init__(self, encoder: Encoder, workers: Workers) -> None:
        self._encoder = encoder
        self._workers = workers
        self.name, self.fingerprint = encoder.name, encoder.fingerprint
        self.dimension = encoder.dimension

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """As ``Encoder.encode_passages``."""
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))  # so that none waits long
        parts = [*batches(order, _TEXTS_A_PART)]
        vectors = np.empty((len(texts), self.dimension), np.float32)
        found = self._workers.map(
            _Encoding(encoder=self._encoder),
            [[texts[i] for i in part] for part in parts],
            progress or (lambda _n: None),
        )
        for part, each in zip(parts, found, strict=True):
            vectors[part] = each
        return vectors

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """As ``Encoder.encode_questions``; they are few."""
        return self._encoder.encode_questions(texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Encoding:
    encoder: Encoder

    def __call__(self, texts: list[str], tell: Tell) -> Vectors:
        return self.encoder.encode_passages(texts, tell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What is read of reports, in their order: facts, and the terms of each passage and sentence."""

    facts: Iterable[Fact]
    of_passages: Terms
    of_sentences: Terms


def analysed(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    facts: Iterable[Fact] | None,
    workers: Workers | None,
    cache_dir: Path | None,
) -> Analysis:
    """Read the facts and the terms of reports.

    Args:
        documents: the reports.
        passages: theirs, report by report.
        facts: the facts, where they are known.
        workers: who reads them; this process where there are none.
        cache_dir: stands for the user's own cache folder.
    """
    known = {document.id: document for document in documents}
    reports = [
        _Report(document=known[identity], passages=tuple(own))
        for identity, own in itertools.groupby(passages, key=lambda each: each.document_id)
    ]
    if workers is None:
        of_passages, of_sentences = _terms(reports)
        read = _facts(reports) if facts is None else facts
        return Analysis(facts=read, of_passages=of_passages, of_sentences=of_sentences)
    parts = [[*each] for each in batches(reports, _REPORTS_A_PART)]
    reading = _Reading(has_facts=facts is not None, cache_dir=cache_dir)
    found = workers.map(reading, parts)
    return Analysis(
        facts=[fact for each in found for fact in each.facts] if facts is None else facts,
        of_passages=[_interned(terms) for each in found for terms in each.of_passages],
        of_sentences=[_interned(terms) for each in found for terms in each.of_sentences],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    document: Document
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    has_facts: bool
    cache_dir: Path | None

    def __call__(self, reports: list[_Report], tell: Tell) -> Analysis:  # noqa: ARG002 - of all work
        tokens.prepare(self.cache_dir)
        of_passages, of_sentences = _terms(reports)
        facts = [] if self.has_facts else [*_facts(reports)]
        return Analysis(facts=facts, of_passages=of_passages, of_sentences=of_sentences)


def _facts(reports: Iterable[_Report]) -> Iterator[Fact]:
    """The facts of reports, read one report after the other."""
    for each in reports:
        yield from facts_of(each.document, each.passages)


def _terms(reports: Sequence[_Report]) -> tuple[Terms, Terms]:
    """The terms of all passages, and of all sentences."""
    passages = [
        # The title too: it names the place and year that a question may ask about.
        f"{each.document.title}\n{splitting.in_context(passage)}"
        for each in reports
        for passage in each.passages
    ]
    sentences = [
        text
        for each in reports
        for passage in each.passages
        for text in splitting.texts_of_sentences(passage)
    ]
    terms = tokens.terms_of_each([*passages, *sentences])
    return terms[: len(passages)], terms[len(passages) :]


def _interned(terms: Iterable[str]) -> list[str]:
    """Terms as objects that all texts share: of one in a pickle there is one in each."""
    return [*map(sys.intern, terms)]
