"""Commands that carry an index or its parts from one machine to another."""
