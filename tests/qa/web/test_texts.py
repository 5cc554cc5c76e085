"""qa.web.texts: every text in every language, and the right language for a browser."""

from __future__ import annotations

import dataclasses
import string
from typing import Any

import pytest

from qa.web.texts import EN, LANGUAGES, ZH_CN, ZH_TW, Texts, preferred


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
def test_no_text_is_empty_and_all_take_the_same_values(texts: Texts):
    own, others = _flat(dataclasses.asdict(texts)), _flat(dataclasses.asdict(ZH_CN))
    assert own.keys() == others.keys()
    for name, text in own.items():
        assert text.strip(), f"{texts.language} lacks {name}"
        assert fields(text) == fields(others[name]), name


def _flat(texts: dict[Any, Any], of: str = "") -> dict[str, str]:
    """All texts by their names, those that are told by what they are of too."""
    flat: dict[str, str] = {}
    for name, told in texts.items():
        text = dict(enumerate(told)) if isinstance(told, tuple) else told
        flat |= _flat(text, f"{of}{name} ") if isinstance(text, dict) else {f"{of}{name}": text}
    return flat


@pytest.mark.parametrize(
    ("header", "texts"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", ZH_CN),
        ("zh", ZH_CN),
        ("zh-Hans-HK", ZH_CN),
        ("zh-SG", ZH_CN),
        ("zh-TW", ZH_TW),
        ("zh-HK", ZH_TW),
        ("zh-Hant", ZH_TW),
        ("en-GB", EN),
        ("EN", EN),
        ("de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", EN),
        ("fr, zh-TW;q=0.5, en;q=0.4", ZH_TW),
        ("en;q=0.4, zh-TW;q=0.5", ZH_TW),
        ("en;q=0, fr", ZH_CN),
        ("fr-FR", ZH_CN),  # neither: Chinese
        ("", ZH_CN),
        (None, ZH_CN),
        ("*", ZH_CN),
        ("en;q=x, ;;, =", ZH_CN),
    ],
)
def test_a_browser_gets_the_first_of_its_languages_that_there_is(header: str | None, texts: Texts):
    assert preferred(header) is texts
