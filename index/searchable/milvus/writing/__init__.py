"""What writes generations into Milvus, and publishes them."""
