"""What can be asked of reports: made of their own figures, names, lists, entries and headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.numerals import TENS
from index.language.units import Dimension
from index.reading.headings import Level
from index.reading.tables.row_measures import stated_in
from index.searchable.views import Passages
from index.types import Aspect, Period
from qa.kinds import Kind
from qa.listing import definitions
from qa.retrieval.scope import EVERYTHING, Scope
from qa.suggesting.example import Example
from qa.suggesting.turns import in_turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from index.language.measures import Measure
    from index.searchable.protocol import Searchable
    from index.types import Document, Heading, Passage
    from qa.suggesting.phrases import Phrases

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
_ENTRY = re.compile(r"(?:[^\W\d_]|“[^“”]+”)[\w“”·\-]{1,15}")
_WRAPPED = re.compile(r"^[“”\"‘’]([^“”\"‘’]*)[“”\"‘’]$")
_DOING = re.compile(rf"(?:{alternation('heading_verb')})[\u4e00-\u9fff]{{4,12}}")
_NUMBERING = re.compile(rf"^[\s\d.．、)）(（—–·]*(?:[{TENS}]+\s*[、.．)）]\s*)?")
# What was done with some of a kind, which are named: members in quotes, or joined by 、 up to 等.
_QUOTED = r"(?:“[^“”\n]{1,12}”){2,20}"
_JOINED = r"[\u4e00-\u9fff]{2,10}(?:、[\u4e00-\u9fff]{2,10}){2,20}等(?:\d{1,3}[个家项条座种])?"
_LISTED = re.compile(
    rf"(?P<act>{alternation('makes_new')})(?:了)?(?:{_QUOTED}等?|{_JOINED})"
    r"(?P<name>[\u4e00-\u9fff]{2,6})(?=[,，。;；])"
)
_GREW = re.compile(rf"(?:{alternation('grew')})$")
_REVIEWED = frozenset({Period.REVIEW, Period.OTHER})


def derived(index: Searchable, phrases: Phrases) -> list[Iterator[Example]]:
    """Examples from the first reports, an iterator for each kind: figures, targets, names and so on.

    Where there are several places, a question names the one it is of. The other reports are not read.
    """
    first = index.documents(range(min(_N_DOCUMENTS, index.n_documents)))
    several = index.reports(EVERYTHING).has_several_places
    of_document: dict[str, list[Passage]] = {document.id: [] for document in first}
    for passage in Passages(index, index.select(Scope(documents=tuple(of_document)))):
        of_document[passage.document_id].append(passage)
    kinds: list[list[Iterator[Example]]] = [[], [], [], [], [], []]
    for document in first:
        place, own = document.place if several else "", of_document[document.id]
        for kind, examples in zip(
            kinds,
            (
                _levels(own, place, phrases),
                _targets(own, place, document.year, phrases),
                _holders(document, own, place, phrases),
                _lists(own, place, phrases),
                entries(own, phrases),
                _topics(document, own, place, phrases),
            ),
            strict=True,
        ):
            kind.append(examples)
    return [in_turn(kind) for kind in kinds]


def _levels(passages: Iterable[Passage], place: str, phrases: Phrases) -> Iterator[Example]:
    """How much there is of a thing."""
    for passage, measure in _measured(passages, Period.REVIEW):
        quantity, name = measure.quantity, _name(measure)
        is_level = measure.aspect in {Aspect.LEVEL, Aspect.TOTAL} and not measure.item
        is_thing = name and not _ACT.search(name)
        is_count = quantity.dimension is Dimension.COUNT and quantity.unit
        if is_level and is_thing and is_count and not measure.after.strip():
            yield Example(
                question=phrases.said(
                    phrases.count, year="", place=place, name=name, unit=quantity.unit
                ),
                document_id=passage.document_id,
                numbers=frozenset({passage.number}),
                text=quantity.text,
            )


def _targets(
    passages: Iterable[Passage], place: str, year: int | None, phrases: Phrases
) -> Iterator[Example]:
    """What is to be reached in the report's year."""
    for passage, measure in _measured(passages, Period.PLAN):
        name = _name(measure)
        if name and year and measure.aspect is Aspect.CHANGE and not measure.item:
            bare = _DONE_AFTER.sub("", _GREW.sub("", name))
            yield Example(
                question=phrases.said(
                    phrases.target_rise, year=phrases.year(year), place=place, name=bare
                ),
                document_id=passage.document_id,
                numbers=frozenset({passage.number}),
                text=measure.quantity.text,
            )


def _holders(
    document: Document, passages: Iterable[Passage], place: str, phrases: Phrases
) -> Iterator[Example]:
    """Who holds the office of who speaks."""
    if document.office and document.speaker:
        yield Example(
            question=phrases.said(phrases.who, place=place, name=document.office),
            document_id=document.id,
            numbers=frozenset(passage.number for passage in passages),
            text="".join(document.speaker.split()),
        )


def _lists(passages: Iterable[Passage], place: str, phrases: Phrases) -> Iterator[Example]:
    """What was done with some of a kind: which these are."""
    for passage in passages:
        matches = _LISTED.finditer(passage.text) if passage.period in _REVIEWED else ()
        for match in matches:
            yield Example(
                question=phrases.said(
                    phrases.which, place=place, act=match["act"], name=match["name"]
                ),
                document_id=passage.document_id,
                numbers=frozenset({passage.number}),
                span=(passage.start + match.start(), passage.start + match.end()),
                kind=Kind.LIST,
            )


def entries(passages: Iterable[Passage], phrases: Phrases) -> Iterator[Example]:
    """What a term of the glossary is."""
    for passage in passages:
        entry = definitions.entry(passage) if passage.period is Period.GLOSSARY else None
        if entry:
            term = _WRAPPED.sub(r"\1", _NUMBERING.sub("", passage.text[: entry[1] - 1]).strip())
            if _ENTRY.fullmatch(term):
                yield Example(
                    question=phrases.said(phrases.entry, name=term),
                    document_id=passage.document_id,
                    numbers=frozenset({passage.number}),
                )


def _topics(
    document: Document, passages: Sequence[Passage], place: str, phrases: Phrases
) -> Iterator[Example]:
    """How what a heading names is done."""
    below: dict[str, set[int]] = {}
    for passage in passages:
        for title in passage.section:
            below.setdefault(title, set()).add(passage.number)
    for heading in document.headings:
        doing = _doing(heading, below)
        if doing:
            yield Example(
                question=phrases.said(phrases.topic, place=place, name=doing),
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
