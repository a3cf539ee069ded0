"""The pictures in the README: a run at its end and two labs, as the real screen draws them.

`python tests/tui/readme_picture.py` makes them anew.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
from collections.abc import Callable, Coroutine, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from playing import WIDE, Clock, screen_of
from rich.segment import Segment
from rich.style import Style

from lambdatutor.runtime.packages import Target
from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.shelf import Shelf
from lambdatutor.tui.themes import DARK

ASSETS = Path(__file__).parents[2] / "assets"
COMMAND = "python tests/tui/readme_picture.py"

SEED = 7
GUESS = "1"
"""The key of the guess that is made."""
TARGET = Target("python3.13", "x86_64")

CELL_WIDTH, CELL_HEIGHT, FONT_SIZE = 12, 24, 20
BASELINE = 18
"""Of the letters, below the top of their cell."""
MARGIN = 16

# A picture in a README may load nothing, so the font is one that the reader has. Each run of
# letters carries its length, which keeps the columns straight in any of them.
FONT = '"Fira Code", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace'


class Run(NamedTuple):
    """Cells of one style beside each other."""

    x: int
    y: int
    text: str
    style: Style


async def run_at_its_end() -> str:
    """Cold starts: what was guessed stands beside what happened."""
    app = _opened("cold-start", "ben-and-cho")
    async with app.run_test(size=WIDE) as pilot:
        app.animation_level = "none"
        await pilot.pause()
        await pilot.press(GUESS)
        screen_of(app).action_finish()
        await pilot.pause()
        return svg(app.screen._compositor.render_strips())


async def policy_lab() -> str:
    """Two sides of a permission: both documents, the requests, and why one is denied."""
    app = _opened("two-sides", "both-sides")
    async with app.run_test(size=WIDE) as pilot:
        app.animation_level = "none"
        await pilot.pause()
        await pilot.press("enter", "escape")
        await pilot.pause()
        return svg(app.screen._compositor.render_strips())


async def package_lab() -> str:
    """A folder, the zip that comes of it, and what stands on Lambda: the handler is missing."""
    app = _opened("deployment-package", "bens-folder")
    # What is found in a package names the Python and the processor that it runs on.
    with patch("lambdatutor.course.handlers.package.target_here", lambda: TARGET):
        async with app.run_test(size=WIDE) as pilot:
            app.animation_level = "none"
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            return svg(app.screen._compositor.render_strips())


PICTURES: dict[Path, Callable[[], Coroutine[None, None, str]]] = {
    ASSETS / "cold-start.svg": run_at_its_end,
    ASSETS / "two-sides.svg": policy_lab,
    ASSETS / "deployment-package.svg": package_lab,
}
"""Each is always the same for the same lesson, simulator and screen."""


def _opened(lesson: str, step: str) -> LambdaTutorApp:
    shelf = Shelf(save=False)
    lesson_run = shelf.lesson_run(lesson, seed=SEED, step=step)
    return LambdaTutorApp(shelf, lambda: lesson_run, theme="dark", clock=Clock())


def svg(lines: Iterable[Iterable[Segment]]) -> str:
    """The lines of a screen as a window with a round edge."""
    found = [run for y, line in enumerate(lines) for run in runs(y, line)]
    inks = dict.fromkeys(_ink(run.style) for run in found if run.text.strip())
    names = {ink: f"i{number}" for number, ink in enumerate(inks)}
    width = WIDE[0] * CELL_WIDTH + 2 * MARGIN
    height = WIDE[1] * CELL_HEIGHT + 2 * MARGIN
    return "\n".join(
        (
            f'<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">',
            f"<style>text {{ font: {FONT_SIZE}px {FONT}; white-space: pre }}",
            *(f".{name} {{ {ink} }}" for ink, name in names.items()),
            "</style>",
            f'<rect width="{width}" height="{height}" rx="12" fill="{DARK.background}"/>',
            f'<g transform="translate({MARGIN} {MARGIN})">',
            *(_ground(run) for run in found if _colours(run.style)[1] != DARK.background),
            *(_letters(run, names[_ink(run.style)]) for run in found if run.text.strip()),
            "</g>\n</svg>\n",
        )
    )


def runs(y: int, line: Iterable[Segment]) -> Iterator[Run]:
    x = 0
    for style, segments in groupby(line, lambda segment: segment.style or Style.null()):
        text = "".join(segment.text for segment in segments)
        yield Run(x, y, text, style)
        x += len(text)


def _ground(run: Run) -> str:
    # A hair higher than a cell, for else the page shines through between two lines.
    return (
        f'<rect x="{run.x * CELL_WIDTH}" y="{run.y * CELL_HEIGHT}" '
        f'width="{len(run.text) * CELL_WIDTH}" height="{CELL_HEIGHT + 0.3}" '
        f'fill="{_colours(run.style)[1]}"/>'
    )


def _letters(run: Run, name: str) -> str:
    text = run.text.strip()
    x = run.x + len(run.text) - len(run.text.lstrip())
    return (
        f'<text class="{name}" x="{x * CELL_WIDTH}" y="{run.y * CELL_HEIGHT + BASELINE}" '
        f'textLength="{len(text) * CELL_WIDTH}" xml:space="preserve">{html.escape(text)}</text>'
    )


def _ink(style: Style) -> str:
    weight = "; font-weight: bold" if style.bold else ""
    slant = "; font-style: italic" if style.italic else ""
    line = "; text-decoration: underline" if style.underline else ""
    return f"fill: {_colours(style)[0]}{weight}{slant}{line}"


def _colours(style: Style) -> tuple[str, str]:
    """Of the letters and of the ground."""
    letters = style.color.get_truecolor().hex if style.color else DARK.text
    ground = style.bgcolor.get_truecolor().hex if style.bgcolor else DARK.background
    return (ground, letters) if style.reverse else (letters, ground)


def read_off(drawn: str) -> list[tuple[int, int, str, str]]:
    """What stands where in which colour; the form of the file does not matter.

    How small a zip gets is the affair of each machine's zlib.
    """
    drawn = re.sub(r"[\d.]+ KB zipped", "zipped", drawn)
    inks = dict(re.findall(r"\.(i\d+) \{ (.*) \}", drawn))
    letters = re.findall(r'class="(i\d+)" x="(\d+)" y="(\d+)"[^>]*>([^<]*)<', drawn)
    return [(int(y), int(x), inks[name], html.unescape(text)) for name, x, y, text in letters]


if __name__ == "__main__":
    os.environ.pop("NO_COLOR", None)  # a wish of the person at the terminal, not of the reader
    ASSETS.mkdir(exist_ok=True)
    for file, draw in PICTURES.items():
        file.write_text(asyncio.run(draw()), encoding="utf-8", newline="\n")
        print(f"{file} is written. Look at it before you commit it.")  # noqa: T201  a script as well
