"""``qa/weights.json``, read and replaced; and the odds that its intercepts are calibrated for."""

from __future__ import annotations

import json

from benchmarks.records.conditions import ROOT

FILE = ROOT / "qa" / "weights.json"
ANSWERABLE_ODDS = 9.0  # what users ask is answered by the reports nine times of ten


def load_weights() -> dict[str, dict[str, float]]:
    """All sections of ``qa/weights.json``."""
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def save_weights(table: dict[str, dict[str, float]]) -> None:
    """Replace ``qa/weights.json``."""
    FILE.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
