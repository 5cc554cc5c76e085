"""What questions call places and persons."""
