"""The policy engine decides what AWS documents, case by case (`cases/`)."""

from __future__ import annotations

from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from cases import Case, Condition, cases, conditions, decided, names, refused, request

from lambdatutor.aws.denied import spelled
from lambdatutor.aws.facts import fact
from lambdatutor.iam import access_denied

OF_DECISIONS = [name for name in names() if name not in {"refused", "messages", "near_misses"}]
CONDITIONS = names("conditions")


def wrong(case: Case) -> str:
    """How the decision differs from what is documented; empty where it does not."""
    found = decided(case.ask)
    said = {
        "is": found.verdict,
        "reason": found.reason,
        "decisive": sorted(each.sid for each in found.decisive),
        "near": [each.sid for each in found.near_misses],
        "fails": {each.sid: each.failed.element for each in found.judged if each.failed},
    }
    off = {key: said[key] for key in said if key in case.ask and case.ask[key] != said[key]}
    return f"{case.says}: {off} and not as {case.where} says" if off else ""


@pytest.mark.parametrize("name", OF_DECISIONS)
def test_aws_decides_so(name: str) -> None:
    assert [each for each in map(wrong, cases(name)) if each] == []


def test_a_statement_shows_the_first_element_that_does_not_match() -> None:
    assert [each for each in map(wrong, cases("near_misses")) if each] == []


@pytest.mark.parametrize("name", CONDITIONS)
@pytest.mark.parametrize("effect", ["Allow", "Deny"])
def test_a_condition_holds_so(name: str, effect: str) -> None:
    """In an Allow as well as in a Deny: what grants by accident would also deny by accident."""
    assert [each.says for each in conditions(name) if matched(each, effect) != each.holds] == []


def matched(case: Condition, effect: str) -> bool:
    """Whether a statement of that effect applies; beside a Deny everything is allowed."""
    statement: dict[str, Any] = {"Effect": effect, "Condition": case.condition}
    found = decided(
        {
            "principal": "arn:aws:iam::111111111111:user/ana",
            "action": "s3:GetObject",
            "to": "arn:aws:s3:::photos/cat.jpg",
            "context": case.context,
            "identity": [statement] if effect == "Allow" else [{}, statement],
        }
    )
    return found.verdict == ("Allow" if effect == "Allow" else "ExplicitDeny")


def test_what_aws_refuses_is_refused_by_name() -> None:
    answers = {each.says: refused(each.ask) for each in cases("refused")}

    expected = {each.says: each.ask["refused"] for each in cases("refused")}
    assert {says: each and each.element for says, each in answers.items()} == expected
    assert all(each and each.because.endswith(".") for each in answers.values())


def test_a_caller_is_told_in_the_words_of_aws() -> None:
    told = {
        each.says: access_denied(request(each.ask), decided(each.ask)) for each in cases("messages")
    }

    for each in cases("messages"):
        ask = each.ask
        assert told[each.says].startswith(
            f"User: {ask['principal']} is not authorized to perform: {spelled(ask['action'])}"
        ), each.says
        by_trust = "role trust policy" in ask["message"]  # the guide's sentence has no resource
        assert (f"on resource: {ask['to']}" in told[each.says]) is not by_trust, each.says
        assert told[each.says].endswith(ask["message"]), (each.says, told[each.says])


def test_every_case_names_a_fact_or_a_page() -> None:
    named = {each.where for name in names() for each in cases(name)}
    named |= {each.where for name in CONDITIONS for each in conditions(name)}

    for where in named:
        if " " not in where:
            fact(where)
    assert sum(len(cases(name)) for name in names()) >= 300
    assert sum(len(conditions(name)) for name in CONDITIONS) >= 150


def test_every_fact_that_is_held_has_cases_that_go_both_ways() -> None:
    held = run_path(str(Path(__file__).parent / "facts_held.py"))["FACTS_HELD"]
    went = {
        (each.where, each.ask["is"] == "Allow") for name in OF_DECISIONS for each in cases(name)
    }
    went |= {(each.where, each.holds) for name in CONDITIONS for each in conditions(name)}

    assert {(fact, way) for fact in held for way in (True, False)} - went == set()


def test_every_case_has_a_sentence_of_its_own() -> None:
    said = [each.says for name in OF_DECISIONS for each in cases(name)]

    assert sorted({each for each in said if said.count(each) > 1}) == []
