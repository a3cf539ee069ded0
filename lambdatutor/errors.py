"""The base of every error that is shown to a person."""


class LambdaTutorError(Exception):
    """One sentence that says where something is wrong and what to do next."""
