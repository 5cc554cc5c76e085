"""qa.web.pages.shell and qa.web.pages.assets: the frame, its scripts and styles."""

from __future__ import annotations

import pytest

from qa.web.http import headers
from qa.web.pages import assets
from qa.web.pages.shell import N_REMEMBERED, shell
from qa.web.pages.view import N_SOURCES
from qa.web.texts import EN, LANGUAGES, Texts


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
def test_the_frame_is_hidden_until_it_is_the_visitors(texts: Texts):
    assert "data-greeted" not in shell(texts)
    assert "data-greeted" in shell(texts, is_greeted=True)
    assert f'lang="{texts.language}"' in shell(texts)


def test_the_scripts_are_given_the_texts_that_they_say():
    spoken = "\n".join(assets.scripts())
    for name in ("searching", "copied", "server_gone", "find_count"):
        assert f'text("{name}"' in spoken
        assert f"&#34;{name}&#34;" in shell(EN)


def test_the_scripts_count_as_the_server_does():
    spoken = "\n".join(assets.scripts())
    for name, number in (("remembered", N_REMEMBERED), ("sources", N_SOURCES)):
        assert f'number("{name}"' in spoken
        assert f"&#34;{name}&#34;: {number}" in shell(EN)


def test_every_script_and_style_is_handed_over():
    folder = assets.STYLES[0].parent.parent
    assert len(assets.scripts()) == len(list((folder / "scripts").rglob("*.js")))
    assert len(assets.STYLES) == len(list((folder / "styles").glob("*.css"))) >= 5
    assert all("</script" not in script for script in assets.scripts())
    assert all(headers.digest(script).startswith("'sha256-") for script in assets.scripts())
