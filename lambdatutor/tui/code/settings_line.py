"""How the function is set up, and the AWS command of the last change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from lambdatutor.runtime.shown import shown
from lambdatutor.tui.laid import Laid
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.prose import hanging

if TYPE_CHECKING:
    from lambdatutor.course.handlers.parts import FunctionSettings, SettingName


def settings_words(settings: FunctionSettings) -> tuple[tuple[SettingName, str], ...]:
    """Each setting with its value in a few words."""
    variables = " ".join(f"{name}={value}" for name, value in settings.variables.items())
    return (
        ("handler", settings.handler),
        ("memory", f"{settings.memory} MB"),
        ("timeout", f"{settings.timeout_s} s"),
        ("variables", variables or "no variables"),
        ("layers", ", ".join(settings.layers) or "no layers"),
    )


class SettingsLine(Laid):
    """What may be changed stands bright, the rest back; under it the last command.

    Where the work cannot be kept, that stands in place of the command.
    """

    DEFAULT_CSS = "SettingsLine { padding: 0 2; max-height: 3; }"

    def __init__(self, changeable: tuple[SettingName, ...]) -> None:
        super().__init__(id="settings")
        self._changeable = changeable
        self._settings: FunctionSettings | None = None
        self._command: str = ""
        self._problem: str = ""

    def show(self, settings: FunctionSettings, command: str, problem: str | None = None) -> None:
        now = settings, command, problem or ""
        if now != (self._settings, self._command, self._problem):
            self._settings, self._command, self._problem = now
            self.relay()

    def lines(self, width: int) -> list[Content]:
        if self._settings is None:
            return [Content("")]
        parts: list[str | tuple[str, str]] = [(clean(shown(self._settings.name)), "bold")]
        for name, says in settings_words(self._settings):
            usual = says.startswith("no ") and name not in self._changeable
            if usual:
                continue
            ink = "$ink" if name in self._changeable else "$ink-muted"
            parts += [(" · ", "$ink-line"), (clean(shown(says)), ink)]
        lines = Content.assemble(*parts).wrap(width)[:2]
        how = f"   : set {self._changeable[0]} …" if self._changeable else ""
        if how and len(lines) == 1 and lines[0].cell_length + len(how) <= width:
            lines = [Content.assemble(lines[0], (how, "$ink-muted italic"))]
        if self._problem:
            lines += hanging(Content.styled(clean(self._problem), "$ink-warn"), width, "! ")
        elif self._command:
            command = Content.styled(clean(shown(self._command)), "$ink-muted")
            first, *rest = hanging(command, width, "$ ")
            lines += [first.stylize("$ink-accent", 0, 2), *rest]
        return lines
