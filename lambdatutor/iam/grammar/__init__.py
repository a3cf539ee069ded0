"""What parsed JSON must be to be a policy, and what is advised against in one that it is."""
