"""The learner's own Python, really run: a Runtime API, the process behind it, and its walls.

Empty on purpose: the process that builds the walls imports from here and must start at once.
"""
