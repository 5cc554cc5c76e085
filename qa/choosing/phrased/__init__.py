"""What reports tell in set phrases, which tell by themselves what they answer: with whom, owing to whom."""
