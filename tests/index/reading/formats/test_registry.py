"""index.reading.formats.registry: every format keeps the protocol of a reader."""

from __future__ import annotations

import pytest

from index.errors import CorpusError
from index.reading.formats import registry
from index.reading.formats.registry import TEXTS


def test_every_reader_takes_bytes_and_a_name():
    for module in TEXTS.values():
        reader = registry.reader(module)
        assert reader("正文。".encode(), "a").text == "正文。"
        with pytest.raises(CorpusError, match=r"^甲 is empty"):
            reader(b"", "甲")
