"""Reads what every figure and every worded value of a report is of."""
