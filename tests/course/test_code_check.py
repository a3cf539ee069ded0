"""What `lambdatutor check` proves of real code by running it: every fault, and nothing else.

Code takes a moment to start, so one run of a lesson shows several faults that do not touch each
other.
"""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from lambdatutor.course.check import check
from lambdatutor.course.findings import Finding
from lambdatutor.course.handlers import lab_proofs, trial
from lambdatutor.course.handlers.desk import Desk
from lambdatutor.course.handlers.key_proofs import lookalikes
from lambdatutor.course.handlers.trial import Trial, Tried
from lambdatutor.course.proofs import prove
from lambdatutor.course.questions import Choice
from lambdatutor.course.reader import lesson_file
from lambdatutor.runtime.answer import Answer
from lambdatutor.runtime.environment import Environment
from tests.course.code_lessons import lab_of, lesson_in

PATH = Path(__file__).parent / "lessons" / "greetings.yaml"
GOOD = PATH.read_text(encoding="utf-8")


class Spoilt(NamedTuple):
    """A change that makes the lesson wrong, where it is found, and what is said."""

    old: str
    new: str
    at: str
    says: str


def place(text: str, at: str) -> tuple[int, int]:
    offset = text.index(at)
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


HEAVY = """      - id: heavy
        says: A parcel of 9 kg
        event: {kg: 9}
        returns: {cents: 1650}
        held_out: true
        why: What it costs comes from the tariffs.
"""

TOGETHER = (
    Spoilt(
        "      - value: none\n",
        "      - value: Runtime.MarshalError\n        label: Another\n",
        "value: Runtime.MarshalError\n        label",
        "this choice is right as well",
    ),
    Spoilt(
        "      calls:\n        - {event: {}, times: 2}",
        "      function: {layers: [nowhere]}\n      calls: [{times: 2}]",
        "code: |\n        calls",
        "does not exist",
    ),
    Spoilt(
        "Environment: {Variables: {WORD: Hello}}\n    equivalent",
        "Environment: {Variables: {WORD: Hallo}}\n    equivalent",
        "- write: lambda_function.py\n        from",
        'the solution misses "every-name" It returned {"message": "Hallo Ana"}',
    ),
    Spoilt(
        "Handler: app.greet",
        "Handler: app.meet",
        "- write: app.py",
        'this way misses "every-name" It failed with Runtime.HandlerNotFound',
    ),
    Spoilt(
        "breaks: [nobody, every-name]",
        "breaks: [ana, nobody]",
        "- write: lambda_function.py\n            is",
        'this way meets "ana", and should break it',
    ),
    Spoilt(
        "check: failed() == 0 and passed() >= 4",
        "check: failed() == 0",
        "failed() == 0",
        "this is true of a handler that was never called Add: and passed() > 0.",
    ),
    Spoilt(
        "check: duration() < 2s",
        "check: not (duration() * 0 + 500ms > 1s)",
        "not (duration",
        "the solution comes to 500 ms here, and 1 s is nearer to that than a factor of 3",
    ),
    Spoilt(
        "check: timeout() <= 3s and memory() <= 128MB",
        'check: timeout() <= 3s and memory() <= 128MB and not in_zip("shops.py")',
        "timeout() <= 3s",
        'there is never a file or a folder "shops.py" in the zip Did you mean "shop.py"?',
    ),
    Spoilt(
        'when: "errors() > 2"',
        'when: \'variable("WORDS") == "Hi"\'',
        "'variable(",
        'the function never has a variable "WORDS" Did you mean "WORD"?',
    ),
    Spoilt(
        "check: failed() == 0 and passed() > 0",
        'check: failed() == 0 and passed() > 0 and not (found("tariff") == "layer")',
        "failed() == 0 and passed() > 0 and not (found",
        'no import ever finds "tariff" Did you mean "tariffs"?',
    ),
    Spoilt(
        HEAVY,
        "",
        "- id: light",
        'a learner who always answers as in "light" meets everything',
    ),
    Spoilt(
        'check: passed() > 0 and not in_zip("My_function/lambda_function.py")',
        "check: passed() > 0 and entries() > 0",
        "- id: light",
        "a learner who copies everything to the top and installs every library meets",
    ),
    Spoilt(
        "vary: {n: [3, 4]}",
        "vary: {n: [3, 4]}\n        between: [5, 5]\n"
        "        near: [{value: 6, why: That is one more.}]",
        "[5, 5]",
        "the answer is 6, outside of this (with n = 4)",
    ),
    Spoilt(
        "near: [{value: 6",
        "near: [{value: 6",  # by the change before
        "{value: 6",
        "6 is the answer, and no trap (with n = 4)",
    ),
    Spoilt(
        "          - {value: Runtime.MarshalError}\n",
        "          - {value: none, why: A set is no JSON.}\n",
        "{from_run: error_type()}\n        choices",
        "no choice offers it",
    ),
)


