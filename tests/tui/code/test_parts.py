"""The parts of the code lab's page without a screen: keys, colours, rows, answers and the log."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, SuspendNotSupported

from lambdatutor.course.handlers.lab import HandlerAttempt
from lambdatutor.course.handlers.outcomes import CallOutcome
from lambdatutor.course.handlers.views import CaseView
from lambdatutor.runtime import clients
from lambdatutor.runtime.answer import Answer
from lambdatutor.runtime.clients import Client
from lambdatutor.runtime.differences import differences
from lambdatutor.runtime.log_text import LogText
from lambdatutor.runtime.walls import Walls
from lambdatutor.tui.code.answer import answer_lines, call_lines, payload_lines
from lambdatutor.tui.code.cases import CasesView, cases_rows
from lambdatutor.tui.code.event_box import event_fault
from lambdatutor.tui.code.failing_line import failing_line
from lambdatutor.tui.code.files import FilesView, files_row
from lambdatutor.tui.code.keystrokes import Language, deleted_left, stroke
from lambdatutor.tui.code.log_lines import end_of, log_lines
from lambdatutor.tui.code.own_editor import edit
from lambdatutor.tui.code.samples import offered
from lambdatutor.tui.code.syntax import MOST_CHARACTERS, inks
from lambdatutor.tui.code.times import TimesView, times_rows
from lambdatutor.tui.code.undoing import typing_undone
from lambdatutor.tui.panels.cells import runs_width, text_of
from lambdatutor.tui.shelf import Shelf

if TYPE_CHECKING:
    from textual.content import Content

LESSONS = Path(__file__).parent / "lessons"
LOG = (
    "START RequestId: 7 Version: $LATEST\n[bold]x[/bold] \x1b[31mred\n"
    "[ERROR]\tValueError: no\n\n"
    "REPORT RequestId: 7\tDuration: 9.99 ms\t\n"
    "END RequestId: 7\nREPORT RequestId: 7\tDuration: 1.20 ms\tBilled Duration: 54 ms\t\n"
)
"""The code wrote a REPORT of its own."""
PLATFORM = (0, LOG.index("END"), LOG.rindex("REPORT"))


def answered(
    payload: object = None, *, init_ms: float | None = None, error: bool = False
) -> Answer:
    return Answer(
        function_error="Unhandled" if error else None,
        payload=json.dumps(payload).encode(),
        log=LOG,
        platform=PLATFORM,
        duration_ms=1.2,
        init_duration_ms=init_ms,
        billed_ms=54,
        max_memory_mb=38,
        request_id="7",
        environment="stream",
    )


def call(answer: Answer | None, *, case_id: str | None = "ana", cold: bool = False) -> CallOutcome:
    return CallOutcome(
        case_id=case_id, call=1, event='{"name": "Ana"}', answer=answer, cold=cold, environment=1
    )


def case(state: str = "fails", *outcomes: CallOutcome) -> CaseView:
    why = "It returned 1." if state == "fails" else ""
    return CaseView("ana", "A name comes", "{}", "returns 2", state, why, outcomes=outcomes)  # type: ignore[arg-type]


def said(lines: list[Content]) -> str:
    return "\n".join(line.plain for line in lines)


def typed(text: str, key: str, language: Language = "python") -> str:
    """A line after a key at `|`, with the cursor as `|`."""
    before, _, after = text.partition("|")
    if key == "backspace":
        left, right = deleted_left(language, before, after)
        return f"{before[: len(before) - left]}|{after[right:]}"
    made = stroke(language, key, before, after)
    if made is None:
        return f"{before}{key}|{after}"
    return f"{before}{made.text[: made.cursor]}|{made.text[made.cursor :]}{after[made.over :]}"


@pytest.mark.parametrize(
    ("line", "key", "after"),
    [
        ("|", "(", "(|)"),
        ("f(|)", "[", "f([|])"),
        ("x = |", '"', 'x = "|"'),
        ("x = f|", "'", "x = f'|'"),
        ('"ab|"', '"', '"ab"|'),
        ("(|)", ")", "()|"),
        # In a text or a comment, and where a pair would cut something off, a sign is a sign.
        ("don|", "'", "don'|"),
        ('"a|"', "(", '"a(|"'),
        ("# don|", "'", "# don'|"),
        ("|x", "(", "(|x"),
        ('""|', '"', '"""|'),
        # A new line goes in after a colon or a bracket, and out after what ends a block.
        ("def f():|", "\n", "def f():\n    |"),
        ("if x:  # why|", "\n", "if x:  # why\n    |"),
        ("    x = {|}", "\n", "    x = {\n        |\n    }"),
        ("    x = [|", "\n", "    x = [\n        |"),
        ("        return 1|", "\n", "        return 1\n    |"),
        ("    return (1,|", "\n", "    return (1,\n    |"),
        ("    returned = 1|", "\n", "    returned = 1\n    |"),
        ('x = "a:|', "\n", 'x = "a:\n|'),
        ("# so:|", "\n", "# so:\n|"),
        # Backspace takes a pair whole, and a step of the indentation.
        ("f(|)", "backspace", "f|"),
        ("        |x", "backspace", "    |x"),
        ("      |", "backspace", "    |"),
        ("    x|", "backspace", "    |"),
    ],
)
def test_a_key_in_python_does_what_python_wants(line: str, key: str, after: str) -> None:
    assert typed(line, key) == after


