"""Tables: what their rows, columns and figures are, and how a row reads as text."""
