"""The forms of evidence, by which it is told how sure an answer is."""
