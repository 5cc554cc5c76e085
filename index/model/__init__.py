"""Text to vectors: the encoder's protocol, the model that comes along, and its export."""
