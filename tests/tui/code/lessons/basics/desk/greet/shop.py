"""What is said at the door."""

import os


def word():
    return os.environ.get("WORD", "Hi")
