"""What is typed wrongly is answered in one sentence on stderr, with the next step."""

import pytest

from lambdatutor.cli.arguments import parsers

from .conftest import Start

WRONG = {
    "lesson cold-strat": 'There is no lesson "cold-strat". Did you mean "cold-start"?',
    "lesson cold-strat --plain": 'There is no lesson "cold-strat". Did you mean "cold-start"?',
    "lesson lifecycle --plain": 'The lesson "lifecycle" is not written yet.',
    "lesson cold-start --plain --step nowhere": 'cold-start has no step "nowhere".',
    "lesson": "`lambdatutor lesson --help` shows what can be typed.",
    "lesson cold-start twice": "One lesson at a time",
    "lesson new": "Say which id the new lesson has",
    "lesson new Ä!": "cannot be an id",
    "lesson cold-start --speed 0": "a speed lies between 0.02 and 3600",
    "lesson cold-start --seed x": "`lambdatutor lesson --help` shows what can be typed.",
    "lesons": 'There is no command "lesons". Did you mean "lessons"?',
    "it's": "`lambdatutor --help` shows what can be typed.",
    "cold-start": "`lambdatutor lesson cold-start`",
    "lesson lifecycle": 'The lesson "lifecycle" is not written yet.',
    "lesson no-such-file.yaml --plain": "no-such-file.yaml:1:1: the file cannot be read",
    "play lt1-abc": "this is not a run that can be opened",
    "play something": "it does not begin with lt1-",
    "check no-such-file.yaml": "There is no no-such-file.yaml",
    "progress import no-such-file.json": "No such file or directory (no-such-file.json)",
    "progress export mine.json": "progress export takes no file",
    "--lessons nowhere lessons": "There is no course.yaml in nowhere.",
    "completion tcsh": "`lambdatutor completion --help` shows what can be typed.",
}


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_word_gets_one_sentence(say: Start, words: str) -> None:
    done = say(*words.split())

    assert WRONG[words] in done.stderr
    assert done.stderr.startswith("lambdatutor: ")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
    assert done.returncode in (1, 2)


def test_bad_usage_has_status_2(start: Start, say: Start) -> None:
    assert start("lesons").returncode == 2
    assert say("lesson", "cold-start", "--speed", "x").returncode == 2


@pytest.mark.parametrize("name", [name for name in parsers() if name])
def test_every_command_has_help_with_examples(name: str) -> None:
    shown = parsers()[name].format_help()

    assert "examples:\n  lambdatutor " in shown


def test_the_first_help_lines_its_examples_up() -> None:
    examples = parsers()[""].format_help().partition("examples:\n")[2].splitlines()

    assert len(examples) == 3
    assert all(line.startswith("  lambdatutor") for line in examples)


@pytest.mark.parametrize("term", ["dumb", "", "unknown"])
def test_a_lesson_without_a_screen_offers_plain(say: Start, term: str) -> None:
    done = say("lesson", "cold-start", TERM=term)

    assert done.returncode == 2
    assert "`lambdatutor lesson cold-start --plain`" in done.stderr


def test_home_without_a_screen_offers_the_list(say: Start) -> None:
    done = say()

    assert done.returncode == 2
    assert "`lambdatutor lessons`" in done.stderr
