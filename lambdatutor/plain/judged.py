"""How a judging ended, as lines: what every kind of lab says alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lambdatutor.plain.talk import Talk

MISSED_HELD_OUT = (
    "What you can see was right; what was held out was not. It stands among the rest now."
)


def tell_judged(talk: Talk, *, counts: bool, met: str, missed: str = "") -> bool:
    """`missed`: what to say where it did not pass. Whether the learner's own work met the lab."""
    if missed:
        talk.say(missed)
    elif not counts:
        talk.say("That was the author's solution. Type reset to find your own.")
    else:
        talk.say("The lab is met.")
        talk.tell(met)
    return counts and not missed
