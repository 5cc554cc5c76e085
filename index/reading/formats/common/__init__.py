"""What several formats share: lines on their way, cells, the parts of a zip, tables in plain text."""
