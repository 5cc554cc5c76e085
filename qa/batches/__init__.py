"""Many questions from a file, answered into a table that a killed run goes on with."""
