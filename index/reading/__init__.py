"""Files to reports: their text, head, outline, paragraphs, sentences; copies and versions."""