def test_each_fault_is_named_at_its_place() -> None:
    """All at once: none of them hides another."""
    text = GOOD
    for each in TOGETHER:
        assert each.old in text
        text = text.replace(each.old, each.new, 1)

    findings = prove(lesson_file(text, str(PATH)))

    for each in TOGETHER:
        here = [said(at) for at in findings if (at.line, at.column) == place(text, each.at)]
        assert any(each.says in sentence for sentence in here), (each.says, findings)
    places = {place(text, each.at) for each in TOGETHER}
    assert {(at.line, at.column) for at in findings} == places


def said(finding: Finding) -> str:
    return f"{finding.sentence} {finding.suggestion}"


# Small labs, each of one file

LAB = """\
format: 1
id: mini
title: Mini
minutes: 1
steps:
  - lab: mini
    kind: code
    brief: Something.
    settings: [{settings}]
    libraries: [{{name: one, files: one}}, {{name: two, files: two}}]
    fixed: [{fixed}]
    cases:
      {cases}
    objectives: {objectives}
    solution:
      - {solution}
"""
FIRST = "- {id: a, says: A, event: {n: 1}, returns: 1}"
SECOND = "- {id: b, says: B, event: {n: 2}, returns: 2, held_out: true, why: It is another.}"
RIGHT = "def lambda_handler(event, context):\n    return event['n']\n"


class Mini:
    """A lab of one file, for what is tried on each lab."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "mini.yaml"
        for name in ("mini", "one", "two"):
            (folder / "mini" / name).mkdir(parents=True)
            (folder / "mini" / name / f"{name}.py").write_text("N = 1\n")

    def cheats(self, cases: str, solution: str, **lab: str) -> set[str]:
        """What a learner gets by with."""
        found = [each.sentence for each in self.findings(cases, solution, **lab)]
        middle = [
            each.removeprefix("a learner who ").removesuffix(" meets everything") for each in found
        ]
        assert all(len(one) > len(other) for one, other in zip(found, middle, strict=True)), found
        return set(middle)

    def findings(
        self,
        cases: str,
        solution: str,
        *,
        start: str = "def lambda_handler(event, context):\n    return event['name']\n",
        settings: str = "",
        fixed: str = "",
        objectives: str = "[]",
        kind: str = "code",
    ) -> tuple[Finding, ...]:
        (self.path.parent / "mini" / "mini" / "lambda_function.py").write_text(start)
        text = LAB.format(
            settings=settings,
            fixed=fixed,
            cases=cases.replace("\n", "\n      "),
            objectives=objectives,
            solution=solution,
        )
        text = text.replace("kind: code", f"kind: {kind}")
        self.path.write_text(text)
        return prove(lesson_file(text, str(self.path)))


@pytest.fixture
def mini(tmp_path: Path) -> Mini:
    return Mini(tmp_path)


def writes(code: str, path: str = "lambda_function.py") -> str:
    lines = ["def lambda_handler(event, context):", *(f"    {each}" for each in code.split("\n"))]
    text = "".join(f"\n          {each}" for each in lines)
    return f"write: {path}\n        is: |{text}"


def test_one_answer_for_everything_is_given_by_many_who_know_nothing(mini: Mini) -> None:
    cases = "- {id: a, says: A, event: null, returns: null}"

    assert mini.cheats(cases, writes("return event or None")) == {
        "returns nothing",
        "returns the event",
        'always answers as in "a"',
        "looks up the cases that can be seen",
    }


def test_a_lab_of_nothing_but_one_error_needs_another_case(mini: Mini) -> None:
    cases = "- {id: a, says: A, fails: TypeError}"

    assert mini.cheats(cases, writes("raise TypeError('no')")) == {
        "always raises TypeError",
        'always answers as in "a"',
        "looks up the cases that can be seen",
    }


def test_a_lab_of_empty_answers_is_passed_by_who_catches_every_error(mini: Mini) -> None:
    cases = (
        "- {id: a, says: A, event: {name: x}, returns: x}\n"
        "- {id: b, says: B, event: {n: 2}, returns: {}, held_out: true, why: It is empty.}"
    )

    assert mini.cheats(cases, writes("return event.get('name', {})")) == {
        "catches every error and returns {}"
    }


def test_variables_logs_and_calls_that_come_again_can_be_looked_up(mini: Mini) -> None:
    cases = (
        "- {id: a, says: A, times: 2, check: 'log_lines(\"again\", of=a) == 1'}\n"
        "- {id: b, says: B, variables: {WORD: x}, returns: x}\n"
        "- {id: c, says: C, variables: {WORD: y}, returns: y}"
    )
    code = "import os\nprint('again' if hasattr(os, 'seen') else 'first')\nos.seen = True\n"

    assert mini.cheats(cases, writes(f"{code}return os.environ.get('WORD')")) == {
        "looks up the cases that can be seen"
    }


def test_a_lab_that_is_met_as_it_opens_is_found(mini: Mini) -> None:
    found = mini.cheats(f"{FIRST}\n{SECOND}", "do: mkdir more", start=RIGHT)

    assert "does nothing" in found


def test_settings_without_a_ceiling_are_found(mini: Mini) -> None:
    found = mini.cheats(
        f"{FIRST}\n{SECOND}",
        "do: set timeout 5",
        start=RIGHT,
        settings="timeout, memory",
        objectives="[{id: o, says: O, check: timeout() >= 5s or memory() >= 256MB}]",
    )

    assert found == {"gives function a timeout of 900 s", "gives function 10,240 MB"}


SHOP = "import shop\n\n\ndef lambda_handler(event, context):\n    return shop.name(event)\n"
NAMES = "{write: shop.py, is: \"def name(event):\\n    return event['n']\\n\"}"


def test_where_the_handler_is_fixed_cheats_write_another(mini: Mini) -> None:
    found = mini.cheats(FIRST, NAMES, start=SHOP, settings="handler", fixed="lambda_function.py")

    assert found == {'always answers as in "a"', "looks up the cases that can be seen"}


def test_what_a_lab_does_not_let_in_is_no_cheat(mini: Mini) -> None:
    assert mini.cheats(FIRST, NAMES, start=SHOP, fixed="lambda_function.py") == set()


def test_a_package_with_more_than_it_needs_is_found(mini: Mini) -> None:
    start = f"import one\n\n\n{RIGHT}"

    found = mini.cheats(
        f"{FIRST}\n{SECOND}", "do: pip install one -t .", start=start, kind="package"
    )

    assert found == {"installs every library at the top"}


def test_a_solution_does_what_the_lab_lets_in(mini: Mini) -> None:
    (finding,) = mini.findings(FIRST, "do: set timeout 5", start=RIGHT, settings="memory")

    text = mini.path.read_text()
    assert (finding.line, finding.column) == place(text, "do: set timeout 5")
    assert "the lab does not let this in: This lab does not change Timeout" in finding.sentence


def test_a_solution_that_passes_only_once_is_found(
    mini: Mini, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[Tried] = []
    real = Trial.judged

    def passes_once(trial: Trial, desk: Desk) -> Tried:
        judged.append(real(trial, desk))
        return judged[-1] if len(judged) == 1 else replace(judged[-1], failed=("b",))

    monkeypatch.setattr(Trial, "judged", passes_once)

    (finding,) = mini.findings(f"{FIRST}\n{SECOND}", writes("return event['n']"))

    assert finding.sentence == 'the solution passes once, and when it is judged again misses "b"'


NEEDING = """\
import os
os.environ["WORD"]

