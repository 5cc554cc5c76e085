"""An answer to take along: copied, and in files of text, Markdown and Word."""
