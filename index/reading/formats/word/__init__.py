"""Word files: names of their elements, automatic numbers, styles."""
