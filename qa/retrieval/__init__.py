"""Which passages may answer."""
