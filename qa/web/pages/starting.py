"""What the page shows while the first index is being built, until it becomes the chat."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator  # noqa: TC003 -- Gradio looks the annotations up
from typing import TYPE_CHECKING

import gradio as gr

from qa.web.fragments.html import Html, element, escape, join
from qa.web.texts import preferred

if TYPE_CHECKING:
    from qa.web.library import Library, Progress
    from qa.web.texts import Texts

_INTERVAL_S = 0.25  # between two looks at how far the build is


class Starting:
    """A block that is empty where the library can be asked, and tells how far it is until then.

    To be made inside ``gr.Blocks``, above all that needs an engine. While it tells something,
    its element holds one of the class ``starting``, by which a style can hide the rest.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._block = gr.HTML(apply_default_css=False, elem_id="starting")

    def follow(self, page: gr.Blocks) -> gr.events.Dependency:
        """Follow the build in each visitor's page; what is returned succeeds once it is done.

        ``starting.follow(page).success(greet, …)`` fills the page then, without a reload; where
        there is an engine already, at once.
        """
        return page.load(
            self.told,
            None,
            self._block,
            show_progress="hidden",
            queue=True,
            concurrency_limit=None,
            api_visibility="private",
        )

    async def told(self, request: gr.Request) -> AsyncIterator[Html]:
        """What to tell, again whenever that changes; the last is empty: there is an engine."""
        texts = preferred(request.headers.get("accept-language"))
        before: Progress | None = None
        while not self._library.is_ready:
            progress = self._library.progress
            if progress != before:
                yield told(progress, texts)
                before = progress
            await asyncio.sleep(_INTERVAL_S)
        yield escape("")


def told(progress: Progress, texts: Texts) -> Html:
    """How far the index is, or why there is none and how to mend that."""
    if progress.awaited:
        folders = texts.separator.join(map(str, progress.awaited))
        lines = (
            element("h2", escape(texts.no_reports)),
            element("p", escape(texts.put_reports.format(folders=folders))),
            element("p", escape(progress.failure), class_="reason"),
        )
        return element("div", *lines, class_="starting", role="alert", lang=texts.language)
    if progress.failure:
        lines = (
            element("h2", escape(texts.not_built)),
            element("p", escape(progress.failure), class_="reason"),
            element("p", escape(texts.start_again)),
        )
        return element("div", *lines, class_="starting", role="alert", lang=texts.language)
    return element("div", _bar(progress, texts), class_="starting", lang=texts.language)


def _bar(progress: Progress, texts: Texts) -> Html:
    heading = element("h2", escape(texts.building))
    if not progress.n_texts:
        bar = element("progress", max="1", aria_label=texts.building)
        return join((heading, bar, element("p", escape(texts.reading_reports))))
    bar = element(
        "progress",
        max=str(progress.n_texts),
        value=str(progress.n_done),
        aria_label=texts.building,
    )
    count = texts.encoded.format(n_done=progress.n_done, n_texts=progress.n_texts)
    return join((heading, bar, element("p", escape(count))))
