"""Pieces of the page, as HTML and as Markdown."""
