"""The simulated account: Lambda's execution environments and concurrency in simulated time."""
