"""Words of the reports' language: each class of them a list."""
