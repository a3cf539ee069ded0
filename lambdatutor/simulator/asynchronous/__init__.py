"""Asynchronous invocation: each function's own queue, its retries, and where failures go."""
