"""The page of a package lab: folder, zip and Lambda side by side, and what comes of running it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widget import Widget

from lambdatutor.tui.code.handlers_pane import HandlersPane
from lambdatutor.tui.code.settings_line import SettingsLine
from lambdatutor.tui.package.file_page import FilePage, text_in
from lambdatutor.tui.package.folder_panel import FolderPanel
from lambdatutor.tui.package.layers_line import LayersLine
from lambdatutor.tui.package.sentences import FindingsPage, Sentences
from lambdatutor.tui.package.tree_box import TreeBox
from lambdatutor.tui.package.tree_panel import TreePanel
from lambdatutor.tui.package.view import package_view
from lambdatutor.tui.typed import app_of

if TYPE_CHECKING:
    from lambdatutor.course.handlers.desk import Desk
    from lambdatutor.course.handlers.lab import HandlerAttempt

_LOOKS_EVERY_S = 1.0
"""How often one looks whether another program has changed the files."""


class PackagePane(HandlersPane):
    """Shows what a change of the folder does to the zip and on Lambda; it asks for changes."""

    BINDINGS = [
        Binding("tab", "move(1)", "part", tooltip="To the next tree, the layers, what came of it"),
        Binding("w", "findings", "findings", tooltip="All that was found in the package"),
        Binding("colon", "screen.prompt", "commands", tooltip="Type mv, zip, pip install, aws …"),
    ]

    class Asked(Message):
        """The learner wants a command: `whole` as it stands, else to go on with in the prompt."""

        def __init__(self, line: str, *, whole: bool) -> None:
            super().__init__()
            self.line = line
            self.whole = whole

    def __init__(self, attempt: HandlerAttempt) -> None:
        super().__init__(attempt)
        self.folder = FolderPanel(libraries=bool(attempt.lab.libraries))
        self.zip = TreePanel(id="zip")
        self.on_lambda = TreePanel(id="lambda")
        self._drawn: Desk | None = None
        """What the trees show."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="trees"):
            yield TreeBox("Your folder", self.folder)
            yield TreeBox("→ The zip", self.zip)
            yield TreeBox("→ On Lambda", self.on_lambda)
        with VerticalScroll(id="sentences", can_focus=False):
            yield Sentences()
        yield LayersLine(id="layers")
        yield SettingsLine(self.attempt.lab.settings)
        yield from self.said_part()
        with Horizontal(id="lower"):
            yield from self.cases_part()
            yield from self.answer_part()
            yield from self.log_part()

    def set_out(self) -> None:
        self.query_one(LayersLine).can_focus = "layers" in self.attempt.lab.settings
        self.set_interval(_LOOKS_EVERY_S, self.look_at_files)

    def parts(self) -> list[Widget]:
        layers = self.query_one(LayersLine)
        scrolls = (self.query_one("#answer"), self.query_one("#log"))
        trees = (self.folder, self.zip, self.on_lambda)
        shown = layers.display and layers.can_focus
        return [*trees, *([layers] if shown else []), self.table, *scrolls]

    @property
    def tries_events(self) -> bool:
        return False

    def path(self) -> str | None:
        """The file that is chosen in the learner's folder."""
        twig = self.folder.chosen
        return None if twig is None or twig.is_folder else twig.path

    # Files

    def take_in(self) -> None:
        """Nothing is typed on this page."""

    def take_files(self) -> None:
        if self._stands:
            self.draw()

    def look_at_files(self) -> None:
        """Another program may have changed them, such as the learner's own editor."""
        if self._stands and self.attempt.refresh():
            self.post_message(self.Typed())
            self.draw()

    @on(FolderPanel.Wanted)
    def _wanted(self, event: FolderPanel.Wanted) -> None:
        """Each key stands for a command; what lacks a place is begun in the prompt."""
        event.stop()
        place = shlex.quote(event.path) if event.path else "."
        recursive = "-r " if event.is_folder else ""
        match event.what:
            case "mv":
                self._ask(f"mv {place} ")
            case "cp":
                self._ask(f"cp {recursive}{place} ")
            case "rm":
                self._ask(f"rm {recursive}{place}", whole=True)
            case "pip":
                self._ask(self._install(event.path, is_folder=event.is_folder))
            case "zip":
                folder = event.path if event.is_folder else event.path.rpartition("/")[0]
                self._ask(f"zip {shlex.quote(folder) if folder else '.'}", whole=True)
            case _:
                self._show_file(event.path, self.attempt.text(event.path))

    def _install(self, path: str, *, is_folder: bool) -> str:
        folder = path if is_folder else path.rpartition("/")[0]
        libraries = self.attempt.lab.libraries
        place = shlex.quote(folder) if folder else "."
        if len(libraries) == 1:
            return f"pip install -t {place} {libraries[0].name}"
        return f"pip install -t {place} "

    def _ask(self, line: str, *, whole: bool = False) -> None:
        self.post_message(self.Asked(line, whole=whole))

    @on(LayersLine.Wanted)
    def _layers_wanted(self, event: LayersLine.Wanted) -> None:
        event.stop()
        self._ask(f"set layers {' '.join(event.names)}", whole=True)

    @on(TreePanel.Chosen)
    def _another_chosen(self) -> None:
        """A folder has other keys than a file, and the folder of all has fewer."""
        self.screen.refresh_bindings()

    @on(TreePanel.Asked)
    def _file_asked(self, event: TreePanel.Asked) -> None:
        """A file as it is in that tree."""
        event.stop()
        report, path = self.attempt.report, event.path
        if event.panel is self.folder:
            self._show_file(path, self.attempt.text(path))
        elif report is None or report.archive is None:
            return
        elif event.panel is self.zip:
            self._show_file(path, text_in(report.archive, report.archive.files.get(path)))
        elif report.placement is not None:
            placed = report.placement.files.get(path)
            if placed is not None:
                self._show_file(path, text_in(placed.archive, placed.entry))

    def action_findings(self) -> None:
        app_of(self).push_screen(FindingsPage(self.query_one(Sentences).findings))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "findings":
            return self._stands and len(self.query_one(Sentences).findings) > 1
        return super().check_action(action, parameters)

    def _show_file(self, path: str, text: str | None) -> None:
        app_of(self).push_screen(FilePage(path, text))

    # What is shown

    def draw(self) -> None:
        if not self._stands:
            return
        if self.attempt.desk is not self._drawn:
            self._draw_trees()
        super().draw()

    def _draw_trees(self) -> None:
        """The three of them at once, and all that is said of them."""
        view = package_view(self.attempt)
        self._drawn = self.attempt.desk
        self.folder.plant(view.folder)
        self.zip.plant(view.zip)
        self.on_lambda.plant(view.on_lambda)
        _, zipped, standing = self.query(TreeBox)
        zipped.weigh(view.zip_weight)
        standing.weigh(view.lambda_weight)
        self.query_one(Sentences).show(view.findings, view.waits)
        layers = self.query_one(LayersLine)
        layers.show(view.layers)
        layers.display = bool(view.layers.every)
