"""Pages on which characters stand: where, and in which lines."""
