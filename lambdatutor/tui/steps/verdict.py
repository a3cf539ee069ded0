"""What an answer hears: what happened, then the rule, then one thing to try."""

from __future__ import annotations

from lambdatutor.course.verdicts import Verdict
from lambdatutor.tui.steps.view import Callout


def verdict_callout(verdict: Verdict) -> Callout:
    """The verdict as sentences with a bar before them; green when right, and never red."""
    kind = "good" if verdict.correct else "say"
    title = f"✔ {verdict.happened}" if verdict.correct else verdict.happened
    parts = [part for part in (verdict.rule, verdict.after) if part]
    if verdict.try_:
        parts.append(f"*Try:* {verdict.try_}")
    return Callout("\n\n".join(parts), kind=kind, title=title)
