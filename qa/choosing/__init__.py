"""Which words of those passages answer, and how likely each passage does."""
