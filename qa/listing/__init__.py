"""What an index holds as lists: reports by their names, and the facts of each."""