def lambda_handler(event, context):
    return event
"""
NEEDS_A_WORD = """\
  - lab: mini
    kind: code
    brief: Something.
    cases:
      - {id: a, says: A, event: 1, times: 20, returns: 1}
      - {id: b, says: B, event: 2, variables: {WORD: x}, returns: 2}
      - {id: c, says: C, event: 3, at_once: 2, fails: KeyError}
      - {id: d, says: D, event: 4, fresh: true, returns: 4}
      - {id: e, says: E, event: 5, returns: 5, held_out: true, why: It is another.}
    objectives: [{id: o, says: O, check: passed() == 2 and invocations() == 25}]
    solution: [{do: mkdir more}]
"""


def test_a_way_whose_init_fails_is_called_no_more_than_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Calls with variables or an environment of their own are made: those may pass."""
    lesson = lesson_in(tmp_path, NEEDS_A_WORD, {"mini/lambda_function.py": NEEDING})
    called: list[str] = []
    real = Environment.invoke

    def invoke(environment: Environment, event: str) -> Answer:
        called.append(event)
        return real(environment, event)

    monkeypatch.setattr(Environment, "invoke", invoke)
    way = Trial(lesson, lab_of(lesson, "mini"))

    tried = way.broken(way.opening)

    assert called == ["1", "2", "4"]
    assert tried.failed == ("a", "d", "e")
    outcomes = tried.record.outcomes
    assert [each.case_id for each in outcomes] == [*"a" * 20, *"bccde"]
    assert [each.call for each in outcomes] == [*range(1, 26)]
    assert [each.event for each in outcomes[19:]] == [*"123345"]
    assert {each.error_type for each in outcomes} == {"KeyError", None}


