"""An index that is open, whichever engine holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.published.presence import Presence
    from index.searchable.protocol import Searchable


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Opened:
    """An index that is open, and what is known of the files of its reports.

    ``presence`` tells which of its reports are gone; of reports that lie elsewhere none ever is.
    """

    index: Searchable
    presence: Presence
