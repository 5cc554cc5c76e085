"""What a generation consists of in Milvus: its collections, and what their rows hold.

::

    <name>                          alias of the manifest of the published generation
    <name>_<label>_after            alias of the manifest of the generation that came after one
    <name>_<label>_manifest         one row (more where it is long): what the generation is
    <name>_<label>_passages         a row for each passage: vector, terms, what it is chosen by
    <name>_<label>_sentences        the same for each sentence
    <name>_<label>_documents        a row for each report: what tells it from others
    <name>_<label>_terms            a row for each term: its dimension, its characters, how many texts hold it
    <name>_<label>_facts            a row for each fact: what it measures, where it stands
    <name>_<label>_texts            passages with their facts, reports, distinct values, as JSON in pieces
    <name>_batches                  a row for each group of reports that is to be taken in
    <name>_commit                   alias of a collection of whoever takes them in now

Whatever a report or a question says is compared by a key of 63 bits: no text of theirs is part of a
filter.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from index.types import Aspect, Period, PlaceLevel

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

PERIODS = tuple(Period)
LEVELS = tuple(PlaceLevel)
ASPECTS = tuple(Aspect)
MOST_CHARS = 16_000  # of a piece: four bytes each are less than the 65,535 that a field holds
NO_TERM = 0  # the dimension that every text without terms has: an empty vector cannot be kept
NO_TERM_WEIGHT = 1e-6
EXACT = 20_000  # rows that are compared one by one; more lie in a graph
EFFORT = 256  # candidates that a graph looks at, at least
_FIELD_BYTES = 65_535
_N_FIRST = 7  # bytes of a beginning
MOST_CHOICES = 4_096  # periods with headings of one report; those of one that has more count not
MOST_CHARACTERS = 256  # different ones of a term


class Part(StrEnum):
    """The collections of a generation."""

    PASSAGES = "passages"
    SENTENCES = "sentences"
    DOCUMENTS = "documents"
    TERMS = "terms"
    FACTS = "facts"
    TEXTS = "texts"
    MANIFEST = "manifest"
    BATCHES = "batches"  # of an index, not of a generation, as the next
    COMMIT = "commit"
    AFTER = "after"  # no collection: what comes after a generation


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The collections of one generation of an index.

    ``label`` begins with the second in which it was begun, in eight hexadecimal digits.
    """

    name: str
    label: str

    def of(self, part: Part) -> str:
        """The name of a collection."""
        return f"{self.name}_{self.label}_{part.value}"

    @classmethod
    def new(cls, name: str, now_s: float | None = None) -> Group:
        """A group that nobody else has."""
        began = int(time.time() if now_s is None else now_s)
        return cls(name=name, label=f"{began:08x}{secrets.token_hex(4)}")

    @property
    def began_s(self) -> int:
        """When it was begun, in seconds since 1970."""
        return int(self.label[:8], 16)


def groups_among(name: str, collections: Iterable[str]) -> set[Group]:
    """The groups of an index that some names of collections are of."""
    parts = "|".join(part.value for part in Part)
    of_group = re.compile(rf"{re.escape(name)}_([0-9a-f]{{16}})_(?:{parts})")
    found = filter(None, map(of_group.fullmatch, collections))
    return {Group(name=name, label=each[1]) for each in found}


def key(text: str) -> int:
    """A text as a number of 63 bits: the first of its sha256."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def beginning(text: str) -> int:
    """The first seven bytes of a text as a number: those of texts that begin alike lie side by side."""
    return int.from_bytes(_first_bytes(text).ljust(_N_FIRST, b"\0"), "big")


def beginnings(text: str) -> tuple[int, int]:
    """The lowest and the highest ``beginning`` of texts that begin with a text."""
    first = _first_bytes(text)
    low, high = first.ljust(_N_FIRST, b"\0"), first.ljust(_N_FIRST, b"\xff")
    return int.from_bytes(low, "big"), int.from_bytes(high, "big")


def _first_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")[:_N_FIRST]


def digest(text: str) -> str:
    """A text's sha256: 64 characters, whatever its length."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def choice(period: Period | None, heading: str | None) -> int:
    """A period with the first heading of a passage, as one number; either may be any, ``None``."""
    return key(f"{period} {'any' if heading is None else 'of ' + heading}")


_NUMBERS = {
    # What passages and sentences are chosen by: their report, its place and year, their own.
    Part.PASSAGES: (
        "document", "document_key", "place", "year", "period", "heading", "spoken", "first", "count",
        "facts",
    ),
    Part.SENTENCES: (
        "passage", "document", "document_key", "place", "year", "period", "heading", "spoken", "first",
        "count",
    ),
    Part.DOCUMENTS: ("document_key", "place", "year", "review_year", "level", "beginning"),
    Part.FACTS: (
        "passage", "number", "measure", "aspect", "document", "document_key", "place", "year", "period",
        "heading", "spoken",
    ),
    Part.TERMS: ("number", "passages", "sentences"),
    Part.TEXTS: ("owner", "piece", "pieces", "sum"),
    Part.MANIFEST: ("owner", "piece", "pieces", "sum"),
    Part.BATCHES: (),
    Part.COMMIT: ("beat",),
}  # fmt: skip
_TEXTS = {
    Part.PASSAGES: {},
    Part.SENTENCES: {},
    Part.DOCUMENTS: {"origin": _FIELD_BYTES, "card": _FIELD_BYTES},
    Part.FACTS: {},
    Part.TERMS: {"digest": 64, "term": _FIELD_BYTES},
    Part.TEXTS: {"body": _FIELD_BYTES},
    Part.MANIFEST: {"body": _FIELD_BYTES},
    Part.BATCHES: {"label": 64},
    Part.COMMIT: {},
}
_LISTS = {Part.DOCUMENTS: {"choices": MOST_CHOICES}, Part.TERMS: {"characters": MOST_CHARACTERS}}
SEARCHED = (Part.PASSAGES, Part.SENTENCES)
NO_VECTOR = [1.0, 0.0]  # of rows that are not searched: a collection has to have one


def schema(library: ModuleType, part: Part, dimension: int) -> Any:
    """The fields of a collection."""
    kinds = library.DataType
    made = library.MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    made.add_field("id", kinds.INT64, is_primary=True)
    for name in _NUMBERS[part]:
        made.add_field(name, kinds.INT64)
    for name, n_bytes in _TEXTS[part].items():
        made.add_field(name, kinds.VARCHAR, max_length=n_bytes)
    for name, most in _LISTS.get(part, {}).items():
        made.add_field(name, kinds.ARRAY, element_type=kinds.INT64, max_capacity=most)
    is_searched = part in SEARCHED
    made.add_field("vector", kinds.FLOAT_VECTOR, dim=dimension if is_searched else len(NO_VECTOR))
    if is_searched:
        made.add_field("terms", kinds.SPARSE_FLOAT_VECTOR)
    return made


def indexes(client: Any, part: Part, *, is_exact: bool = True) -> Any:
    """How a collection is searched: exactly, or vectors by a graph and terms exactly."""
    made = client.prepare_index_params()
    if is_exact or part not in SEARCHED:
        made.add_index("vector", index_type="FLAT", metric_type="IP")
    else:
        made.add_index(
            "vector",
            index_type="HNSW",
            metric_type="IP",
            params={"M": 32, "efConstruction": 200},
        )
    if part in SEARCHED:
        made.add_index("terms", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    return made
