"""Connections and requests as such: what is let in, how much of it, what is said of the rest."""
