"""lambdatutor teaches AWS Lambda by letting people run it."""

__version__ = "0.1.0"
