"""The right side of a guess or a watch about real code: the code, its calls, what came of each."""
