"""Every text of the page, in each of its languages, and which of them a browser is shown.

Gradio's own translations are of labels that its components show; what is said here is markup,
which the server makes in one language for each visitor.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.web.texts.en import EN
from qa.web.texts.fields import Texts
from qa.web.texts.zh_cn import ZH_CN
from qa.web.texts.zh_tw import ZH_TW

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["EN", "LANGUAGES", "ZH_CN", "ZH_TW", "Texts", "preferred"]

LANGUAGES = (ZH_CN, ZH_TW, EN)

_TRADITIONAL = frozenset({"tw", "hk", "mo", "hant"})
_WEIGHT = re.compile(r"[01](\.[0-9]{0,3})?")


def preferred(accept_language: str | None) -> Texts:
    """The texts for a browser's ``Accept-Language`` (RFC 9110, section 12.5.4).

    The first of the browser's languages that the page speaks; Chinese where there is none.
    """
    for tag in _tags(accept_language or ""):
        texts = _spoken(tag)
        if texts is not None:
            return texts
    return ZH_CN


def _tags(accept_language: str) -> Iterator[str]:
    """The language tags in lower case, most wanted first."""
    weighted: list[tuple[float, str]] = []
    for item in accept_language.lower().split(","):
        tag, *parameters = (part.strip() for part in item.split(";"))
        weights = [part.removeprefix("q=") for part in parameters if part.startswith("q=")]
        weight = weights[0] if weights else "1"
        if tag and _WEIGHT.fullmatch(weight) and float(weight) > 0:
            weighted.append((-float(weight), tag))
    return (tag for _, tag in sorted(weighted, key=lambda pair: pair[0]))


def _spoken(tag: str) -> Texts | None:
    language, *subtags = tag.split("-")
    if language == "en":
        return EN
    if language == "zh":
        return ZH_TW if _is_traditional(subtags) else ZH_CN
    return None


def _is_traditional(subtags: list[str]) -> bool:
    return "hans" not in subtags and not _TRADITIONAL.isdisjoint(subtags)
