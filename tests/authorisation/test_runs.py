"""Every way to open a run asks the policies: lesson, sandbox, simulate, a journal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from permitted import INVOKE, F, account, allow, calls, denials, refused, statuses, user

from lambdatutor.authorisation import AUTHORISER
from lambdatutor.aws import operations as aws
from lambdatutor.cli import main
from lambdatutor.course.cases import Case, play
from lambdatutor.course.controls import dotted
from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import parse_expression
from lambdatutor.course.meaning import check
from lambdatutor.course.quantities import Quantity
from lambdatutor.simulator.history import Entry, History
from lambdatutor.simulator.outside import SetCaller
from lambdatutor.simulator.time import MINUTE, Micros
from lambdatutor.simulator.world import World
from lambdatutor.tui.sandbox.run import Opened, SandboxRun

ANA_ONLY = account(
    users=[user("ana", allow(INVOKE, F)), user("ben")],
    traffic=[calls("1s", "ana", name="ana"), calls("2s", "ben", name="ben")],
)
FILE = """
permissions: judged
identities:
  users:
    - name: ana
      inline:
        invoke:
          Version: "2012-10-17"
          Statement: {Effect: Allow, Action: "lambda:InvokeFunction", Resource: "*"}
    - name: ben
functions:
  - name: f
    code:
      uses:
        - {action: "dynamodb:PutItem", resource: "dynamodb:orders", on_denied: goes-on}
traffic:
  - {name: ana, every: 1s, caller: ana}
  - {name: ben, every: 2s, caller: ben}
until: 1min
"""


def taken(run: World, source: str) -> float:
    """A measure of a run."""
    expression = parse_expression(source)
    check(expression, wanted="value")
    found = evaluate(expression, run)
    assert isinstance(found, Quantity)
    return found.number


def test_a_lesson_asks() -> None:
    case = Case(scenario=ANA_ONLY)
    assert sorted(statuses(play(case, 0))) == ["ok", "refused"]


def test_the_sandbox_asks() -> None:
    run = SandboxRun(Opened(ANA_ONLY))
    run.advance(MINUTE)
    assert sorted(statuses(run.world)) == ["ok", "refused"]


def test_simulate_asks_and_shows_refusals_by_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(FILE, encoding="utf-8")
    main(["simulate", str(file), "--json"])
    found = json.loads(capsys.readouterr().out)
    main(["simulate", str(file)])
    shown = capsys.readouterr().out

    assert found["refusals"] == {"AccessDeniedException": found["refused"]}
    assert found["refused"] == 31
    assert "AccessDeniedException" in shown


def test_going_back_finds_the_caller_of_that_moment() -> None:
    journal = (
        Entry(Micros(10), SetCaller(Caller="ben")),
        Entry(Micros(20), aws.Invoke(FunctionName="f")),
        Entry(Micros(30), SetCaller(Caller="ana")),
        Entry(Micros(40), aws.Invoke(FunctionName="f")),
    )
    history = History(account(users=ANA_ONLY.identities.users), 0, journal, authoriser=AUTHORISER)
    history.advance(MINUTE)
    assert statuses(history.world) == ["ok"]
    assert len(denials(history.world)) == 1

    history.rewind(15)
    assert history.world.service.permissions.caller == "ben"
    assert refused(history.world, aws.Invoke(FunctionName="f")).status == 403
    beside = history.world_of("A", MINUTE)
    assert statuses(beside) == ["ok"]


def test_a_lab_can_let_somebody_else_call() -> None:
    target = dotted("simulator.caller", ANA_ONLY)

    assert target.initial(ANA_ONLY) == "administrator"
    assert target.operation("ben") == SetCaller(Caller="ben")
    assert target.operation("administrator") == SetCaller(Caller="")
    assert target.read(SetCaller(Caller="")) == "administrator"


def test_a_check_can_ask_what_was_denied_and_by_which_side() -> None:
    run = play(Case(scenario=ANA_ONLY), 0)
    counts = {
        text: taken(run, text)
        for text in (
            "access_denied()",
            'access_denied("lambda:InvokeFunction")',
            'access_denied("dynamodb:PutItem")',
            'denied_by("identity")',
            'denied_by("resource")',
            'denied_to("arn:aws:iam::123456789012:user/ben")',
        )
    }

    assert counts == dict(zip(counts, (1, 1, 0, 1, 0, 1), strict=True))
