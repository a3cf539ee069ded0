"""What runs between us and the learner's code, and with it: the standard library only.

`cell` builds the walls and starts the runtime inside; `bootstrap` is a runtime of our own.
"""
