"""A lesson as lines of text, driven from a pipe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from lambdatutor.course.format import Hook
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import read_lesson
from lambdatutor.learner.progress import Progress
from lambdatutor.plain.play import FINISHED, INTERRUPTED, UNFINISHED, play
from lambdatutor.plain.prose import prose

SMALL = read_lesson(Path(__file__).parent.parent / "course" / "lessons" / "small.yaml")

TO_THE_LAB = [
    *("", "3", "3"),  # the hook; the guess, and how sure
    *("", "", ""),  # two pauses of the narration, and the end of the run
    *("her environment was not there yet", ""),
    *("5", ""),
]
SOLVING = ["set ping_every 4min", "set pings_at_once 3", "run", ""]
QUIZ = ["2", "1 2", "0", "1000", "1 2 3", "1 2", "1", "init", ""]
RESERVE_2 = (
    "aws lambda put-function-concurrency --function-name checkout"
    " --reserved-concurrent-executions 2"
)


def played(
    lines: list[str], *, progress: Progress | None = None, width: int = 80, seed: int = 7
) -> tuple[int, str]:
    written: list[str] = []
    run = LessonRun(SMALL, seed=seed, progress=progress)
    typed = [f"{line}\n" for line in lines]
    status = play(run, typed, written.append, width, keeps=lambda: progress is not None)
    assert all(part.endswith("\n") for part in written)
    return status, "".join(written)


def test_the_whole_lesson_from_a_pipe_exits_with_0() -> None:
    progress = Progress.in_memory()

    status, text = played([*TO_THE_LAB, *SOLVING, *QUIZ], progress=progress)

    assert status == FINISHED
    assert "Right: 800 ms." in text
    assert "The lab is met." in text
    assert "End of the lesson." in text
    assert progress.summary()["small"].state == "finished"


def test_empty_lines_alone_reach_the_end() -> None:
    status, text = played([""] * 40)

    assert status == FINISHED
    assert "0 of 8 right." in text


@pytest.mark.parametrize("kept", range(len(TO_THE_LAB) + len(SOLVING)))
def test_the_end_of_input_saves_and_exits_with_1_and_the_lesson_goes_on_from_there(
    kept: int,
) -> None:
    progress = Progress.in_memory()
    script = [*TO_THE_LAB, *SOLVING]

    status, text = played(script[:kept], progress=progress)

    assert status == UNFINISHED
    reached = progress.position("small")
    assert f"Saved at the step {reached}." in text
    again = LessonRun(SMALL, seed=1, progress=progress)
    assert again.step.id == reached


def test_an_interrupt_saves_and_exits_with_130() -> None:
    progress = Progress.in_memory()

    def lines() -> Iterator[str]:
        yield "\n"
        raise KeyboardInterrupt

    written: list[str] = []
    run = LessonRun(SMALL, progress=progress)
    status = play(run, lines(), written.append, keeps=lambda: True)

    assert status == INTERRUPTED
    assert "Saved at the step ana-or-ben." in written[-1]
    assert progress.position("small") == "ana-or-ben"


def test_what_is_not_saved_is_not_called_saved() -> None:
    status, text = played(["", "quit"])

    assert status == UNFINISHED
    assert "Saved" not in text
    assert "nothing is saved. --step ana-or-ben goes on from there." in " ".join(text.split())


@pytest.mark.parametrize("word", ["quit", "Quit", "exit", "EXIT"])
def test_every_word_for_leaving_leaves(word: str) -> None:
    status, text = played(["", word])

    assert status == UNFINISHED
    assert "Pick one" not in text


def test_a_guess_is_repeated_so_that_a_slip_is_noticed() -> None:
    _, text = played(["", "3", "2"])

    assert "Your guess: 800 ms." in text


def test_the_model_answer_is_announced_with_or_without_an_answer() -> None:
    answered, skipped = (
        played([*TO_THE_LAB[:6], sentence, ""])[1] for sentence in ("it was not built", "")
    )

    assert answered.count("A model answer:\nHer environment had to be built.") == 1
    assert skipped.count("A model answer:\nHer environment had to be built.") == 1


def test_questions_are_counted_and_those_left_open_are_called_so() -> None:
    _, text = played([*TO_THE_LAB, "", "2", ""])

    assert "Question 1 of 8." in text
    assert text.count("Left open.") == 1
    assert "Question 3 of 8." in text


def test_there_are_never_two_empty_lines_in_a_row() -> None:
    for lines in ([*TO_THE_LAB, *SOLVING, *QUIZ], [""] * 40):
        _, text = played(lines)

        assert "\n\n\n" not in text


def test_nonsense_is_asked_again_and_not_kept() -> None:
    progress = Progress.in_memory()

    _, text = played(["", "seven", "9", "1 2", "²", "quit"], progress=progress)

    assert text.count("Pick one of 1 to 4.") == 4
    assert progress.answers("small") == ()


def test_help_is_there_at_every_prompt() -> None:
    lines = [line for each in [*TO_THE_LAB, *SOLVING, *QUIZ] for line in ("?", each)]

    status, text = played(lines)

    assert status == FINISHED
    assert text.count("back goes to the step before") == len(lines) // 2


def test_back_shows_the_step_before_again() -> None:
    _, text = played(["", "back", ""])

    assert text.count("Step 1 of 9") == 2


def test_why_tells_how_a_request_came_to_its_end() -> None:
    _, text = played([*TO_THE_LAB[:5], "why 1", "why 99", "why"])

    assert "No environment free for request #1" in text
    assert "There is no request 99" in text


def test_why_takes_the_name_that_the_table_shows() -> None:
    _, by_number = played([*TO_THE_LAB[:5], "why 2"])
    _, by_name = played([*TO_THE_LAB[:5], "why Ben"])
    _, by_sign = played([*TO_THE_LAB[:5], "why #2"])
    _, nobody = played([*TO_THE_LAB[:5], "why Zoe"])

    assert by_number == by_name == by_sign
    assert "There is no request Zoe" in nobody


def test_a_change_says_what_changed_and_the_command_for_it() -> None:
    _, text = played([*TO_THE_LAB, "set reserved_concurrency 2", "set ping_every 4min"])

    changes = text.partition("Lab: type")[2]
    assert "reserved_concurrency is now 2.\n  aws lambda put-function-concurrency" in changes
    assert "ping_every is now 4 min." in changes
    assert "pings_at_once" not in changes


def test_a_setting_that_stands_already_is_said_to_change_nothing() -> None:
    _, text = played([*TO_THE_LAB, "set pings_at_once 1"])

    assert "That changes nothing" in text


def test_capitals_do_not_matter() -> None:
    status, text = played([*TO_THE_LAB, *SOLVING[:2], "RUN", "Objectives", "", *QUIZ])

    assert status == FINISHED
    assert "The lab is met." in text


def test_help_in_a_lab_shows_a_setting_of_this_lab() -> None:
    _, text = played([*TO_THE_LAB, "?"])

    assert "as in set ping_every 20 min." in text


def test_a_run_that_meets_nothing_says_what_to_do_next() -> None:
    _, text = played([*TO_THE_LAB, "run"])

    assert "Not met yet. Change something and run again, or type hint." in text


def test_leaving_a_lab_that_is_not_met_is_said_and_one_that_is_met_is_left_quietly() -> None:
    _, early = played([*TO_THE_LAB, ""])
    _, late = played([*TO_THE_LAB, *SOLVING])

    assert "The lab is not met yet; back returns to it." in early
    assert "not met yet; back" not in late


def test_undo_takes_a_break_back_as_a_whole() -> None:
    _, text = played([*TO_THE_LAB, *SOLVING[:3], "break", "break f", "undo", "run", "undo"])

    assert "You can type: break f." in text
    after = text.partition("The break is taken back.")[2]
    assert "The lab is met." in after
    assert "pings_at_once is now" in after.partition("Undone.")[2]


def test_a_lab_tells_what_each_command_did() -> None:
    _, text = played(
        [
            *TO_THE_LAB,
            RESERVE_2,
            "run",
            "hint",
            "undo",
            "undo",
            "aws lambda delete-function --function-name checkout",
            "objectives",
            "controls",
            "solution",
            "break f",
            "nonsense",
        ]
    )

    assert '"ReservedConcurrentExecutions": 2' in text
    assert "broken: Every customer is answered" in text
    assert "Somebody was turned away." in text
    assert "Undone." in text
    assert "There is nothing to undo." in text
    assert "DeleteFunction is not offered in this lab." in text
    assert "Ask for the hints first." in text
    assert "Solve the lab first" in text
    assert '"nonsense" is not a command here' in text


def test_the_solution_is_shown_after_the_last_hint_and_does_not_count() -> None:
    _, text = played([*TO_THE_LAB, *["run"], *["hint"] * 4, "solution", "run"])

    assert "That was the last hint." in text
    assert "That was the author's solution." in text
    assert "The lab is met." not in text


def test_a_solved_lab_can_be_broken() -> None:
    _, text = played([*TO_THE_LAB, *SOLVING[:3], "break f"])

    assert "Four guests for three seats." in text
    assert "broken: No customer meets a cold start" in text


def test_rolling_again_is_another_run() -> None:
    _, text = played([*TO_THE_LAB[:-1], "r", "r", ""])

    assert text.count("Another run, with seed ") == 2
    assert text.count("This time it is ") == 3


def test_a_low_score_offers_another_round_with_new_numbers() -> None:
    wrong = ["1", "3", "99", "1", "1 2 3", "2 3", "2", "xyz"]

    _, text = played([*TO_THE_LAB, "", *wrong, "again", *QUIZ])

    assert "Type again for another round" in text


@pytest.mark.parametrize("width", [40, 80, 132])
def test_lines_are_no_wider_than_the_terminal(width: int) -> None:
    _, text = played([*TO_THE_LAB, *SOLVING, *QUIZ], width=width)

    assert max(map(len, text.splitlines())) <= width


def test_there_is_nothing_but_plain_text() -> None:
    _, text = played([*TO_THE_LAB, "\x1b[31mred\x07", *SOLVING, *QUIZ])

    assert "\x1b" not in text
    assert "\x07" not in text
    assert not any(0x2500 <= ord(character) <= 0x259F for character in text)


def test_control_characters_of_a_lesson_are_written_out() -> None:
    hook = Hook(id="x", title="\x1b]0;title\x07", text="Ana \u202epresses \x1b[2J Buy.")
    run = LessonRun(replace(SMALL, steps=(hook,)))
    written: list[str] = []
    play(run, [], written.append)

    text = "".join(written)
    assert "\\u202e" in text
    assert "\\x1b" in text
    assert not {"\u202e", "\x1b", "\x07"} & set(text)


@given(st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["", "1", "run", "back", "r"]))))
@settings(deadline=None, max_examples=40)
def test_whatever_is_typed_the_lesson_ends_or_is_saved(lines: list[str]) -> None:
    status, text = played(lines)

    assert status in (FINISHED, UNFINISHED)
    assert text.isprintable() or set(filter(lambda c: not c.isprintable(), text)) == {"\n"}


def test_markdown_becomes_plain_paragraphs() -> None:
    text = """# Title

One **bold** and *slanted* word,
on two lines with `code_with_underscores` and [a page](https://example.com).

- an item that is long enough to be wrapped at this width
- another

```
def handler(event, context):
    return 1
```
"""

    assert prose(text, 40) == [
        "Title",
        "",
        "One bold and slanted word, on two lines",
        "with `code_with_underscores` and a page",
        "(https://example.com).",
        "",
        "- an item that is long enough to be",
        "  wrapped at this width",
        "- another",
        "",
        "  def handler(event, context):",
        "      return 1",
    ]


def test_an_entry_of_a_list_goes_on_under_its_text_up_to_an_empty_line() -> None:
    text = "- one two\nthree\n  - four\n    five six seven eight\n\n    kept as it is\n\nlast"

    assert prose(text, 22) == [
        "- one two three",
        "  - four five six",
        "    seven eight",
        "",
        "      kept as it is",
        "",
        "last",
    ]
