"""CloudWatch Logs: what a run leaves there, read off its events (topic logging)."""

from lambdatutor.simulator.logs.reading import Line, lines, lines_of
from lambdatutor.simulator.logs.request_id import request_id

__all__ = ["Line", "lines", "lines_of", "request_id"]
