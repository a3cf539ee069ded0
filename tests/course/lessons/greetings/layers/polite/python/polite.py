"""A layer with a word in it."""

WORD = "Good day"
