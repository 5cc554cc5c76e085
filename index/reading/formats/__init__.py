"""Files of each format to text: a file a format."""
