"""The request under the cursor in one row: where its time went, in milliseconds."""

from __future__ import annotations

from collections.abc import Sequence

from lambdatutor.simulator.snapshot import Phase
from lambdatutor.simulator.time import clock
from lambdatutor.tui.panels.cells import Line, Row, crop, join
from lambdatutor.tui.panels.glyphs import PHASES, REFUSED
from lambdatutor.tui.panels.lanes import Parts, milliseconds

KEYS = ["up down: a request", "left right: earlier, later", "+ −: zoom"]


def request_row(
    name: str,
    one: Parts | None,
    refused_us: int | None,
    width: int,
    *,
    focused: bool,
    failed: str = "",
    phases: Sequence[Phase] = (),
) -> Row:
    """How it failed and its parts, or when it was refused; with none the keys that work here.

    Where the keys are elsewhere, what the letters of rare phases stand for.
    """
    line = Line(width)
    says: list[str] = []
    if one is not None:
        says = [f"{REFUSED.letter} {failed}"] if failed else []
        says += [
            f"queued {milliseconds(one.queued_us)}",
            f"init {milliseconds(one.init_us)}",
            f"run {milliseconds(one.run_us)}",
            f"{milliseconds(one.total_us)} in all{'' if one.over else ' so far'}",
            "cold start" if one.init_us else "warm start",
            f"arrived {clock(one.arrived_us)}",
        ]
    elif refused_us is not None:
        says = [f"{REFUSED.letter} refused at {clock(refused_us)}"]
    if says:
        x = line.put(1, crop(name, width // 3), "ink-accent bold") + 3
        line.put(x - 3, " · ", "ink")
        line.put(x, join(says, width - x - 1), "ink")
    elif focused:
        line.put(1, join(KEYS, width - 2), "ink-muted")
    else:
        x = 1
        for glyph in (PHASES[phase] for phase in phases):
            x = line.put(x, glyph.letter, glyph.ink)
            x = line.put(x + 1, crop(glyph.words, max(0, width - x - 2)), "ink-muted") + 2
    return line.row()
