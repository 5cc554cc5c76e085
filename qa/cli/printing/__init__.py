"""What commands print, and how: streams that may end, text on a terminal."""
