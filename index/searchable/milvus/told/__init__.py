"""What an index in Milvus tells of its reports and of facts."""
