"""Graphs that others may have written: whether one asks for no more than an export does."""
