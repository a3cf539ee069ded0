"""What is taken off, in percent."""

PERCENT_OFF = 0
