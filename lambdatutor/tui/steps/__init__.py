"""The left side of the lesson screen: one view a kind of step."""
