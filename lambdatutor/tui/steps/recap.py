"""What to take along: the points, the learner's own moves as commands, and what comes next."""

from __future__ import annotations

from textual.app import ComposeResult

from lambdatutor.course.format import Recap
from lambdatutor.tui.laid import Prose
from lambdatutor.tui.steps.view import StepView

_LANGUAGES = (("cli", "AWS CLI", "sh"), ("boto3", "boto3", "python"), ("sam", "SAM", "yaml"))


class RecapView(StepView):
    """A page to keep."""

    def __init__(self, step: Recap, titles: dict[str, str]) -> None:
        super().__init__()
        self.step = step
        self.titles = titles
        """Titles of the lessons that may come next, by id."""

    @property
    def offers(self) -> frozenset[str]:
        return frozenset({"copy"}) if self.copied else frozenset()

    @property
    def copied(self) -> str:
        return self.step.moves.cli.strip()

    def compose(self) -> ComposeResult:
        yield Prose("\n".join(f"- {' '.join(point.split())}" for point in self.step.points))
        for field, name, language in _LANGUAGES:
            code = getattr(self.step.moves, field).strip()
            if code:
                yield Prose(f"# {name}\n\n```{language}\n{code}\n```")
        after: list[str] = []
        if self.step.next:
            after.append("# Next\n")
            after += [f"- {self.titles.get(each, each)}" for each in self.step.next]
        if self.step.links:
            after.append("\n# Read on\n")
            after += [f"- [{link.title}]({link.url})" for link in self.step.links]
        if after:
            yield Prose("\n".join(after))