def test_a_key_in_json_knows_neither_colons_nor_comments() -> None:
    assert typed('{"a":|', "\n", "json") == '{"a":\n|'
    assert typed("{|}", "\n", "json") == "{\n  |\n}"
    assert typed('"#|', '"', "json") == '"#"|'
    assert typed("|", "'", "json") == "'|"
    assert typed("return 1|", "(", "") == "return 1(|"


def inked(text: str, language: Language = "python") -> dict[str, str]:
    """The ink that each piece of a text is drawn with in the end."""
    found: dict[str, str] = {}
    for line, pieces in zip(text.split("\n"), inks(text, language), strict=True):
        for start, end, ink in pieces:
            found[line[start:end]] = ink
    return found


def test_python_has_its_colours_while_it_is_being_typed_too() -> None:
    found = inked('import json  # ü\ndef handler(event):\n    return f"ä{event}\\n" + str(None')
    assert found["import"] == found["def"] == found["return"] == "phase-init-r bold"
    assert found["handler"] == "phase-init-f"
    assert found["# ü"] == "ink-muted italic"
    assert found["{event}"] == "ink-title"
    assert found["\\n"] == "ink-warn"
    assert found["None"] == "phase-init-r bold"
    assert inked('x = """a\nb"""')["b" + '"""'] == "ink-good"


def test_json_tells_a_key_from_a_text() -> None:
    found = inked('{"name": ["Ana", 1, true]', "json")
    assert found['"name"'] == "phase-init-r"
    assert found['"Ana"'] == "ink-good"
    assert found["true"] == "phase-init-f bold"
    assert found["1"] == "ink-warn"


