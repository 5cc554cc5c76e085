"""The texts of many questions at once: a file of them, and the table of their answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qa.batches.heads import Heads


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchWords:
    """The words of one language; names in braces are filled in with ``str.format``, or by the scripts."""

    title: str
    hint: str  # n, limit
    choose: str
    reading: str  # name
    unread: str  # reason
    too_large: str  # limit
    too_many: str  # found, n
    found: str  # name, n
    troubled: str  # n
    asking: str  # n, all
    done: str  # answered, likely, untold
    stopped: str  # n, all
    failed: str  # n, all
    stop: str
    go_on: str
    save_xlsx: str
    save_csv: str
    file: str
    heads: Heads  # of the table of answers
    levels: Mapping[str, str]  # how sure each of them is
