"""What the machine gives, and what it lacks: files, mapped arrays, the cache, memory."""
