"""What was read of an engine lately, so that it is not asked for again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

K = TypeVar("K", bound="Hashable")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by their keys, the last used ones; share between threads.

    Args:
        most: how many to keep.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, values: Mapping[K, V]) -> None:
        """Keep some values."""
        with self._lock:
            for key, value in values.items():
                self._values[key] = value
                self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._values.clear()

    def of(self, keys: Iterable[K], read: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """The values of some keys; ``read`` gives, in one call, those that are not kept.

        A key that ``read`` knows nothing of is not among them.
        """
        wanted = list(dict.fromkeys(keys))
        with self._lock:
            known = {key: self._values[key] for key in wanted if key in self._values}
            for key in known:
                self._values.move_to_end(key)
        lacking = [key for key in wanted if key not in known]
        if lacking:
            found = read(lacking)
            self.put(found)
            known.update(found)
        return known
