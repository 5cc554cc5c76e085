"""Where an index is kept: generations, their manifests and checksums, archives."""
