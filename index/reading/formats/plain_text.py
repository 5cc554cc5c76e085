"""Plain text: its paragraphs a line each, and tables where cells stand apart."""

from __future__ import annotations

import html
import re

from index.language.text import decode
from index.reading.formats.common import text_tables
from index.reading.formats.common.reflow import reflowed
from index.reading.formats.extract import Extract

# What programs that save a page as text leave of it.
_ENTITY = re.compile(
    r"&(?:nbsp|ensp|emsp|[lr][ds]quo|middot|[mn]dash|hellip|permil|bull|times|amp|quot|lt|gt|"
    r"#\d{2,5}|#x[0-9a-fA-F]{2,5});"
)


def read(data: bytes, name: str) -> Extract:
    """Read a ``.txt`` file, in any encoding that ``decode`` knows."""
    text = _ENTITY.sub(_character, decode(data, name))
    return text_tables.marked(Extract(text=reflowed(text)))


def _character(entity: re.Match[str]) -> str:
    """The character that an entity stands for; what no text holds stays as it is."""
    character = html.unescape(entity[0])
    is_text = character.isspace() or (bool(character) and character.isprintable())
    return character if is_text else entity[0]
