"""Questions that a corpus answers, made of its own figures, entries and headings."""

from __future__ import annotations

import itertools
import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.numerals import TENS
from index.language.units import Dimension
from index.reading.headings import Level
from index.reading.tables.row_measures import stated_in
from index.types import Aspect, Period
from qa.choosing import definitions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from index.language.measures import Measure
    from index.types import Document, Heading, Passage
    from qa.snapshot import Snapshot
    from qa.types import Answer

N_OFFERED = 4
_N_TRIED = 24  # at most so many are asked, each a few hundredths of a second
_N_DOCUMENTS = 6  # reports that are read for examples: a visitor needs a handful, not all
# What says that a thing was reached or is to be, around the words that name it.
_DONE_BEFORE = re.compile(rf"^(?:[全我][省市区县州盟旗]|{alternation('begins_measure')})+")
_DONE_AFTER = re.compile(
    rf"(?:{alternation('ends_measure')})++$"
)  # possessive: 达到 is 达 and 到 too
# A name that a reader understands by itself: no clause, nothing that points elsewhere.
_NAME = re.compile(
    r"(?!.*[其各该这那本等的今要又既较比同均和与及、新率将把被])[\u4e00-\u9fff]{4,12}"
)
# Of how much there is: a thing, not something that was done to so many of it.
_ACT = re.compile(alternation("act"))
_ENTRY = re.compile(r"[^\W\d_][\w“”·\-]{1,15}")
_DOING = re.compile(rf"(?:{alternation('heading_verb')})[\u4e00-\u9fff]{{4,12}}")
_NUMBERING = re.compile(rf"^[\s\W\d]*(?:[{TENS}]+\s*[、.．)）]\s*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question and where its answer stands: ``text`` is the answer, empty for any of there."""

    question: str
    document_id: str
    numbers: frozenset[int]
    text: str = ""

    def is_answered_by(self, answer: Answer) -> bool:
        """Whether an answer is the one that the question was made of."""
        return answer.found and any(
            source.document.id == self.document_id
            and source.passage.number in self.numbers
            and self.text in {"", source.text}
            for source in answer.citations
        )


def derived(documents: Sequence[Document], passages: Sequence[Passage]) -> Iterator[Example]:
    """Examples from the first reports, kind by kind in turn, so that the first few are varied.

    Where there are several places, a question names the one it is of.
    """
    first = documents[:_N_DOCUMENTS]
    several = any(document.place != first[0].place for document in documents)
    of_document: dict[str, list[Passage]] = {document.id: [] for document in first}
    for passage in passages:
        if passage.document_id not in of_document:
            break  # they stand document by document: the other reports are not read
        of_document[passage.document_id].append(passage)
    kinds: list[list[Iterator[Example]]] = [[], [], [], []]
    for document in first:
        place, own = document.place if several else "", of_document[document.id]
        for kind, found in zip(
            kinds,
            (
                _levels(own, place),
                _targets(own, place, document.year),
                _topics(document, own, place),
            ),
            strict=False,
        ):
            kind.append(found)
        kinds[3].append(_entries(own))
    return _in_turn([_in_turn(kind) for kind in kinds])


class Examples:
    """The examples of what is published that it does answer; looked for once a generation."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of = ""
        self._questions: tuple[str, ...] = ()

    def of(self, snapshot: Snapshot) -> tuple[str, ...]:
        """Up to ``N_OFFERED`` questions, each asked of the engine first; takes a second or two."""
        with self._lock:
            if self._of != snapshot.name:
                self._questions, self._of = answered(snapshot), snapshot.name
            return self._questions


def answered(snapshot: Snapshot) -> tuple[str, ...]:
    """Questions that a generation answers with what they were made of."""
    tried = itertools.islice(derived(snapshot.documents, snapshot.passages), _N_TRIED)
    good = (each.question for each in tried if each.is_answered_by(snapshot.ask(each.question)))
    return tuple(itertools.islice(good, N_OFFERED))


def _levels(passages: Iterable[Passage], place: str) -> Iterator[Example]:
    """How much there is of a thing."""
    for passage, measure in _measured(passages, Period.REVIEW):
        quantity, name = measure.quantity, _name(measure)
        is_level = measure.aspect in {Aspect.LEVEL, Aspect.TOTAL} and not measure.item
        is_thing = name and not _ACT.search(name)
        is_count = quantity.dimension is Dimension.COUNT and quantity.unit
        if is_level and is_thing and is_count and not measure.after.strip():
            yield Example(
                question=f"{place}{name}有多少{quantity.unit}?",
                document_id=passage.document_id,
                numbers=frozenset({passage.number}),
                text=quantity.text,
            )


def _targets(passages: Iterable[Passage], place: str, year: int | None) -> Iterator[Example]:
    """What is to be reached in the report's year."""
    for passage, measure in _measured(passages, Period.PLAN):
        name = _name(measure)
        if name and year and measure.aspect is Aspect.CHANGE and not measure.item:
            yield Example(
                question=f"{year}年{place}{name}目标是多少?",
                document_id=passage.document_id,
                numbers=frozenset({passage.number}),
                text=measure.quantity.text,
            )


def _entries(passages: Iterable[Passage]) -> Iterator[Example]:
    """What a term of the glossary is."""
    for passage in passages:
        entry = definitions.entry(passage) if passage.period is Period.GLOSSARY else None
        if entry:
            term = _NUMBERING.sub("", passage.text[: entry[1] - 1]).strip('“”"‘’ ')
            if _ENTRY.fullmatch(term):
                yield Example(
                    question=f"什么是{term}?",
                    document_id=passage.document_id,
                    numbers=frozenset({passage.number}),
                )


def _topics(document: Document, passages: Sequence[Passage], place: str) -> Iterator[Example]:
    """How what a heading names is done."""
    below: dict[str, set[int]] = {}
    for passage in passages:
        for title in passage.section:
            below.setdefault(title, set()).add(passage.number)
    for heading in document.headings:
        doing = _doing(heading, below)
        if doing:
            yield Example(
                question=f"{place}如何{doing}?",
                document_id=document.id,
                numbers=frozenset(below[heading.title]),
            )


def _doing(heading: Heading, below: Mapping[str, object]) -> str:
    doing = _NUMBERING.sub("", heading.title)
    is_topic = heading.level != Level.TITLE and heading.title in below
    return doing if is_topic and _DOING.fullmatch(doing) else ""


def _measured(passages: Iterable[Passage], period: Period) -> Iterator[tuple[Passage, Measure]]:
    for passage in passages:
        if passage.period is period:
            for sentence in passage.sentences:
                stated = stated_in(passage, sentence).measures
                yield from ((passage, measure) for measure in stated)


def _name(measure: Measure) -> str:
    """What a figure measures, by a name that can stand alone; empty where it has none."""
    said = _DONE_AFTER.sub("", _DONE_BEFORE.sub("", measure.said))
    return said if _NAME.fullmatch(said) else ""


def _in_turn(sources: Iterable[Iterator[Example]]) -> Iterator[Example]:
    """The first of each, then the second of each, and so on."""
    for row in itertools.zip_longest(*sources):
        yield from (each for each in row if each is not None)
