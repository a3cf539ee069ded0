"""One thing at a time below the objectives: what was said before makes place."""

from __future__ import annotations

from textual.widget import Widget

from lambdatutor.tui.steps.view import Callout


def say_in(place: Widget, text: str, *, title: str = "", kind: str = "say") -> None:
    place.query(".-said").remove()
    callout = Callout(text, kind=kind, title=title)
    callout.add_class("-said")
    place.mount(callout)
    place.call_after_refresh(callout.scroll_visible, animate=False)
