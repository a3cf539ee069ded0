"""The learner's folder, with the keys that change it."""

from __future__ import annotations

from textual.binding import Binding
from textual.message import Message

from lambdatutor.tui.package.tree_panel import TreePanel


class FolderPanel(TreePanel):
    """Asks for what is to be done to the chosen file or folder; each key stands for a command."""

    BINDINGS = [
        Binding("m", "ask('mv')", "move", tooltip="Move or rename: `mv`"),
        Binding("y", "ask('cp')", "copy", tooltip="Copy a file or folder: `cp`"),
        Binding("d", "ask('rm')", "delete", tooltip="Delete it: `rm`; `u` brings it back"),
        Binding("a", "ask('pip')", "library", tooltip="Add a library: `pip install`"),
        Binding("z", "ask('zip')", "zip", tooltip="Zip what is in this folder: `zip`"),
        Binding("v", "ask('view')", "view", show=False, tooltip="Read the file"),
    ]

    class Wanted(Message):
        """The learner wants this done with a path of the folder; empty for the folder itself."""

        def __init__(self, what: str, path: str, *, is_folder: bool) -> None:
            super().__init__()
            self.what = what
            self.path = path
            self.is_folder = is_folder

    keeps_mark = True
    at = 1
    """The first thing in the folder: the keys that change it are on the screen from the start."""

    def __init__(self, *, libraries: bool = False) -> None:
        """With `libraries` there are some to add."""
        super().__init__(id="folder")
        self._libraries = libraries

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action != "ask":
            return True
        what, twig = str(parameters[0]), self.chosen
        if twig is None:
            return False
        match what:
            case "pip":
                return self._libraries
            case "mv" | "cp" | "rm":
                return twig.depth > 0
            case "view":
                return not twig.is_folder
            case _:
                return True

    def action_ask(self, what: str) -> None:
        twig = self.chosen
        if twig is not None:
            self.post_message(self.Wanted(what, twig.path, is_folder=twig.is_folder))
