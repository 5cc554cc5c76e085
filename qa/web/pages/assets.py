"""The styles and scripts of the page, which the server hands to Gradio as it starts."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parents[1]
STYLES = sorted((_HERE / "styles").glob("*.css"))
# channel.js first: the others register what they do with it.
_SCRIPTS = (
    "channel",
    "live",
    "menus",
    "view",
    "news",
    "sources",
    "reader",
    "outline",
    "original",
    "find",
    "talk",
    "answers",
    "tables/rows",
    "tables/chart",
    "tables/taking",
    "tables/edges",
    "recall",
    "keep",
    "word",
    "export",
    "batches",
    "uploads",
    "heads",
    "removing",
    "adding",
    "keys",
)


def scripts() -> tuple[str, ...]:
    """The scripts, in the order they need each other."""
    return tuple(
        (_HERE / "scripts" / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS
    )
