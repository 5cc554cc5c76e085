"""The files that reports were read from: opened, and their pages as pictures."""