def test_a_text_of_no_known_language_and_a_very_long_one_stay_plain() -> None:
    assert inked("return 1", "") == {}
    assert inked("return 1\n" * (MOST_CHARACTERS // 9 + 1)) == {}


@given(st.text(), st.sampled_from(["python", "json", ""]))
def test_colours_lie_within_their_lines_whatever_is_typed(text: str, language: Language) -> None:
    lines = text.split("\n")
    found = inks(text, language)
    assert len(found) == len(lines)
    for line, pieces in zip(lines, found, strict=True):
        assert all(0 <= start < end <= len(line) for start, end, _ in pieces)


def test_lambdas_own_lines_step_back_and_what_code_wrote_does_nothing() -> None:
    lines = log_lines(LogText(LOG, PLATFORM), 80)
    shown = said(lines)
    assert "[bold]x[/bold] \\x1b[31mred" in shown
    assert "[ERROR]  ValueError: no" in shown
    first, error = lines[0], next(line for line in lines if "[ERROR]" in line.plain)
    assert [str(span.style) for span in first.spans] == ["$ink-muted"]
    assert "$ink-bad" in {str(span.style) for span in error.spans}
    forged, report = (line for line in lines if line.plain.startswith("REPORT"))
    assert forged.spans == []
    assert "$ink-muted" in {str(span.style) for span in report.spans}
    assert "START" not in said(log_lines(LogText("1\n" * 5_000), 80))
    assert "4,600 lines before these are not shown" in said(log_lines(LogText("1\n" * 5_000), 80))


def test_of_a_log_without_lines_and_of_one_with_many_the_end_is_shown() -> None:
    """Nobody reads a megabyte in a pane, and laying it out would stop the screen."""
    one = log_lines(LogText("x" * 1_000_000 + "END"), 80)
    letters = sum(len(line.plain) for line in one[1:])
    assert said(one).startswith("… 960,003 letters before these are not shown\nx")
    assert said(one).endswith("END")
    assert letters == 40_000
    assert said(log_lines(LogText("a\n" * 400), 80)) == "\n".join("a" * 400)
    more = log_lines(LogText("b\n" + "a\n" * 400), 80)
    assert said(more).startswith("… 1 line before these is not shown")
    assert log_lines(LogText(), 80) == []


def test_the_end_of_several_logs_still_tells_which_lines_are_lambdas() -> None:
    one, two, three = LogText("one\n", (0,)), LogText("two\n", (0,)), LogText("a\nEND\n", (2,))

    assert end_of([one, two, three], 8) == LogText("o\na\nEND\n", (4,))
    assert end_of([one, two], 8) == LogText("one\ntwo\n", (0, 4))
    assert end_of([one], 8) == one
    assert end_of([], 8) == LogText()


def test_of_a_long_log_the_part_that_is_shown_keeps_its_marks() -> None:
    text = "REPORT x\n" * 500
    muted = [
        [str(span.style) for span in line.spans] == ["$ink-muted"]
        for line in log_lines(LogText(text, (9 * 498,)), 80)[1:]
    ]
    assert muted == [*[False] * 398, True, False]


def test_a_payload_of_megabytes_stands_as_it_came_as_far_as_it_is_shown() -> None:
    payload = json.dumps([1] * 2_000_000)
    shown = said(payload_lines(payload, 80))

    assert "[1, 1, 1" in shown
    assert shown.endswith("… 5,994,000 more characters")


def test_the_times_stand_in_columns_and_the_last_calls_are_the_ones_that_fit() -> None:
    calls = (call(answered(init_ms=52.1), cold=True), call(answered()), call(None))
    shown = text_of(times_rows(TimesView(calls, 128), 80, 6))
    assert "1 cold e1" in shown
    assert "52.1 ms    1.20 ms    54 ms  38 of 128 MB" in shown
    assert "3 refused" in shown
    assert "3 stopped" in text_of(
        times_rows(TimesView((*calls[:2], replace(calls[2], stopped=True)), 128), 80, 6)
    )
    short = text_of(times_rows(TimesView(calls, 128), 80, 2))
    assert "2 earlier" in short
    assert "3 refused" in short
    assert "1 cold" not in short
    assert "Memory" not in text_of(times_rows(TimesView(calls, 128), 50, 6))
    for width in range(34, 50):
        narrow = text_of(times_rows(TimesView(calls, 128), width, 6)).split("\n")
        assert "Init" in narrow[0]
        assert narrow[0].rstrip().endswith("Duration")
        assert narrow[1].startswith("  1 cold e1")
        assert narrow[1].rstrip().endswith("52.1 ms    1.20 ms")


@given(st.integers(1, 130), st.integers(1, 9), st.floats(0, 900_000), st.floats(0, 9_000))
def test_rows_are_as_wide_as_their_place(
    width: int, height: int, ran_ms: float, init_ms: float
) -> None:
    answer = answered(init_ms=init_ms)
    calls = tuple(call(each) for each in (answer, None, _ran(answer, ran_ms)))
    view = CasesView(
        (case(), case("passes")), waiting=2, running="ana", to_try=frozenset({"x"}), own="{}"
    )
    files = FilesView(("lambda_function.py", "a/b/shop.py"), 1, frozenset({"lambda_function.py"}))
    rows = [
        *times_rows(TimesView(calls, 10_240, told=True), width, height),
        *cases_rows(view, 1, 0, width, height),
        files_row(files, width),
    ]
    assert all(runs_width(row) == width for row in rows)


def _ran(answer: Answer, ran_ms: float) -> Answer:
    import msgspec

    return msgspec.structs.replace(answer, duration_ms=ran_ms, init_duration_ms=None)


def test_the_table_says_what_is_judged_what_is_only_tried_and_what_comes_at_the_end() -> None:
    view = CasesView((case("passes"), case("fails"), case("ran")), waiting=1, own='{"a":\n1}')
    view = view._replace(to_try=frozenset({"x"}))
    shown = text_of(cases_rows(view, 3, 0, 60, 9))
    assert "1 of 3 pass" in shown
    assert "1 more case, judged at the end" in shown
    assert '▸ + Your own event  {"a": 1}' in shown
    changed, judged = view._replace(stale=True), view._replace(running="a", judging=True)
    assert "1 of 3 passed before this change" in text_of(cases_rows(changed, 0, 0, 60, 9))
    assert "1 of 3 before this change" in text_of(cases_rows(changed, 0, 0, 36, 9))
    assert "every case, in new environments, esc" in text_of(cases_rows(judged, 0, 0, 60, 9))
    assert "every case anew, esc stops it" in text_of(cases_rows(judged, 0, 0, 40, 9))
    assert "1 more case passed as well" in text_of(
        cases_rows(view._replace(passed=True), 0, 0, 60, 9)
    )


def test_an_answer_is_told_beside_what_was_wanted_and_why_it_is_not_that() -> None:
    failing = call(answered({"errorType": "ValueError"}, error=True))
    shown = said(answer_lines(case("fails", failing), (failing,), 60))
    assert "wanted   returns 2" in shown
    assert "It returned 1." in shown
    assert "StatusCode 200   FunctionError Unhandled" in shown
    assert '"errorType": "ValueError"' in shown
    before = said(answer_lines(case("fails"), (failing,), 60, stale=True))
    assert "failed before this change" in before
    refused = replace(call(None), refused="The event is too large.")
    assert "✗ The event is too large." in said(call_lines(refused, 60))


def test_a_payload_is_laid_out_cropped_and_never_markup() -> None:
    assert said(payload_lines('{"a": [1]}', 40)) == '  {\n    "a": [\n      1\n    ]\n  }'
    assert "[red]\\x07" in said(payload_lines('"[red]\x07', 40))
    assert "more characters" in said(payload_lines(json.dumps("x" * 9_000), 40))
    assert "an empty payload" in said(payload_lines("", 40))


def test_the_line_at_which_a_call_failed_is_the_innermost_of_the_learners_own() -> None:
    trace = [
        '  File "/var/task/lambda_function.py", line 7, in lambda_handler\n    shop.word()\n',
        '  File "/var/task/lib/shop.py", line 3, in word\n    json.loads("")\n',
        '  File "/usr/lib/json/__init__.py", line 346, in loads\n',
    ]
    paths = ("lambda_function.py", "lib/shop.py")
    error = call(answered({"errorMessage": "no", "stackTrace": trace}, error=True))
    assert failing_line((error,), paths) == ("lib/shop.py", 3)
    syntax = "Syntax error in module 'app': invalid syntax (lambda_function.py, line 2)"
    told_of = call(answered({"errorMessage": syntax, "stackTrace": []}, error=True))
    assert failing_line((told_of,), paths) == ("lambda_function.py", 2)
    place = '  File "/var/task/lib/shop.py" Line 4\n    return word)\n'  # as AWS's client has it
    no_python = call(answered({"errorMessage": syntax, "stackTrace": [place]}, error=True))
    assert failing_line((no_python,), paths) == ("lib/shop.py", 4)
    assert failing_line((call(answered(trace)),), paths) is None
    assert failing_line((), paths) is None


def test_an_event_that_is_no_json_is_told_with_its_place() -> None:
    assert event_fault('{"a": [1, null]}') == ""
    assert event_fault('"a text"') == ""
    assert event_fault('{"a" 1}').startswith("line 1, column ")
    assert event_fault("[" * 100_000).endswith(".")
    assert event_fault("").endswith(".")


class Lent(App[None]):
    """A terminal that another program may have."""

    @contextmanager
    def suspend(self) -> Iterator[None]:
        yield


class Held(App[None]):
    """One that no other program may have."""

    @contextmanager
    def suspend(self) -> Iterator[None]:
        raise SuspendNotSupported
        yield


def test_the_learners_own_editor_gets_the_file_and_what_goes_wrong_is_a_sentence(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a b.py"
    path.write_text("1")
    writes = f'{sys.executable} -c \'import sys; open(sys.argv[1], "a").write("2")\''
    assert edit(Lent(), path, {"EDITOR": writes}) == ""
    assert path.read_text() == "12"
    assert "Neither $VISUAL nor $EDITOR names an editor." in edit(Lent(), path, {})
    assert str(path) in edit(Lent(), path, {})
    assert "could not be started" in edit(Lent(), path, {"EDITOR": "no-such-editor-here"})
    assert "ended with status 3" in edit(Lent(), path, {"EDITOR": "sh -c 'exit 3'"})
    assert str(path) in edit(Held(), path, {"EDITOR": writes})


def test_only_what_differs_here_is_told() -> None:
    all_up = Walls(room=True, files=True, network=True, signals=True, memory=True)
    titles = [title for title, _ in differences(Client.AWS, all_up)]
    assert "What our client does otherwise" not in titles
    open_ground = Walls(room=False, files=False, network=True, signals=True, memory=True)
    sections = dict(differences(Client.OWN, open_ground))
    assert sections["What our client does otherwise"] == clients.DIFFERENCES
    assert sections["Walls that cannot stand here"] == open_ground.missing
    assert set(clients.LEFT_OUT) < set(sections["What is not as on Lambda"])
    assert ("No room.",) in dict(differences(Client.AWS, None, "No room.")).values()


def test_a_lab_offers_the_samples_that_it_names() -> None:
    assert [each.id for each in offered(("sqs", "s3-put"))] == ["sqs", "s3-put"]
    assert len(offered(None)) > 10


@pytest.fixture
def attempt() -> Iterator[HandlerAttempt]:
    run = Shelf(LESSONS, save=False).lesson_run("desk", seed=7, step="greet")
    assert run.code_lab is not None
    yield run.code_lab
    run.close()


def test_undo_takes_back_what_was_typed_in_a_line_in_one_go_and_a_setting_by_itself(
    attempt: HandlerAttempt,
) -> None:
    first = attempt.text("lambda_function.py") or ""
    attempt.set("timeout", "9")
    for end in ("x", "xy", "xyz"):
        attempt.edit("lambda_function.py", first + end)
    attempt.edit("lambda_function.py", f"{first}xyz\nnew")
    assert typing_undone(attempt)
    assert attempt.text("lambda_function.py") == f"{first}xyz"
    assert typing_undone(attempt)
    assert attempt.text("lambda_function.py") == first
    assert attempt.settings.timeout_s == 9
    assert typing_undone(attempt)
    assert attempt.settings.timeout_s == 3
    assert not typing_undone(attempt)


def test_undo_takes_back_a_reset_alone_even_if_little_had_been_typed(
    attempt: HandlerAttempt,
) -> None:
    first = attempt.text("lambda_function.py") or ""
    attempt.set("timeout", "9")
    for end in ("x", "xy"):
        attempt.edit("lambda_function.py", first + end)
    attempt.reset()
    assert typing_undone(attempt)
    assert attempt.text("lambda_function.py") == f"{first}xy"
    assert attempt.settings.timeout_s == 9
