"""How long until the text of a lesson stands on the terminal, against a bare Textual app?

From starting the process to the marker among the bytes of the terminal, in turns; target: 1.2.
All modules are compiled beforehand, as an installer leaves them; without that, most of the time
would go into compiling a checkout that was never run.
"""

from __future__ import annotations

import sys
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from terminal import Terminal

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("as bare as can be")

Bare().run()
"""
TARGET = 1.2


class Case(NamedTuple):
    """A program, and what it shows when it is there."""

    name: str
    command: tuple[str, ...]
    marker: str


LESSON = ("-m", "lambdatutor", "--no-save", "lesson", "cold-start")
CASES = (
    Case("bare Textual App with a Static", ("-c", BARE), "as bare as can be"),
    Case("lesson: first paint", LESSON, "Opening the lesson"),
    Case("lesson: its text", LESSON, "Which one, and why only one?"),
)


def seconds(case: Case, data: str) -> float:
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": data}
    with Terminal(case.command, LAMBDATUTOR_DATA=data, **compiled) as terminal:
        return terminal.wait_for(case.marker) - terminal.began_s


def main() -> None:
    runs = 5 if "--quick" in sys.argv else 21
    found: dict[str, list[float]] = {case.name: [] for case in CASES}
    with TemporaryDirectory() as data:
        for number in range(runs + 1):
            for case in CASES:
                gone_s = seconds(case, data)
                if number:  # the first time, files are read from the disk and compiled
                    found[case.name].append(gone_s)
    print(f"Start to text on the terminal: median of {runs} runs (target: × {TARGET})")
    bare = found[CASES[0].name]
    for name, gone in found.items():
        ratio = median(mine / theirs for mine, theirs in zip(gone, bare, strict=True))
        print(f"  {name:<34} {median(gone) * 1000:6.0f} ms   × {ratio:.2f}")


if __name__ == "__main__":
    main()
