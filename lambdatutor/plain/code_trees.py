"""The package of a lab as lines: the folder, the zip, what stands on Lambda, what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.plain.prose import wrapped
from lambdatutor.runtime.packages import drawn, megabytes

if TYPE_CHECKING:
    from lambdatutor.course.handlers.lab import HandlerAttempt
    from lambdatutor.plain.talk import Talk
    from lambdatutor.runtime.packages import Branch


def show_trees(talk: Talk, attempt: HandlerAttempt, rest: str = "") -> None:
    """From the learner's folder to what a function finds; what is as before is not told again."""
    del rest
    trees = attempt.trees
    before: list[str] = []
    for title, tree in (
        ("Your folder", trees.folder),
        ("The zip", trees.zip),
        ("On Lambda, from the zip", trees.task),
        ("On Lambda, from layers", trees.opt),
    ):
        if tree is None or (tree is trees.opt and not tree.children):
            continue
        root, *inside = drawn(tree)
        if inside and inside == before:
            talk.say(f"{title}: the same in {_name(tree)}.")
            continue
        before = inside
        talk.say(f"{title}:")
        talk.quote("\n".join((root, *inside)))


def _name(tree: Branch) -> str:
    return tree.name.rstrip("/")


def show_package(talk: Talk, attempt: HandlerAttempt, rest: str = "") -> None:
    """What is to be said about what would be uploaded now, and its sizes."""
    del rest
    report = attempt.report
    if report is None:
        talk.say("There is no package yet.")
        return
    if report.sizes is not None:
        zipped, unzipped = megabytes(report.sizes.zipped), megabytes(report.sizes.unzipped)
        talk.say(f"The zip has {zipped}; unzipped it has {unzipped}.")
    for finding in report.findings:
        talk.show(wrapped(finding.sentence, talk.width, first="- ", then="  "))
    if not report.findings:
        talk.say("Nothing was found that would stand in its way.")
    talk.say()
