"""The text of ``reports.toml`` with an entry changed or added; all else in it stays as it is."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import TYPE_CHECKING

import tomlkit

from index.language.text import visible
from index.reading.head.correction import FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.reading.head.correction import Value

Key = Callable[[str], str]


def replaced(text: str, name: str, values: Mapping[str, Value], key: Key) -> str:
    """The text with these values as an entry; without the entry where there are none.

    Args:
        text: the file's.
        name: the entry's.
        values: what of the facts it is to hold; others go, comments stay.
        key: what names are compared by.
    """
    document = tomlkit.parse(text)
    known = next((each for each in document if key(each) == name), None)
    if known is not None and not values:
        document.remove(known)
        return tomlkit.dumps(document)
    if known is None:
        if not values:
            return text
        document.add(name, tomlkit.table())
        known = name
    entry = document[known]
    if not isinstance(entry, MutableMapping):
        raise TypeError(f"{known!r} is no entry")  # whoever calls has read the file before
    for field in FIELDS:
        if field in values:
            entry[field] = values[field]
        elif field in entry:
            del entry[field]
    return tomlkit.dumps(document)


def suggested(name: str, reasons: Sequence[str], values: Mapping[str, Value]) -> str:
    """An entry that corrects nothing until a ``#`` is taken away before one of its values.

    Args:
        name: the entry's.
        reasons: why it is there, a line each.
        values: what the report is taken for.
    """
    entry = tomlkit.table()
    for reason in reasons:
        entry.add(tomlkit.comment(visible(reason)))
    for field, value in values.items():
        entry.add(tomlkit.comment(f"{field} = {tomlkit.item(value).as_string()}"))
    document = tomlkit.document()
    document.add(name, entry)
    return tomlkit.dumps(document)
