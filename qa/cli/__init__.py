"""The command line, a file each command: one that is quick brings no libraries of one that is not."""
