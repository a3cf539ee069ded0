"""What an answer hears: what happened, then the rule, then one thing to try. Nothing scolds."""

from __future__ import annotations

from typing import NamedTuple


class Verdict(NamedTuple):
    """What comes back for one answer."""

    correct: bool | None
    """None where nothing is judged: an opinion, an unscored guess, or words that made no sense."""
    happened: str
    """With the numbers of the run."""
    rule: str = ""
    """What the author says about it."""
    try_: str = ""
    """One thing to do now; empty after a right answer."""
    misconception: str | None = None
    answer: str = ""
    """The right answer, for people; empty if there is none."""
    after: str = ""
    """What a predict says with any guess when its run is over."""
    given: str = ""
    """The answer as it is kept; empty if it was not understood, and then nothing is kept."""

    @property
    def understood(self) -> bool:
        return bool(self.given)

    def lines(self) -> tuple[str, ...]:
        """What is said, a paragraph each."""
        try_ = self.try_ and f"Try: {self.try_}"
        return tuple(part for part in (self.happened, self.rule, try_) if part)


def not_understood(sentence: str) -> Verdict:
    """The answer could not be read: say how, and ask again."""
    return Verdict(None, sentence)


def right(happened: str, rule: str = "", *, answer: str, given: str) -> Verdict:
    return Verdict(correct=True, happened=happened, rule=rule, answer=answer, given=given)


def wrong(
    happened: str,
    rule: str,
    try_: str,
    misconception: str | None = None,
    answer: str = "",
    *,
    given: str,
) -> Verdict:
    return Verdict(
        correct=False,
        happened=happened,
        rule=rule,
        try_=try_,
        misconception=misconception,
        answer=answer,
        given=given,
    )
