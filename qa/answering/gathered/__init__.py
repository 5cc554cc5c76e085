"""Answers that are gathered from several places: of figures side by side, of the headings of a chapter."""
