"""Processes beside this one, and what of the machine each may use."""
