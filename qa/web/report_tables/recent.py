"""The last few long tables, so that another order of one does not ask all reports again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from qa.web.report_tables.order import N_SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from qa.web.report_tables.seen import Seen

_N_KEPT = 4


class Recent:
    """Tables by what they were asked by; of whom they were asked is not known here.

    A table whose rows a page is sent at once is not kept: nothing of it is asked again.
    """

    def __init__(self) -> None:
        self._tables: OrderedDict[Hashable, Seen] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, key: Hashable, make: Callable[[], Seen]) -> Seen:
        """The table of a key, made where it is not kept."""
        with self._lock:
            kept = self._tables.get(key)
            if kept is not None:
                self._tables.move_to_end(key)
                return kept
        made = make()
        if len(made.rows) > N_SHOWN:
            with self._lock:
                self._tables[key] = made
                while len(self._tables) > _N_KEPT:
                    self._tables.popitem(last=False)
        return made
