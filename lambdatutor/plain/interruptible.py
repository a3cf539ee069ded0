"""Code that runs while somebody waits at a prompt: ctrl+c stops the code, and then leaves."""

from __future__ import annotations

from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lambdatutor.course.handlers.outcomes import CallOutcome
    from lambdatutor.course.handlers.running import Running


def outcomes_of(running: Running) -> Iterator[CallOutcome]:
    """Each call as it comes out; whoever stops listening stops what runs.

    The calls are made in a thread of their own, so that an interrupt never meets one half done.
    """
    coming: SimpleQueue[CallOutcome | Exception | None] = SimpleQueue()

    def make() -> None:
        try:
            for outcome in running.outcomes():
                coming.put(outcome)
        except Exception as error:  # noqa: BLE001  told in the thread that waits
            coming.put(error)
        else:
            coming.put(None)

    thread = Thread(target=make, name="calls", daemon=True)
    thread.start()
    try:
        while (came := coming.get()) is not None:
            if isinstance(came, Exception):
                raise came
            yield came
    finally:
        if not running.ended:
            running.stop()
        thread.join()
