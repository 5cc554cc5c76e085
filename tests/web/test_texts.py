"""qa.web.texts: every text in every language, and the right language for a browser."""

from __future__ import annotations

import dataclasses
import string

import pytest

from qa.web.texts import (
    EN,
    LANGUAGES,
    ZH_CN,
    ZH_TW,
    Texts,
    key,
    preferred,
    shown_by_gradio,
    translations,
)


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
def test_no_text_is_empty_and_all_take_the_same_values(texts: Texts):
    for name, text in dataclasses.asdict(texts).items():
        assert text.strip(), f"{texts.language} lacks {name}"
        assert fields(text) == fields(getattr(ZH_CN, name)), name


def test_gradio_is_given_every_text_in_every_language():
    given = translations()
    assert list(given) == ["zh-CN", "zh-TW", "en"]  # Chinese first
    names = {field.name for field in dataclasses.fields(ZH_CN)}
    for texts in given.values():
        assert set(texts) == {key(name) for name in names}


def test_a_key_of_no_text_is_refused():
    with pytest.raises(ValueError, match="no text is called 'sned'"):
        key("sned")


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


@pytest.mark.parametrize(
    ("header", "texts"),
    [
        ("zh-CN,zh;q=0.9", ZH_CN),
        ("zh-TW", ZH_TW),
        ("zh-HK", EN),
        ("zh", EN),
        ("fr, zh-CN;q=0.9", EN),
        (None, EN),
    ],
)
def test_gradio_by_itself_knows_only_its_own_locales(header: str | None, texts: Texts):
    assert shown_by_gradio(header) is texts
