"""The site that Sphinx makes of the Markdown of the project: ``python check.py docs``."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "wenbao 问报"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = project
html_search_language = "zh"  # cuts Chinese by jieba, and stems English
html_show_copyright = False
root_doc = "docs/site"
include_patterns = [
    *("*.md", "docs/*.md", "docs/site.rst"),
    *("benchmarks/README.md", "training/questions/README.md"),
]
exclude_patterns = ["AGENTS.md"]  # for programs
myst_heading_anchors = 4
suppress_warnings = ["misc.highlighting_failure"]  # of a fence of any form


def setup(app: Sphinx) -> None:
    """Lay what Sphinx does not know of beside what it writes."""
    app.connect("build-finished", _finish)


def _finish(app: Sphinx, error: Exception | None) -> None:
    if error is None:
        pictures = Path("docs", "pictures")  # where the HTML of the README looks for them
        shutil.copytree(app.srcdir / pictures, Path(app.outdir) / pictures, dirs_exist_ok=True)
        first = '<!doctype html><meta http-equiv="refresh" content="0; url=README.html">\n'
        (Path(app.outdir) / "index.html").write_text(first, encoding="utf-8")
