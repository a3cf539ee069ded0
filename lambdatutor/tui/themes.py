"""Our themes: dark, light and high contrast, each with a colour for every phase.

Init is blue, running is orange, ready is teal, refused is vermilion and brighter or darker than
both: pairs that people with any of the three kinds of colour blindness still tell apart. Every
phase has a letter as well, so no theme carries meaning alone.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.color import Color
from textual.theme import Theme


class Palette(NamedTuple):
    """The colours a theme is made of, as `#rrggbb`."""

    background: str
    surface: str
    panel: str
    text: str
    muted: str
    """Text of second rank."""
    line: str
    """Borders and axes; no text."""
    track: str
    """The empty part of a bar; no text."""
    accent: str
    good: str
    warn: str
    bad: str
    cursor: str
    """The ground of the chosen row or value."""
    init_x: str
    init_r: str
    init_f: str
    invoke: str
    running: str
    """Bars of running requests: a fill, that need not be readable as text."""
    frozen: str
    restore: str
    reset: str
    shutdown: str
    on_running: str
    """Text on such a bar."""
    guess: str
    tint: float
    """How much of its colour the ground behind a phase's letter has."""


DARK = Palette(
    background="#0e1219",
    surface="#131924",
    panel="#1b2330",
    text="#d8dfeb",
    muted="#97a4ba",
    line="#3a4659",
    track="#2c3646",
    accent="#ffb454",
    good="#4fd6be",
    warn="#f2d06b",
    bad="#ff7a6b",
    cursor="#253450",
    init_x="#b8a6ff",
    init_r="#79b8ff",
    init_f="#57d0ee",
    invoke="#ff9f43",
    running="#ff9f43",
    frozen="#919eb5",
    restore="#4fd6be",
    reset="#ff8fc7",
    shutdown="#a5a9b4",
    on_running="#0e1219",
    guess="#e8d9a8",
    tint=0.2,
)

LIGHT = Palette(
    background="#f4f1ea",
    surface="#fbf9f4",
    panel="#ebe6db",
    text="#232a36",
    muted="#576071",
    line="#b9b3a6",
    track="#d9d3c6",
    accent="#994a00",
    good="#00695c",
    warn="#785600",
    bad="#a8123e",
    cursor="#d6e2f5",
    init_x="#6240b8",
    init_r="#1456a8",
    init_f="#00607a",
    invoke="#a04c00",
    running="#d9730d",
    frozen="#5e6878",
    restore="#00695c",
    reset="#a1246f",
    shutdown="#5d6068",
    on_running="#10141c",
    guess="#6b5a1e",
    tint=0.11,
)

CONTRAST = Palette(
    background="#000000",
    surface="#000000",
    panel="#0d0d0d",
    text="#ffffff",
    muted="#d4d4d4",
    line="#a8a8a8",
    track="#5c5c5c",
    accent="#ffd75f",
    good="#5fffd7",
    warn="#ffff87",
    bad="#ff8787",
    cursor="#00429e",
    init_x="#d0c0ff",
    init_r="#9cccff",
    init_f="#66e8ff",
    invoke="#ffb347",
    running="#ffb347",
    frozen="#c4c4c4",
    restore="#5fffd7",
    reset="#ffa0d8",
    shutdown="#d0d0d0",
    on_running="#000000",
    guess="#fff3b0",
    tint=0.22,
)

PHASE_INKS = (
    "phase-init-x",
    "phase-init-r",
    "phase-init-f",
    "phase-invoke",
    "phase-frozen",
    "phase-restore",
    "phase-reset",
    "phase-shutdown",
    "refused",
    "guess",
)


def variables(palette: Palette) -> dict[str, str]:
    """The theme variables the panels draw with; each phase also with `-tint`, its ground."""
    phases = dict(
        zip(
            PHASE_INKS,
            (
                palette.init_x,
                palette.init_r,
                palette.init_f,
                palette.invoke,
                palette.frozen,
                palette.restore,
                palette.reset,
                palette.shutdown,
                palette.bad,
                palette.guess,
            ),
            strict=True,
        )
    )
    ground = Color.parse(palette.surface)
    tints = {
        f"{name}-tint": ground.blend(Color.parse(colour), palette.tint).hex
        for name, colour in phases.items()
    }
    return {
        **phases,
        **tints,
        "ink": palette.text,
        "ink-title": palette.text,
        "ink-muted": palette.muted,
        "ink-accent": palette.accent,
        "ink-good": palette.good,
        "ink-warn": palette.warn,
        "ink-bad": palette.bad,
        "ink-line": palette.line,
        "ink-track": palette.track,
        "running": palette.running,
        "on-running": palette.on_running,
        "cursor-row": palette.cursor,
    }


def _theme(name: str, palette: Palette, *, dark: bool) -> Theme:
    """*palette* as a theme, Textual's own widgets included."""
    return Theme(
        name=name,
        dark=dark,
        primary=palette.init_r,
        secondary=palette.init_f,
        accent=palette.accent,
        foreground=palette.text,
        background=palette.background,
        surface=palette.surface,
        panel=palette.panel,
        success=palette.good,
        warning=palette.warn,
        error=palette.bad,
        variables={
            **variables(palette),
            "text": palette.text,
            "text-muted": palette.muted,
            "border": palette.accent,
            "border-blurred": palette.line,
            "block-cursor-foreground": palette.text,
            "block-cursor-background": palette.cursor,
            "block-cursor-blurred-foreground": palette.text,
            "block-cursor-blurred-background": palette.panel,
            "block-hover-background": palette.panel,
            "input-cursor-background": palette.accent,
            "input-cursor-foreground": palette.background,
            "input-selection-background": palette.cursor,
            "footer-background": palette.background,
            "footer-foreground": palette.muted,
            "footer-key-foreground": palette.accent,
            "footer-description-foreground": palette.muted,
            "scrollbar": palette.line,
            "scrollbar-hover": palette.muted,
            "scrollbar-active": palette.accent,
            "scrollbar-background": palette.surface,
            "scrollbar-background-hover": palette.surface,
            "scrollbar-background-active": palette.surface,
            "scrollbar-corner-color": palette.surface,
            "link-color": palette.init_r,
            "markdown-h1-color": palette.accent,
            "markdown-h2-color": palette.accent,
            "markdown-h3-color": palette.text,
        },
    )


DARK_VARIABLES = variables(DARK)
"""For themes that are not ours: an app gives these as its defaults."""

THEMES = (
    _theme("lambdatutor-dark", DARK, dark=True),
    _theme("lambdatutor-light", LIGHT, dark=False),
    _theme("lambdatutor-contrast", CONTRAST, dark=True),
)