def test_an_init_that_fails_for_one_case_alone_says_nothing_of_the_others(tmp_path: Path) -> None:
    head = NEEDS_A_WORD.partition("    cases:\n")[0]
    rest = NEEDS_A_WORD.partition("    objectives:")[2]
    cases = (
        "    function: {name: mini, variables: {WORD: y}}\n"
        "    cases:\n"
        "      - {id: a, says: A, event: 1, variables: {OTHER: x}, returns: 1}\n"
        "      - {id: b, says: B, event: 2, returns: 2}\n"
    )
    steps = f"{head}{cases}    objectives:{rest}"
    steps = steps.replace("passed() == 2 and invocations() == 25", "passed() == 1")
    lesson = lesson_in(tmp_path, steps, {"mini/lambda_function.py": NEEDING})
    way = Trial(lesson, lab_of(lesson, "mini"))

    assert way.broken(way.opening).failed == ("a",)


def test_a_way_that_never_ends_is_stopped(mini: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (trial, lab_proofs):
        monkeypatch.setattr(module, "LONGEST_S", 0.5)
    solution = f"{writes('while True: pass')}\n      - do: set timeout 900"

    (finding,) = mini.findings(FIRST, solution, settings="timeout")

    assert finding.sentence == "the solution takes longer than 0.5 s"


def test_what_is_seen_must_pass_without_what_is_held_out(mini: Mini) -> None:
    """Else nobody comes to be judged: here the third call is only the third in the judging."""
    cases = (
        "- {id: a, says: A, returns: 1}\n"
        "- {id: b, says: B, returns: 2, held_out: true, why: It is the second.}\n"
        "- {id: c, says: C, returns: 3}"
    )
    code = "import os\nos.calls = getattr(os, 'calls', 0) + 1\nreturn os.calls"

    (finding,) = mini.findings(cases, writes(code))

    assert said(finding) == 'the solution misses "c" It returned 2, and had to return 3.'


GUESS = """\
format: 1
id: guess
title: Guess
minutes: 1
steps:
  - predict: guess
    kind: code
    ask: What?
    program:
      code: |
        import random

        def lambda_handler(event, context):
            return {returns}
    answer: {{from_run: answer()}}
    {answered}
"""


@pytest.mark.parametrize(
    ("returns", "answered", "says"),
    [
        ("3", "choices: [{value: 3}, {value: '\"3\"', why: x}]", ""),
        (
            "'ok'",
            "choices: [{value: ok, why: x}, {value: '\"ok\"'}]",
            'this is judged wrong, and reads as what came, which is "ok"',
        ),
        (
            "random.random()",
            "choices: [{value: 1}, {value: 2, why: x}]",
            "so nothing is right each time",
        ),
        (
            "[2, 3]",
            "number: {low: 0, high: 9}",
            "the run gives [2, 3], and a number is asked for",
        ),
    ],
)
def test_a_guess_has_one_right_answer_and_code_that_gives_it(
    tmp_path: Path, returns: str, answered: str, says: str
) -> None:
    text = GUESS.format(returns=returns, answered=answered)

    findings = prove(lesson_file(text, str(tmp_path / "guess.yaml")))

    assert any(says in each.sentence for each in findings) if says else not findings, findings


@pytest.mark.parametrize(
    ("came", "choices", "found"),
    [
        ('"ok"', [Choice(value="ok"), Choice(value='"ok"')], 1),
        ('"ok"', [Choice(value='"ok"'), Choice(value="x", label="ok")], 1),
        ('"ok"', [Choice(value='"ok"'), Choice(value="ok", label="no quotes")], 0),
        ("3", [Choice(value="3"), Choice(value='"3"')], 0),
        ('"3"', [Choice(value="3"), Choice(value='"3"')], 0),
        ("none", [Choice(value="none"), Choice(value="None")], 1),
        ("true", [Choice(value="true"), Choice(value="True")], 0),
    ],
)
def test_no_other_choice_reads_as_what_came(came: str, choices: list[Choice], found: int) -> None:
    assert len([*lookalikes(tuple(choices), came, ())]) == found


def test_a_handler_that_is_not_found_is_a_program_like_any_other(tmp_path: Path) -> None:
    program = "code: |\n        import random\n"
    text = GUESS.format(returns="1", answered="").replace("predict: guess", "watch: guess")
    text = text[: text.index("    answer:")].replace("    ask: What?\n", "")
    text = text.replace(program, f"function: {{handler: nowhere}}\n      {program}")

    assert "handler: nowhere" in text
    assert prove(lesson_file(text, str(tmp_path / "guess.yaml"))) == ()


def test_nothing_of_a_strangers_lesson_runs_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    def runs(*_: object, **__: object) -> None:
        raise AssertionError("it ran")

    monkeypatch.setattr(Environment, "__init__", runs)

    (finding,) = check(PATH)

    assert (finding.line, finding.column) == place(GOOD, "predict: returned-exception")
    assert "none of it was run" in finding.sentence
    assert "--run-code" in finding.suggestion
