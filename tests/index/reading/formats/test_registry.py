"""index.reading.formats.registry: every format keeps the protocol of a reader."""

from __future__ import annotations

import pytest

from index.errors import CorpusError
from index.reading.formats.registry import READERS


def test_every_reader_takes_bytes_and_a_name():
    for reader in READERS.values():
        assert reader("正文。".encode(), "a").text == "正文。"
        with pytest.raises(CorpusError, match=r"^甲 is empty"):
            reader(b"", "甲")
