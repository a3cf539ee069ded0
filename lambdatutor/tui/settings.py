"""What a person chose about the screen: kept in a small file beside their progress."""

from __future__ import annotations

from pathlib import Path

import msgspec

from lambdatutor.learner.folder import data_folder
from lambdatutor.tui.themes import THEMES

DEFAULT_THEME = THEMES[0].name


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The file."""

    theme: str = DEFAULT_THEME


def settings_path() -> Path:
    return data_folder() / "screen.json"


def theme_named(name: str | None) -> str:
    """The theme of ours that `dark` or `lambdatutor-dark` means; the default for any other."""
    known = {theme.name for theme in THEMES}
    for full in (name, f"lambdatutor-{name}"):
        if full in known:
            return full
    return DEFAULT_THEME


def remembered_theme() -> str:
    """The theme chosen last; a file that is missing or odd means the default."""
    try:
        kept = msgspec.json.decode(settings_path().read_bytes(), type=Settings)
    except (OSError, msgspec.MsgspecError):
        return DEFAULT_THEME
    return theme_named(kept.theme)


def remember_theme(name: str) -> None:
    """Keep the choice; where nothing can be written it lasts as long as the program."""
    try:
        path = settings_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(msgspec.json.encode(Settings(theme=name)))
    except OSError:
        return
