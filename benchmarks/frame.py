"""What does the lesson screen cost while 1,000 requests a second run in 200 environments?

The share of one core over ten seconds at ten frames a second (target: 15 %), and how long after a
key its effect is on the terminal (target: median below 20 ms). The key is `+` or `-`: the bar of
time then says another speed. At 2× there are 2,000 requests a second. Linux only.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from terminal import Terminal

COURSE = {
    "course.yaml": "title: A crowd\ntracks: [{id: crowd, title: A crowd, lessons: [busy]}]\n",
    "misconceptions.yaml": "[]\n",
    "crowd/busy.yaml": """
format: 1
id: busy
title: A thousand requests a second
minutes: 1
world:
  functions: [{name: checkout, code: {init: 0ms, run: 200ms}}]
  traffic: [{rate: 1000, arrivals: steady}]
steps:
  - watch: crowd
    title: A crowd
    until: 900s
    show: [environments, timeline, concurrency]
  - recap: done
    points: [It was busy.]
""",
}
SECONDS = 10


def measure(terminal: Terminal, keys: int) -> tuple[float, list[float]]:
    """The share of a core, and how long each key took in milliseconds."""
    terminal.wait_for("Environments")
    terminal.drain(1.5)
    terminal.press(" ")
    terminal.wait_for("▶ 1×")
    terminal.drain(2)
    before_s = terminal.cpu_s()
    terminal.drain(SECONDS)
    share = (terminal.cpu_s() - before_s) / SECONDS
    random, took_ms = Random(1), list[float]()
    for number in range(keys):
        terminal.drain(random.uniform(0.1, 0.4))
        key, marker = ("-", "▶ 1×") if number % 2 else ("+", "▶ 2×")
        pressed_s = terminal.press(key)
        took_ms.append((terminal.wait_for(marker) - pressed_s) * 1000)
    return share, took_ms


def main() -> None:
    rounds, keys = (1, 20) if "--quick" in sys.argv else (5, 40)
    shares, took_ms = list[float](), list[float]()
    with TemporaryDirectory() as folder:
        for name, text in COURSE.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        command = ("-m", "lambdatutor", "--lessons", folder, "--no-save", "lesson", "busy")
        for _ in range(rounds):
            with Terminal(command, LAMBDATUTOR_DATA=folder) as terminal:
                share, times = measure(terminal, keys)
            shares.append(share)
            took_ms += times
    low, high, late_ms = min(shares), max(shares), quantiles(took_ms, n=20)[-1]
    print(f"Lesson screen, 1,000 requests a second, 200 environments: {rounds} rounds")
    print(f"  share of one core   median {median(shares):.1%} ({low:.1%} to {high:.1%})")
    print(f"  key to paint        median {median(took_ms):.1f} ms, p95 {late_ms:.1f} ms")


if __name__ == "__main__":
    main()
