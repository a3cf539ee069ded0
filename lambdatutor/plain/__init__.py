"""The plain face: a lesson as lines of text, for screen readers, logs, pipes and dumb terminals."""
