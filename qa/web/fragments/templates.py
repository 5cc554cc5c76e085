"""The page's templates, in ``qa/web/templates``, and how they are filled in.

Whatever a template shows passes ``escape``, so that what is hidden in a text is seen, or
``attribute`` where it stands in an attribute; markup made here stays as it is. In a template a line
ends where its author likes: lines are joined, those within a tag by a space.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from qa.web.fragments.html import attribute, escape

_FOLDER = Path(__file__).parents[1] / "templates"
_BETWEEN_ATTRIBUTES = re.compile(r'"\s*\n\s*(?=[a-z{])')
_LINE_END = re.compile(r"\s*\n\s*")


class _Joined(Extension):
    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        del name, filename
        return _LINE_END.sub("", _BETWEEN_ATTRIBUTES.sub('" ', source))


def _shown(value: object) -> Markup:
    """What a template shows for a value: markup as it is, text and whole numbers escaped."""
    if isinstance(value, Markup):
        return value
    if not isinstance(value, (str, int)):
        # Of a name that is not given, Jinja2 says so itself where it is made a string.
        raise TypeError(f"a template would show {value}, which is no text")
    return escape(str(value))


def _in_attribute(value: object) -> Markup:
    if isinstance(value, Markup) or not isinstance(value, (str, int)):
        raise TypeError(f"an attribute would be {value!r}, which is no text")
    return attribute(str(value))


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        extensions=[_Joined],
        auto_reload=False,  # what is installed does not change while it runs
    )
    environment.filters["attribute"] = _in_attribute
    return environment


_ENVIRONMENT = _environment()


def render(name: str, **values: Any) -> Markup:
    """A template filled in.

    Args:
        name: its file without ``.html``.
        values: what it names.

    Raises:
        jinja2.UndefinedError: it names something else.
    """
    template = _ENVIRONMENT.get_template(f"{name}.html")
    return Markup(template.render(values))  # noqa: S704 - every value in it was escaped
