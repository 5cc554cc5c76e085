"""The die that the examples are made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random


def chance(rng: random.Random, share: float) -> bool:
    """Whether the die falls so, in a share of the cases."""
    return rng.random() < share
