"""How the function of a code lab is set up, and what is not as on Lambda here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.handlers.telling import settings_words
from lambdatutor.errors import LambdaTutorError
from lambdatutor.plain.prose import wrapped
from lambdatutor.runtime.clients import best
from lambdatutor.runtime.differences import differences
from lambdatutor.runtime.walls import walls_here

if TYPE_CHECKING:
    from lambdatutor.course.handlers.lab import HandlerAttempt
    from lambdatutor.plain.talk import Talk


def show_settings(talk: Talk, attempt: HandlerAttempt, rest: str = "") -> None:
    """The settings as they stand, and which can be changed."""
    del rest
    settings = attempt.settings
    talk.say(f"The function {settings.name}: {', '.join(settings_words(settings))}.")
    if attempt.lab.settings:
        talk.say(f"You can set: {', '.join(attempt.lab.settings)}.")
    talk.say()


def show_differences(talk: Talk, attempt: HandlerAttempt, rest: str = "") -> None:
    """What the real run cannot be like on Lambda, in sentences under headings."""
    del attempt, rest
    walls, problem = None, ""
    try:
        walls = walls_here()
    except LambdaTutorError as error:
        problem = str(error)
    talk.say("The code runs for real, on this computer.")
    for title, sentences in differences(best(), walls, problem):
        talk.say(f"{title}:")
        for each in sentences:
            talk.show(wrapped(each, talk.width, first="- ", then="  "))
    talk.say()
