"""What to call a report: its title, and its file's name where another one has that title too."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.types import About


def telling(documents: Iterable[About]) -> dict[str, str]:
    """What to call each report of a list, by its id."""
    documents = tuple(documents)
    n_titled = Counter(document.title for document in documents)
    return {
        document.id: with_file(document) if n_titled[document.title] > 1 else document.title
        for document in documents
    }


def beside(document: About, *others: About) -> str:
    """What to call a report where others are named as well."""
    is_shared = any(document.title == other.title and document.id != other.id for other in others)
    return with_file(document) if is_shared else document.title


def with_file(document: About) -> str:
    """The title of a report with its file's name."""
    return f"{document.title} [{document.path}]"


def confidence(value: float) -> str:
    """How sure a machine was of what it read, in per cent: never more than it was."""
    return f"{math.floor(value * 100)}%"


def pages(first: int, last: int) -> str:
    """Pages as they are cited: 3, or 3–4."""
    return str(first) if first == last else f"{first}–{last}"
