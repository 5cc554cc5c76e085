"""The commands that list what an index holds: they load no model."""
