"""Formats of files: one file each turns bytes into text and the headings that the format marks."""
