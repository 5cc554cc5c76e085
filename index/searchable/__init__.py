"""What can be asked of an index, whichever engine holds it."""
