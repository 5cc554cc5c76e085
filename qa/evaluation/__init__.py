"""How good answers are: question files, metrics, comparisons, what visitors thought."""
