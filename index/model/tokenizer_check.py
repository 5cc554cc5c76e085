"""Whether a tokenizer's settings make no more of a text than those that models come with.

A tokenizer may replace each character by a megabyte, and each of that again. So it is looked at,
before it is used, how much longer than itself a text can become.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS = ("normalizer", "pre_tokenizer", "post_processor", "decoder")
_MOST_TIMES = 128  # the map of sentencepiece makes 18 characters of one
_MOST_STEPS = 64
_TRIE_SIZE_BYTES = 4


def check(text: str) -> None:
    """Refuse settings by which a text would grow without measure.

    Args:
        text: the file ``tokenizer.json``.

    Raises:
        ValueError: they would, or are none.
    """
    try:
        fields = json.loads(text)
    except RecursionError as error:
        raise ValueError("settings in settings without end") from error
    if not isinstance(fields, dict):
        raise ValueError("no settings")  # noqa: TRY004 - of a file
    times = n_steps = 1
    for step in (each for part in _PARTS for each in _steps(fields.get(part))):
        n_steps += 1
        times *= _growth(step)
        if times > _MOST_TIMES or n_steps > _MOST_STEPS:
            raise ValueError(f"{n_steps} steps make a text more than {_MOST_TIMES} times as long")


def _steps(part: Any) -> Iterator[dict[str, Any]]:
    """All objects that have a type, at any depth: those within others too."""
    left = [part]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            if "type" in each:
                yield each
            left.extend(each.values())
        elif isinstance(each, list):
            left.extend(each)


def _growth(step: dict[str, Any]) -> int:
    """How many characters a step can make of one."""
    content, charsmap = step.get("content"), step.get("precompiled_charsmap")
    times = len(content) if isinstance(content, str) else 1
    if isinstance(charsmap, str):
        times = max(times, _longest(charsmap))
    return max(times, 1)


def _longest(charsmap: str) -> int:
    """The longest replacement in a map of sentencepiece: a trie, then texts that end in NUL."""
    try:
        data = base64.b64decode(charsmap)
    except binascii.Error as error:
        raise ValueError("a map of characters that is none") from error
    n_trie = int.from_bytes(data[:_TRIE_SIZE_BYTES], "little")
    texts = data[_TRIE_SIZE_BYTES + n_trie :].split(b"\0")
    return max(len(text.decode("utf-8", "replace")) for text in texts)
