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

PASSAGE: Mapping[str, float] = MappingProxyType(_WEIGHTS["passage"])
FIGURE: Mapping[str, float] = MappingProxyType(_WEIGHTS["figure"])
DEFINITION: Mapping[str, float] = MappingProxyType(_WEIGHTS["definition"])
NAME: Mapping[str, float] = MappingProxyType(_WEIGHTS["name"])
LIST: Mapping[str, float] = MappingProxyType(_WEIGHTS["list"])
READER: float = _WEIGHTS["reader"]["log-odds"]
