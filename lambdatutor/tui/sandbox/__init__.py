"""The sandbox: the whole simulated account with every control, and no task."""
