"""The panel in which reports are added, before there are any too; only for those who may."""

from __future__ import annotations

import json
from collections.abc import Callable  # noqa: TC003 -- Gradio looks the annotations up
from typing import TYPE_CHECKING

import gradio as gr
from markupsafe import Markup

from index.reading import readers
from index.reading.formats import registry
from qa.web import api
from qa.web.fragments.templates import render
from qa.web.texts import preferred

if TYPE_CHECKING:
    from qa.web.texts import Texts

N_AT_ONCE = 500  # files of one drop

# What the panel's script says itself.
_SPOKEN = (
    "adding_queued",
    "adding_sending",
    "adding_unsent",
    "adding_leaving",
    "adding_many",
    "adding_dismiss",
    "adding_too_large",
    "adding_wrong_type",
    "remove_told",
)


class Panel:
    """A block that is filled for those who may add reports, and stays empty for others.

    To be made inside ``gr.Blocks``.
    """

    def __init__(self, may_add: Callable[[gr.Request], bool]) -> None:
        self._may_add = may_add
        self._block = gr.HTML(
            apply_default_css=False,
            elem_id="adding-frame",
            js_on_load="window.wenbao.adding(element, watch);",
        )

    def follow(self, page: gr.Blocks) -> None:
        """Fill it in each visitor's page."""
        page.load(
            self.told,
            None,
            self._block,
            show_progress="hidden",
            queue=False,
            api_visibility="private",
        )

    def told(self, request: gr.Request) -> Markup:
        """What it is filled with."""
        with api.logged():
            if not self._may_add(request):
                return Markup()
            return panel(preferred(request.headers.get("accept-language")))


def panel(texts: Texts) -> Markup:
    """The panel in a language."""
    limit = readers.MAX_BYTES >> 20
    suffixes = registry.suffixes()
    spoken = {name: getattr(texts, name) for name in _SPOKEN}
    spoken["adding_too_large"] = texts.adding_too_large.format(limit=limit)
    listed = texts.separator.join(suffixes)
    spoken["adding_wrong_type"] = texts.adding_wrong_type.format(suffixes=listed)
    return render(
        "panel",
        spoken=json.dumps(spoken),
        limits=json.dumps({"bytes": readers.MAX_BYTES, "files": N_AT_ONCE}),
        hint=texts.adding_hint.format(limit=limit),
        suffixes=",".join(suffixes),
        texts=texts,
    )
