"""Adding reports in the page, correcting their heads, and removing them."""
