"""How a server is: whether it can be asked, and of which index."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Whether questions are answered, and of what; ``why_not`` is one line, empty where they are."""

    generation: str = ""
    n_reports: int = 0
    n_passages: int = 0
    why_not: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether an index is open and its model loaded."""
        return not self.why_not
