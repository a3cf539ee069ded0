"""The keys that move through time, the same wherever a run is played."""

from __future__ import annotations

from textual.binding import Binding

TIME_KEYS = [
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
]
"""`step_event`, `time` and `speed`, as every screen with a run has to know them."""
