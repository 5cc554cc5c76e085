"""The order of what may answer."""
