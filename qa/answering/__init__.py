"""The answer: found or not, quoted, marked, read again in doubt."""
