"""The reports that make the rows of a table."""
