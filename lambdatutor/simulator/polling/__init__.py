"""Event source mappings: Lambda polls a queue or a stream and invokes a function with batches."""
