"""Which distributions an installed one cannot do without: itself, what it requires, and so on."""

from __future__ import annotations

import importlib.metadata
from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from index.errors import KitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.metadata import Distribution


def needed(name: str, extras: Iterable[str] = ()) -> tuple[Distribution, ...]:
    """A distribution and all that it requires here, in the order of their names.

    Args:
        name: the distribution's name.
        extras: which of its extras are required too.

    Raises:
        KitError: one of them is not installed.
    """
    waiting: list[tuple[str, str]] = [(name, ""), *((name, extra) for extra in extras)]
    seen: set[tuple[str, str]] = set()
    found: dict[str, Distribution] = {}
    while waiting:
        each, extra = waiting.pop()
        key = (canonicalize_name(each), extra)
        if key in seen:
            continue
        seen.add(key)
        found[key[0]] = _installed(each)
        for requirement in _required(found[key[0]], extra):
            waiting.append((requirement.name, ""))
            waiting.extend((requirement.name, wanted) for wanted in requirement.extras)
    return tuple(found[key] for key in sorted(found))


def is_installed(name: str, extra: str) -> bool:
    """Whether all that an extra of a distribution requires is installed."""
    try:
        needed(name, [extra])
    except KitError:
        return False
    return True


def _installed(name: str) -> Distribution:
    try:
        return importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError as error:
        raise KitError(
            f"{name} is not installed here, so that it cannot be packed: install wenbao by pip, or "
            "name a folder of wheels with --wheels"
        ) from error


def _required(distribution: Distribution, extra: str) -> Iterator[Requirement]:
    """What a distribution, or one of its extras, requires on this system."""
    for text in distribution.requires or ():
        try:
            requirement = Requirement(text)
        except InvalidRequirement:  # of an old release, which pip took as it was
            continue
        marker = requirement.marker
        if marker is None or marker.evaluate({"extra": extra}):
            yield requirement
