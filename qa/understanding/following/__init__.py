"""Questions that follow up on another: what they take of it, and what they put in its place."""
