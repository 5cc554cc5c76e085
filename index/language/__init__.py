"""The reports' language: characters, words, numbers, times, places, and what a figure measures."""
