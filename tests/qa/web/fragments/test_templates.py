"""qa.web.fragments.templates: whatever a template shows is shown as text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader, UndefinedError
from markupsafe import Markup

from qa.web.fragments import templates
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = sorted(Path(templates.__file__).parents[1].joinpath("templates").glob("*.html"))
# What would escape a text by Jinja's own rules, or not at all.
PAST_OURS = re.compile(
    r"~|\|\s*(?:safe|join|format|forceescape|xmlattr|urlize|tojson|e)\b|autoescape"
)


@pytest.fixture
def filled_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Markup]:
    """Fills in a template that is given by its source."""

    def fill(source: str, **values: object) -> Markup:
        environment = templates._environment()  # noqa: SLF001 - one whose loader may change
        environment.loader = DictLoader({"x.html": source})
        monkeypatch.setattr(templates, "_ENVIRONMENT", environment)
        return render("x", **values)

    return fill


def test_text_is_escaped_and_what_is_hidden_is_seen(filled_in: Callable[..., Markup]):
    shown = filled_in("<p>{{ text }}</p>", text="<b>\u202e")
    assert shown == (
        '<p>&lt;b&gt;<span class="hidden-character" role="img" title="U+202E">'
        "<bdi hidden>\u202e</bdi></span></p>"
    )


def test_markup_stays_as_it_is(filled_in: Callable[..., Markup]):
    assert filled_in("{{ text }}{{ 3 }}", text=Markup("<b>a</b>")) == "<b>a</b>3"


@pytest.mark.parametrize("value", [None, 0.5, ["a"]])
@pytest.mark.parametrize("source", ["{{ value }}", '<p title="{{ value|attribute }}"></p>'])
def test_what_is_no_text_is_a_mistake(filled_in: Callable[..., Markup], value: object, source: str):
    with pytest.raises(TypeError, match="no text"):
        filled_in(source, value=value)


def test_markup_is_no_attribute(filled_in: Callable[..., Markup]):
    with pytest.raises(TypeError, match="an attribute would be Markup"):
        filled_in('<p title="{{ value|attribute }}"></p>', value=Markup("<b>"))


@pytest.mark.parametrize("source", ["{{ text }}", "{% if text %}{% endif %}", "{{ a.b }}"])
def test_a_name_that_is_not_given_is_a_mistake(filled_in: Callable[..., Markup], source: str):
    with pytest.raises(UndefinedError):
        filled_in(source, a="")


def test_lines_are_joined_and_those_within_a_tag_by_a_space(filled_in: Callable[..., Markup]):
    source = '<p class="a"\n   id="b">\n  {{ text }}\n  <br>\n</p>\n'
    assert filled_in(source, text="a\n b") == '<p class="a" id="b">a\n b<br></p>'


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_in_a_template_passes_by_the_escaping(file: Path):
    source = file.read_text(encoding="utf-8")
    assert not PAST_OURS.search(source)
    for tag in re.findall(r"<[a-z{][^<>]*>", source):
        values = re.findall(r"{{[^}]*}}", tag.removeprefix("<{{ block.element }}"))
        assert [value for value in values if not value.endswith("|attribute }}")] == [], tag
        assert len(re.findall(r'="[^"]*"', re.sub(r"{[{%].*?[%}]}", "", tag))) == tag.count('="')
