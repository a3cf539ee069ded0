"""One answer a person gave, as it was given."""

import msgspec


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to a question of a lesson; an answer given again is a second one."""

    lesson: str
    step: str
    question: str = ""
    """Empty where the step is the question, as in a `predict`."""
    given: str
    """What was picked or typed, as JSON or plain text."""
    correct: bool | None = None
    """None where nothing was judged, as in an `explain`."""
    misconception: str | None = None
    confidence: int | None = None
    """How sure the person was before the outcome, 1 to 3."""
    seed: int
    """The seed of the run that the question was about."""
    at: str
    """When, as ISO 8601 with its offset."""
