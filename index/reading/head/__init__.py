"""What a report is taken for: the facts of its head, and where they were found."""
