"""What the page tells of its corpus beside the answers: that it is being read anew, and what cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.web.fragments.templates import render
from qa.web.texts import reasons

if TYPE_CHECKING:
    from markupsafe import Markup

    from qa.web.library import Updating
    from qa.web.texts import Texts

N_TOLD = 20  # files that cannot be read; of more there is the number


def told(updating: Updating, texts: Texts) -> Markup:
    """How far the newest build is, and what it could not read; empty where there is nothing to tell."""
    return render(
        "news",
        updating=updating,
        n_failures=len(updating.failures),
        failures=[reasons.named(line, texts.language) for line in updating.failures[:N_TOLD]],
        texts=texts,
    )
