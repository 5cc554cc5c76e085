"""What the page shows while the first index is being built, until it becomes the chat."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable  # noqa: TC003 -- Gradio looks them up
from typing import TYPE_CHECKING

import gradio as gr
from markupsafe import Markup

from qa.web.fragments.templates import render
from qa.web.texts import preferred

if TYPE_CHECKING:
    from qa.web.library import Library, Progress
    from qa.web.texts import Texts

_INTERVAL_S = 0.25  # between two looks at how far the build is


class Starting:
    """A block that is empty where the library can be asked, and tells how far it is until then.

    To be made inside ``gr.Blocks``, above all that needs an engine. While it tells something,
    its element holds one of the class ``starting``, by which a style can hide the rest.

    Args:
        library: what is to be asked.
        may_add: whether a visitor is offered to add reports, where there are none.
    """

    def __init__(self, library: Library, may_add: Callable[[gr.Request], bool]) -> None:
        self._library = library
        self._may_add = may_add
        self._block = gr.HTML(apply_default_css=False, elem_id="starting")

    def follow(self, page: gr.Blocks, *, is_queued: bool = True) -> gr.events.Dependency:
        """Follow the build in each visitor's page; what is returned succeeds once it is done.

        ``starting.follow(page).success(greet, …)`` fills the page then, without a reload; where
        there is an engine already, at once. Without a queue there is one already: until then such
        a server answers nobody.
        """
        return page.load(
            self.told if is_queued else Markup,
            None,
            self._block,
            show_progress="hidden",
            queue=is_queued,
            concurrency_limit=None,
            api_visibility="private",
        )

    async def told(self, request: gr.Request) -> AsyncIterator[Markup]:
        """What to tell, again whenever that changes; the last is empty: there is an engine."""
        texts = preferred(request.headers.get("accept-language"))
        before: Progress | None = None
        while not self._library.is_ready:
            progress = self._library.progress
            if progress != before:
                yield told(progress, texts, may_add=self._may_add(request))
                before = progress
            await asyncio.sleep(_INTERVAL_S)
        yield Markup()


def told(progress: Progress, texts: Texts, *, may_add: bool = False) -> Markup:
    """How far the index is, or why there is none and how to mend that."""
    folders = texts.separator.join(map(str, progress.awaited))
    failure = texts.reason(progress.failure)
    progress = dataclasses.replace(progress, failure=failure)
    return render("starting", progress=progress, folders=folders, may_add=may_add, texts=texts)
