"""What holds for every request and every policy."""

from __future__ import annotations

import re
from typing import Any

import pytest
from cases import decided
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from rewriting import (
    LAYERS,
    edited,
    listed,
    mended,
    other_letters,
    reversed_lists,
    without_empty,
)
from strategies import CONDITIONS, any_json, damaged, documents, questions
from thorough import examples

from lambdatutor.iam import Decision, Refused, faults, read_document
from lambdatutor.iam.document import Kind

Ask = dict[str, Any]

KINDS: tuple[Kind, ...] = (
    *("identity", "resource", "trust", "boundary", "scp", "rcp", "session", "endpoint"),
)

ALLOWED = questions().filter(lambda ask: decided(ask).allowed)
DENIED = questions().filter(lambda ask: not decided(ask).allowed)

EVERYTHING = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
}

FULL_ACCESS = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}
"""What a VPC endpoint has that nobody gave a policy."""

few = settings(max_examples=25, suppress_health_check=[HealthCheck.filter_too_much])
many = settings(max_examples=80)
hundreds = settings(max_examples=examples(200))
"""Two of two hundred, or of a thousand: nothing that anybody writes ends the program."""


def said(decision: Decision) -> tuple[object, ...]:
    """What must not change: the answer, its reason, and whose doing it is."""
    sids = sorted(f"{each.layer} {each.sid}" for each in decision.decisive)
    near = sorted(f"{each.layer} {each.sid}" for each in decision.near_misses)
    return decision.verdict, decision.reason, sids, near


def documented(statement: Ask) -> Ask:
    return {"Version": "2012-10-17", "Statement": [statement]}


@hundreds
@given(questions())
def test_every_question_has_an_answer(ask: Ask) -> None:
    found = decided(ask)

    assert found.allowed == (found.verdict == "Allow")
    assert found.because.endswith(".")
    assert all(each.matched == (each.failed is None) for each in found.judged)


@hundreds
@given(st.sampled_from(KINDS), any_json() | damaged() | documents("resource"))
def test_a_document_is_read_or_refused_at_its_first_fault(kind: Kind, data: object) -> None:
    found = faults(data, kind)

    if found:
        with pytest.raises(Refused, match=re.escape(found[0].because)) as refused:
            read_document(data, kind)
        assert (refused.value.path, refused.value.element) == found[0][:2]
        assert all(each.because.endswith(".") for each in found)
    else:
        assert read_document(data, kind).version in {"2012-10-17", "2008-10-17"}


@few
@given(ALLOWED)
def test_a_deny_of_everything_ends_it(ask: Ask) -> None:
    deny = {"Effect": "Deny", "Action": "*", "Resource": "*"}
    own = ask | {"identity": [*ask["identity"], documented(deny)]}
    door = ask | {"resource": documented(deny | {"Principal": "*"})}

    assert decided(door).verdict == "ExplicitDeny"
    assert decided(own).verdict == "ExplicitDeny" or not ask["principal"].startswith("arn:")


@few
@given(DENIED, documents("identity"))
def test_one_more_deny_never_lets_anybody_in(ask: Ask, more: Ask) -> None:
    deny = more | {"Statement": [each | {"Effect": "Deny"} for each in more["Statement"]]}

    for layer in ("identity", "boundary"):
        assert not decided(ask | {layer: [*ask.get(layer, []), deny]}).allowed


@few
@given(ALLOWED, documents("identity"))
def test_one_more_allow_never_shuts_anybody_out(ask: Ask, more: Ask) -> None:
    allow = more | {"Statement": [each | {"Effect": "Allow"} for each in more["Statement"]]}

    assert decided(ask | {"identity": [*ask["identity"], allow]}).allowed


@few
@given(ALLOWED)
def test_an_allow_without_its_condition_grants_no_less(ask: Ask) -> None:
    def looser(_: str, statement: Ask) -> Ask:
        kept = {key: each for key, each in statement.items() if key != "Condition"}
        return kept if statement["Effect"] == "Allow" else statement

    assert decided(edited(ask, looser)).allowed


@few
@given(ALLOWED, st.sampled_from(CONDITIONS))
def test_a_deny_without_its_condition_denies_no_less(ask: Ask, condition: Ask) -> None:
    def denied(statement: Ask) -> bool:
        return not decided(ask | {"boundary": [EVERYTHING, documented(statement)]}).allowed

    deny = {"Effect": "Deny", "Action": "*", "Resource": "*"}
    assert denied(deny) >= denied(deny | {"Condition": condition})


@few
@given(questions().filter(lambda ask: decided(ask).decisive))
def test_without_the_decisive_statements_the_answer_is_another(ask: Ask) -> None:
    found = decided(ask)
    decisive = {each.sid for each in found.decisive}

    less = edited(ask, lambda _, each: None if each["Sid"] in decisive else each)
    other = decided(without_empty(less))
    assert (other.verdict, other.reason) != (found.verdict, found.reason)


@few
@given(DENIED)
def test_limits_that_allow_everything_grant_nothing(ask: Ask) -> None:
    limits: Ask = {"boundary": [EVERYTHING], "session": EVERYTHING, "scps": [[EVERYTHING]]}

    assert not decided(limits | ask).allowed


@few
@given(questions())
def test_limits_that_allow_everything_take_nothing(ask: Ask) -> None:
    without = {key: each for key, each in ask.items() if key not in {"boundary", "session", "scps"}}
    limits: Ask = {"boundary": [EVERYTHING], "session": EVERYTHING, "scps": [[EVERYTHING]]}

    assert decided(limits | without).allowed == decided(without).allowed


@few
@given(questions(), documents("resource"))
def test_an_endpoint_only_takes(ask: Ask, more: Ask) -> None:
    plain = more | {
        "Statement": [
            {"Effect": each["Effect"], "Principal": "*", "Action": "s3:*", "Resource": "*"}
            for each in more["Statement"]
        ]
    }

    assert decided(ask | {"endpoint": FULL_ACCESS}).allowed == decided(ask).allowed
    assert not decided(ask | {"endpoint": plain}).allowed or decided(ask).allowed


@few
@given(questions())
def test_the_order_of_policies_and_statements_does_not_matter(ask: Ask) -> None:
    backwards = ask | {
        layer: reversed_lists(ask[layer]) for layer in LAYERS if layer in ask and layer != "scps"
    }
    if "scps" in ask:
        backwards["scps"] = [reversed_lists(level) for level in ask["scps"]]

    assert said(decided(backwards)) == said(decided(ask))


@few
@given(questions())
def test_the_case_of_actions_operators_and_keys_does_not_matter(ask: Ask) -> None:
    shouted = edited(ask, other_letters) | {
        "action": ask["action"].swapcase(),
        "context": {key.swapcase(): each for key, each in ask["context"].items()},
    }

    assert said(decided(shouted)) == said(decided(ask))


@few
@given(questions())
def test_a_value_is_a_list_of_one(ask: Ask) -> None:
    assert said(decided(edited(ask, listed))) == said(decided(ask))


@many
@given(questions())
def test_a_near_miss_would_match_but_for_the_element_that_it_names(ask: Ask) -> None:
    found = decided(ask)
    near = {each.sid for each in found.near_misses}
    failed = {each.sid: each.failed.element for each in found.judged if each.failed}
    assume(failed)

    better = decided(
        edited(
            ask,
            lambda _, each: mended(each, failed[each["Sid"]]) if each["Sid"] in failed else each,
        )
    )
    for each in better.judged:
        if each.sid in failed and each.effect == "Allow":
            assert each.matched == (each.sid in near), (each, failed[each.sid])
