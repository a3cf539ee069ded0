"""The keys of the lesson screen, in the order in which the line of keys shows them."""

from __future__ import annotations

from textual.binding import Binding

LESSON_KEYS = [
    Binding("space", "pause", "pause", tooltip="Stop the time"),
    Binding("space", "go_on", "goes on", tooltip="Go on after a sentence"),
    Binding("space", "run", "run", tooltip="Let time pass"),
    Binding("space", "again", "play again", tooltip="The run from its beginning, as it is set now"),
    Binding("n,enter", "next", "next", tooltip="Go on to the next step"),
    Binding("full_stop", "step_event", "step", tooltip="On to the next event, and no further"),
    Binding(
        "left_square_bracket",
        "time(-1)",
        "time",
        key_display="[ ]",
        tooltip="Back and forth in time: what happened stays, what you do next makes a new future",
    ),
    Binding("right_square_bracket", "time(1)", "time", show=False),
    Binding(
        "less_than_sign,minus",
        "speed(-1)",
        "speed",
        key_display="< >",
        tooltip="Slower or faster, from a fiftieth of real time to as fast as it can",
    ),
    Binding("greater_than_sign,plus,equals_sign", "speed(1)", "speed", show=False),
    Binding("h", "hint", "hint", tooltip="A hint that looks at how things stand now"),
    Binding("s", "solve", "solution", tooltip="See one way to do it, played for you"),
    Binding("r", "reroll", "roll again", tooltip="The same run with another seed"),
    Binding("r", "replay", "replay", tooltip="The same run from its beginning"),
    Binding("e", "events", "events", tooltip="Every event in words; `w` on one says why"),
    Binding("w", "why", "why", tooltip="Why the chosen request or the last event came about"),
    Binding("u", "undo", "undo", tooltip="Take back the last thing you did to the account"),
    Binding("b", "compare", "compare", tooltip="Two futures of this run, side by side"),
    Binding("c", "copy", "copy command", tooltip="Copy the command that does what you did"),
    Binding("y", "share", "share", tooltip="Copy this run as a short text: lambdatutor play TEXT"),
    Binding("colon", "prompt", "command", tooltip="Type AWS commands"),
    Binding("p", "page", "other page", tooltip="Between what to think about and the world"),
    Binding(
        "backspace,left",
        "previous",
        "step back",
        key_display="←",
        tooltip="Back to the step before",
    ),
    Binding("up,k", "scroll(-1)", "scroll", show=False),
    Binding("down,j", "scroll(1)", "scroll", key_display="↑↓", tooltip="Read on further down"),
    Binding("pageup", "scroll(-10)", "scroll", show=False),
    Binding("pagedown", "scroll(10)", "scroll", show=False),
    Binding("escape", "home", "home", tooltip="All lessons; your place is kept"),
    Binding("q", "app.quit", "quit", show=False, tooltip="Leave lambdatutor; your place is kept"),
    Binding("question_mark", "app.help_here", "help", show=False),
]

EXPENDABLE = (
    "share",
    "command",
    "compare",
    "speed",
    "step back",
    "copy command",
    "replay",
    "time",
    "undo",
    "events",
    "step",
    "why",
    "home",
)
"""What is left out first where the line is too short; `?` lists everything."""
