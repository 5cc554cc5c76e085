"""The words in which a table is told, in each language that the page speaks."""
