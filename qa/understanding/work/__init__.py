"""Questions about what a government does: about one subject, or all of it."""
