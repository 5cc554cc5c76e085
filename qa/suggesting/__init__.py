"""Questions that reports answer, and the figures to begin with: made of what stands in them."""
