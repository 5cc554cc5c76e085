"""What figures of a table measure, held against what is asked: parts of it, ratios, and what was done."""
