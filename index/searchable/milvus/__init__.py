"""The Milvus engine: an index in the collections of a server, behind the protocol."""
