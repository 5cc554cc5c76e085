"""What a published index holds: documents, passages, their vectors and their terms."""
