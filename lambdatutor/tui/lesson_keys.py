"""The keys of the lesson screen, in the order in which the line of keys shows them."""

from __future__ import annotations

from textual.binding import Binding

from lambdatutor.tui.time_keys import TIME_KEYS

LESSON_KEYS = [
    Binding("space,ctrl+r", "judge", "judge", tooltip="The requests that are held out, one by one"),
    Binding("ctrl+r,f5", "run_cases", "run", tooltip="Every case, or the event that you write"),
    Binding("enter", "open_code", "code", tooltip="What you work on, and what comes of it"),
    Binding("enter", "open_package", "package", tooltip="The folder, its zip, and Lambda"),
    Binding("enter", "open_documents", "documents", tooltip="The documents and their requests"),
    Binding("space", "pause", "pause", tooltip="Stop the time"),
    Binding("space,enter", "go_on", "goes on", tooltip="Go on after a sentence"),
    Binding("space,enter", "run", "run", tooltip="Let time pass"),
    Binding("space", "again", "play again", tooltip="The run from its beginning, as it is set now"),
    Binding("space,enter", "next_call", "next call", tooltip="What comes of the next call"),
    Binding("space,enter", "outcome", "outcome", tooltip="What it means, beside your guess"),
    Binding("n", "all_calls", "to the end", tooltip="Every call that is left, and the outcome"),
    Binding("n", "finish", "to the end", tooltip="Play the rest of the run at once"),
    Binding("n", "next", "next", tooltip="Go on to the next step"),
    Binding("enter", "next_read", "next", show=False, tooltip="Go on to the next step"),
    *TIME_KEYS,
    Binding("h", "hint", "hint", tooltip="A hint that looks at how things stand now"),
    Binding("s", "solve", "solution", tooltip="See one way to do it, played for you"),
    Binding("r", "reroll", "roll again", tooltip="The same run with another seed"),
    Binding("r", "run_code_again", "run again", tooltip="The same code once more, for real"),
    Binding("r", "replay", "replay", tooltip="The same run from its beginning"),
    Binding("r", "put_back", "put back", tooltip="Everything as the lab opened"),
    Binding("w", "explain", "why", tooltip="Every statement that the chosen request was judged by"),
    Binding("e", "own_editor", "your editor", tooltip="The file in $VISUAL or $EDITOR"),
    Binding("a", "samples", "sample events", tooltip="An event of AWS's services to begin from"),
    Binding("l", "differences", "limits", tooltip="What is not here as it is on Lambda"),
    Binding("e", "events", "events", tooltip="Every event in words; `w` on one says why"),
    Binding("w", "why", "why", tooltip="Why the chosen request or the last event came about"),
    Binding("u", "undo", "undo", tooltip="Take back the last thing you did to the account"),
    Binding("b", "compare", "compare", tooltip="Two futures of this run, side by side"),
    Binding("c", "copy", "copy command", tooltip="Copy the command that does what you did"),
    Binding("y", "share", "share", tooltip="Copy this run as a short text: lambdatutor play TEXT"),
    Binding("colon", "prompt", "command", tooltip="Type AWS commands"),
    Binding("x", "sandbox", "sandbox", tooltip="This world as it is, with no task; esc is back"),
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
    Binding("pageup", "scroll_came(-5)", "scroll", show=False),
    Binding(
        "pagedown",
        "scroll_came(5)",
        "scroll the right side",
        key_display="PgDn",
        tooltip="The rest of the answer and of the log",
    ),
    Binding("pageup", "scroll(-10)", "scroll", show=False),
    Binding("pagedown", "scroll(10)", "scroll", show=False),
    Binding(
        "escape",
        "stop_calls",
        "stop it",
        key_display="esc",
        priority=True,
        tooltip="End what runs, all of it",
    ),
    Binding("escape", "home", "home", tooltip="All lessons; your place is kept"),
    Binding("q", "app.quit", "quit", show=False, tooltip="Leave lambdatutor; your place is kept"),
    Binding("question_mark", "app.help_here", "help", show=False),
]

PLAYING = frozenset(
    {
        "pause",
        "go_on",
        "run",
        "again",
        "step_event",
        "replay",
        "time",
        "speed",
        "events",
        "why",
        "share",
        "sandbox",
    }
)
"""Actions that need a run, and a guess before it."""

OFFERED = frozenset(
    {
        "hint",
        "solve",
        "undo",
        "copy",
        "prompt",
        "reroll",
        "next_call",
        "outcome",
        "all_calls",
        "run_code_again",
    }
)
"""Actions that a step offers or not."""

EXPENDABLE = (
    "sandbox",
    "share",
    "command",
    "compare",
    "speed",
    "step back",
    "file",
    "open",
    "findings",
    "copy",
    "copy command",
    "replay",
    "time",
    "scroll the right side",
    "undo",
    "put back",
    "limits",
    "sample events",
    "your editor",
    "next part",
    "events",
    "step",
    "request",
    "home",
    "why",
    "delete",
    "library",
)
"""What is left out first where the line is too short; `?` lists everything."""
