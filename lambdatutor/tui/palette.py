"""The palette behind ctrl+p: everything that can be done here, by its name."""

from __future__ import annotations

from functools import partial

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from lambdatutor.tui.keys import keys_now
from lambdatutor.tui.themes import THEMES


class Palette(CommandPalette):
    """Textual's own, but for keys that come before its list has been laid out."""

    def _action_command_list(self, action: str) -> None:
        # Textual 8.2 ends with a KeyError when it turns a page of a list that has no height yet.
        if self.query_one(CommandList).size.height:
            super()._action_command_list(action)


class Commands(Provider):
    """The keys that work now and the themes, as commands."""

    def _commands(self) -> list[tuple[str, str, object]]:
        screen = self.screen
        commands: list[tuple[str, str, object]] = [
            (
                f"{key.says[:1].upper()}{key.says[1:]}  ({key.shown})",
                key.tooltip or key.says,
                partial(self.app.simulate_key, key.key),
            )
            for key in keys_now(screen)
        ]
        for theme in THEMES:
            name = theme.name.removeprefix("lambdatutor-")
            commands.append(
                (
                    f"Theme: {name}",
                    f"Draw everything in the {name} theme",
                    partial(setattr, self.app, "theme", theme.name),
                )
            )
        commands.append(("Quit", "Leave lambdatutor; your place is kept", self.app.action_quit))
        return commands

    async def discover(self) -> Hits:
        for name, help_text, command in self._commands():
            yield DiscoveryHit(Content(name), command, text=name, help=help_text)  # pyright: ignore[reportArgumentType]  Textual draws Content, and its annotation is older

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, help_text, command in self._commands():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), command, help=help_text)  # pyright: ignore[reportArgumentType]  the same
