"""One question, every report: a row for each, and what is read off the rows."""
