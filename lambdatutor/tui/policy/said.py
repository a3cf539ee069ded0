"""One thing at a time below the objectives: what was said before makes place."""

from __future__ import annotations

from textual.widget import Widget

from lambdatutor.tui.steps.view import Callout


def unsay_in(place: Widget) -> None:
    """Nothing is said any more, and the room it took is free.

    One by one: a query that removes its matches has its own node laid out anew, and not theirs.
    """
    for each in place.query(".-said"):
        each.remove()


def say_in(place: Widget, text: str, *, title: str = "", kind: str = "say") -> None:
    place.query(".-said").remove()
    callout = Callout(text, kind=kind, title=title)
    callout.add_class("-said")
    place.mount(callout)
    place.call_after_refresh(callout.scroll_visible, animate=False)
