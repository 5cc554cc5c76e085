"""Keeps an index in step with its corpus: beside an app, or as a program of its own."""
