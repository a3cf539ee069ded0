"""The keys of the sandbox, in the order in which the line of keys shows them."""

from __future__ import annotations

from textual.binding import Binding

from lambdatutor.tui.time_keys import TIME_KEYS

SANDBOX_KEYS = [
    Binding("space", "stop", "cancel", tooltip="Break the journey off; it stands where it is"),
    Binding("space", "pause", "pause", tooltip="Stop the time"),
    Binding("space", "run", "run", tooltip="Let time pass"),
    *TIME_KEYS,
    Binding("f", "hurry(3600)", "an hour on", tooltip="An hour, as fast as it can"),
    Binding("d", "hurry(86400)", "a day on", tooltip="A day, as fast as it can"),
    Binding("e", "events", "events", tooltip="Every event in words; `w` on one says why"),
    Binding("w", "why", "why", tooltip="Why the chosen or the last event came about"),
    Binding("u", "undo", "undo", tooltip="Take back the last thing you did to the account"),
    Binding("b", "compare", "compare", tooltip="Two futures of this run, side by side"),
    Binding("v", "switch", "other future", tooltip="Stand in the next of the futures"),
    Binding("c", "copy", "copy command", tooltip="Copy the command that does what you did"),
    Binding("colon", "prompt", "command", tooltip="Type AWS commands, or `set PLACE VALUE`"),
    Binding("escape", "back", "back", tooltip="To the overview, and from there to where you were"),
    Binding("x", "leave", "leave", show=False, tooltip="To where you were"),
    Binding("q", "app.quit", "quit", show=False, tooltip="Leave lambdatutor"),
    Binding("question_mark", "app.help_here", "help", show=False),
]

EXPENDABLE = (
    "an hour on",
    "copy command",
    "other future",
    "compare",
    "undo",
    "time",
    "choose",
    "step",
    "why",
    "speed",
    "events",
    "a day on",
)
"""What is left out first where the line is too short; `?` lists everything."""
