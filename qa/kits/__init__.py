"""Kits: all that a machine without a network needs to answer, in one folder."""
