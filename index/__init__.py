"""The write side: reports in, a published index out."""
