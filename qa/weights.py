"""The fitted weights: what each feature adds to the log-odds that a passage, or a figure, answers.

``weights.json`` is written by ``training/ranking.py`` (passages) and ``training/choosing.py``
(figures, names and lists).
"""

from __future__ import annotations

import json
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_WEIGHTS: dict[str, dict[str, float]] = json.loads(
    resources.files("qa").joinpath("weights.json").read_text(encoding="utf-8")
)

SECTIONS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {name: MappingProxyType(section) for name, section in _WEIGHTS.items()}
)
PASSAGE = SECTIONS["passage"]
FIGURE = SECTIONS["figure"]
DEFINITION = SECTIONS["definition"]
NAME = SECTIONS["name"]
LIST = SECTIONS["list"]
READER = SECTIONS["reader"]["log-odds"]
