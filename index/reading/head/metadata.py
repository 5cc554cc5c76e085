"""What a web page says of a report in lines of its own: ``标题：…``, ``发布时间：…``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.lexicon import alternation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CLASSES = ("label_title", "label_issuer", "label_date", "label_speaker", "label_other")
_LABELS = "|".join(f"(?P<{name}>{alternation(name)})" for name in _CLASSES)
_BEFORE = r"(?:^|(?<=[\s?？|丨【\[(（\u3000\xa0]))"
_LABEL = re.compile(rf"{_BEFORE}[【\[]?(?:{_LABELS})[】\]]?\s*[:：]", re.IGNORECASE)
_ONLY_LABEL = re.compile(rf"[【\[]?(?:{alternation(*_CLASSES, 'label_source')})[】\]]?\s*[:：]?")
_SOURCE = re.compile(rf"[【\[(（]?(?:{alternation('label_source')})\s*[:：]")
_MAX_CHARS = 1000  # of such a line: an address or an abstract may follow
_UNKNOWN = re.compile(r"未知|不详|[-—?？\s]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page's own lines say, each in the order of the page."""

    titles: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


def is_metadata(line: str) -> bool:
    """Whether a line is one of a page's own about the report: ``发文单位：云溪县人民政府``.

    Where nothing but a source is told (``来源：云溪日报``), the line is of the masthead.
    """
    if len(line) > _MAX_CHARS:
        return False
    return bool(_LABEL.match(line) or (is_source(line) and _LABEL.search(line)))


def is_label(text: str) -> bool:
    """Whether a cell of a table is what a page calls a fact by: ``发文单位``."""
    return _ONLY_LABEL.fullmatch(text.strip()) is not None


def is_source(line: str) -> bool:
    """Whether a line begins with where a report was taken from."""
    return _SOURCE.match(line) is not None


def parse(lines: Iterable[str]) -> Metadata:
    """Read what labelled lines say; what a label leaves open (``未知``) is nothing."""
    values: dict[str, list[str]] = {name: [] for name in _CLASSES}
    for line in lines:
        if is_metadata(line):
            for label, value in _values(line):
                if not _UNKNOWN.fullmatch(value):
                    values[label].append(value)
    return Metadata(
        titles=tuple(values["label_title"]),
        issuers=tuple(values["label_issuer"]),
        dates=tuple(values["label_date"]),
        speakers=tuple(values["label_speaker"]),
    )


def _values(line: str) -> Iterator[tuple[str, str]]:
    """Each label's class of a line, and what stands after it."""
    labels = list(_LABEL.finditer(line))
    ends = [*(label.start() for label in labels[1:]), len(line)]
    for label, end in zip(labels, ends, strict=True):
        yield str(label.lastgroup), line[label.end() : end].strip(" \t\u3000\xa0?？|丨")
