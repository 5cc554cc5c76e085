"""The corpus as settings and users name it: which reports it is, and what of them to correct."""
