"""The picture of a network, and a packet that goes through it."""
