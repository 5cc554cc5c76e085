from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.performance.limits import Layers, Share, read, report_texts, table

if TYPE_CHECKING:
    from pathlib import Path


def test_operations_of_a_text_are_counted_by_hand():
    layers = Layers(n=2, width=3, inner=5)
    projections = 4 * 3 * 3  # query, key, value and output, each 3 by 3
    widening = 2 * 3 * 5  # to the inner width, and back
    attention = 2 * 7 * 3  # for each of 7 tokens: 3 numbers of a key, and of a value
    of_a_token = projections + widening + attention
    assert layers.flops(7) == 2 * 2 * 7 * of_a_token  # multiply and add, layers, tokens


def test_the_layers_are_those_of_the_models_configuration(tmp_path: Path):
    told = {"num_hidden_layers": 12, "hidden_size": 384, "intermediate_size": 1536, "other": 1}
    (tmp_path / "config.json").write_text(json.dumps(told), encoding="utf-8")
    assert Layers.of(tmp_path) == Layers(n=12, width=384, inner=1536)


def test_reading_by_threads_reads_everything_once():
    values = np.arange(10, dtype=np.float32).reshape(5, 2)
    assert read(values, 1) == read(values, 3) == 45.0


def test_a_share_is_a_percentage():
    line = table([Share(name="search", reached=5, limit=20, unit="GB/s")]).splitlines()[-1]
    assert line == "| search | 5 | 20 | GB/s | 25% |"


def test_the_reports_passages_are_what_is_encoded():
    texts = report_texts()
    assert texts
    assert all(text.strip() for text in texts)
