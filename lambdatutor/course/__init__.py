"""Lessons: how they are written, read, checked and run, without a screen."""
