"""The commands, a file each, so that one that is quick brings no libraries of one that is not."""
