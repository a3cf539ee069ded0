"""What functions depend on: databases and services outside Lambda, which can be full or slow."""
