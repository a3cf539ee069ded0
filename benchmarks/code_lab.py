"""How long after a key is it on the screen, while a handler really runs?

A code lab in whose editor somebody types. Nothing runs, then a handler that loops until its time is
up, then handlers that write a gigabyte: in lines, and as one line without end. The character has
to be on the terminal (target: median below 20 ms). The lab ends an environment that wrote 64 MB, so
those are called again and again. What is typed is written into its file a quarter of a second
later, and the log is drawn ten times a second; keys come at all distances.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple

from terminal import Terminal

LESSON = """
format: 1
id: busy
title: Busy code
minutes: 1
steps:
  - lab: loops
    kind: code
    brief: It never ends.
    files: loops
    function: {name: work, timeout: 900s}
    settings: [memory]
    cases:
      - {id: once, says: It is called, event: 1, times: 10, returns: 1}
      - {id: again, says: It is called again, event: 1, times: 10, returns: 1}
    solution:
      - write: lambda_function.py
        is: |
          def lambda_handler(event, context):
              return 1
  - recap: done
    points: [It was busy.]
"""
HANDLER = '"""S"""\nimport sys\n\n\ndef lambda_handler(event, context):\n'


class Case(NamedTuple):
    """What runs meanwhile."""

    says: str
    code: str
    runs: str
    """On the screen, once it does; empty where nothing is run."""


STOPS = "esc stops it"
CASES = (
    Case("nothing runs", "    return 1\n", ""),
    Case("an endless loop", "    while True:\n        pass\n", STOPS),
    Case(
        "a gigabyte in lines",
        "    for number in range(10_000_000):\n"
        '        sys.stdout.write(f"{number} " + "x" * 90 + "\\n")\n',
        STOPS,
    ),
    Case(
        "a gigabyte in one line",
        '    for _ in range(1_024):\n        sys.stdout.write("x" * (1 << 20))\n',
        STOPS,
    ),
    Case("answers of 6 MB", "    return [1] * 2_000_000\n", STOPS),
)


def course(folder: Path, case: Case) -> None:
    """The course as files, with the handler of a case."""
    files = {
        "course.yaml": "title: Work\ntracks: [{id: labs, title: Labs, lessons: [busy]}]\n",
        "misconceptions.yaml": "[]\n",
        "labs/busy.yaml": LESSON,
        "labs/busy/loops/lambda_function.py": HANDLER + case.code,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def measure(terminal: Terminal, case: Case, keys: int) -> list[float]:
    """How long each key took in milliseconds."""
    terminal.wait_for("let it run")
    terminal.press("y")
    terminal.wait_for("never ends")
    terminal.drain(1.5)
    terminal.press("\r")
    terminal.wait_for("lambda_handler")
    terminal.drain(0.5)
    terminal.press("\x1b[C" * 4)  # into the text between the quotes
    terminal.drain(0.5)
    if case.runs:
        terminal.press("\x12")  # ctrl+r
        terminal.wait_for(case.runs)
        terminal.drain(1)
    return terminal.typed_ms(keys, after="S")


def main() -> None:
    rounds, keys = (1, 20) if "--quick" in sys.argv else (5, 40)
    took_ms = {case: list[float]() for case in CASES}
    for _ in range(rounds):
        for case in CASES:
            with TemporaryDirectory() as place:
                course(Path(place), case)
                command = ("-m", "lambdatutor", "--lessons", place, "--no-save", "lesson", "busy")
                with Terminal(command, LAMBDATUTOR_DATA=place) as terminal:
                    took_ms[case] += measure(terminal, case, keys)
    print(f"Code lab, key to paint: {rounds} rounds of {keys} keys")
    for case, each in took_ms.items():
        late_ms = quantiles(each, n=20)[-1]
        print(f"  {case.says:<24} median {median(each):6.1f} ms, p95 {late_ms:6.1f} ms")


if __name__ == "__main__":
    main()
