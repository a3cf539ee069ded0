"""Request ids: UUIDs, the same in START, END, REPORT and the answer (INV-053)."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from lambdatutor.simulator.randomness import stream


def request_id(number: int) -> str:
    """An id of the shape AWS gives, the same in every run for the request of that number."""
    digits = sha256(f"request {number}".encode()).hexdigest()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))


def event_request_id(seed: int, function: str, identity: int) -> str:
    """The id of an asynchronous event: all its tries have the same one (LOG-009)."""
    luck = stream(seed, "request-ids", function, str(identity))
    return str(UUID(int=luck.getrandbits(128), version=4))
