"""What threads of the code start: Linux lists it apart, and it is the code's all the same."""

import json
import sys
import time

import pytest

from .conftest import Open, everywhere

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these walls are Linux's")

EATING = """
    import os, threading, time
    def eat():
        if os.fork() == 0:
            held = bytearray(b"x" * 200_000_000)
            time.sleep(5)
            os._exit(0)
        os.wait()
    def lambda_handler(event, context):
        thread = threading.Thread(target=eat)
        thread.start()
        thread.join()
"""
TICKING = """
    import os, tempfile, threading, time
    ticks = os.path.join(tempfile.gettempdir(), "ticks")
    def tick():
        if os.fork() == 0:
            os.setsid()
            while True:
                with open(ticks, "a") as file:
                    file.write("x")
                time.sleep(0.005)
        time.sleep(60)
    def lambda_handler(event, context):
        if event == "begin":
            threading.Thread(target=tick, daemon=True).start()
            time.sleep(0.05)
        return os.path.getsize(ticks)
"""
MANY = """
    import threading, time
    threading.stack_size(32_768)
    def lambda_handler(event, context):
        try:
            for _ in range(1_500):
                threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
        except RuntimeError as error:
            return str(error)
        time.sleep(5)
"""


@pytest.mark.fact("INV-038")
@everywhere
def test_memory_of_a_process_that_a_thread_started_counts(opened: Open, room: bool) -> None:
    answer = opened(EATING, room=room, timeout_s=4).invoke("{}")

    assert json.loads(answer.payload)["errorType"] == "Runtime.OutOfMemory"


@pytest.mark.fact("LIF-013")
@everywhere
def test_a_process_that_a_thread_started_stands_still_too(opened: Open, room: bool) -> None:
    environment = opened(TICKING, room=room)
    before = int(environment.invoke('"begin"').payload)
    time.sleep(0.4)

    assert int(environment.invoke('"look"').payload) - before < 20  # of about 80


@pytest.mark.fact("LIF-026")
@everywhere
def test_no_more_threads_live_than_on_lambda(opened: Open, room: bool) -> None:
    """Where the system does not refuse them, the environment is ended."""
    answer = opened(MANY, room=room, timeout_s=4).invoke("{}")

    ended = "more than 1,024 threads" in (answer.said or "")
    assert ended or answer.text == '"can\'t start new thread"'
