"""Many questions at once on the page: a file of them, and the table of their answers."""
